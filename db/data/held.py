"""Every column that holds a person's id: what becomes of it, and what of its row is the person's own."""

from dataclasses import dataclass

from sqlalchemy import Table
from sqlalchemy.orm import DeclarativeBase

from db.campaigns.rows import CampaignRow, CharacterRow, PlayerRow
from db.gamenight.rows import BackerRow, NominationRow, OwnerRow, PickPollRow, PickVoteRow, RoomLookRow
from db.outside.rows import ApiTokenRow, WebhookRow
from db.reminders.rows import ReminderRow
from db.rollcall.rows import AnswerRow, ReactionRow, RollCallRow
from db.scheduling.feeds import FeedRow
from db.scheduling.rows import RsvpRow, SeriesRow, SessionRow
from db.sessions.rows import (
    AttendanceRow,
    EventReaderRow,
    EventRow,
    GuestRow,
    InviteRow,
    ObjectiveRow,
    PlayerNoteRow,
    PresenceChangeRow,
    PresenceRow,
    RecapRow,
)
from db.settings import PersonRow
from db.undelivered import UndeliveredRow
from db.votes.rows import ImportedVoteRow, ImportRow, ToldRow, VoteRow
from domain.data import Fate


@dataclass(frozen=True, slots=True)
class Held:
    """A column that holds people's ids. `shown`: the columns that its person gets in an export, never a secret.

    `called` is what the export calls these rows.
    """

    row: type[DeclarativeBase]
    column: str
    fate: Fate
    called: str
    shown: str

    @property
    def table(self) -> Table:
        """The table."""
        table = self.row.__table__
        assert isinstance(table, Table)  # noqa: S101 - rows are mapped to tables
        return table


EVERYWHERE, REMOVED, CLEARED = Fate.EVERYWHERE, Fate.REMOVED, Fate.CLEARED
NAMELESS, NOBODY = Fate.NAMELESS, Fate.NOBODY
HELD = (
    Held(PersonRow, "id", EVERYWHERE, "settings", "timezone stats_hidden private_reminders"),
    Held(UndeliveredRow, "user_id", EVERYWHERE, "undelivered_messages", "content due_at"),
    Held(CampaignRow, "organiser_id", CLEARED, "campaigns_organised", "id name"),
    Held(PlayerRow, "user_id", REMOVED, "campaigns_played", "campaign_id joined_at"),
    Held(CharacterRow, "user_id", REMOVED, "characters", "campaign_id name"),
    Held(SessionRow, "created_by", NOBODY, "sessions_planned", "id title starts_at"),
    Held(SeriesRow, "created_by", NOBODY, "series_planned", "id title rrule"),
    Held(RsvpRow, "user_id", REMOVED, "rsvps", "session_id plan waiting note"),
    Held(FeedRow, "user_id", REMOVED, "calendar_feeds", "campaign_id created_at revoked_at"),
    Held(RollCallRow, "created_by", NOBODY, "roll_calls_opened", "id title deadline"),
    Held(AnswerRow, "user_id", NAMELESS, "roll_call_answers", "option_id answer"),
    Held(ReactionRow, "user_id", REMOVED, "roll_call_reactions", "option_id"),
    Held(PresenceRow, "user_id", REMOVED, "presence", "session_id presence since acted_at in_voice activity"),
    Held(PresenceChangeRow, "user_id", REMOVED, "presence_changes", "session_id presence source at"),
    Held(InviteRow, "created_by", NOBODY, "invitations_made", "session_id created_at expires_at uses revoked_at"),
    Held(GuestRow, "user_id", NAMELESS, "sessions_as_a_guest", "session_id joined_at"),
    Held(
        EventRow,
        "author_id",
        NOBODY,
        "log_entries",
        "id session_id at text category measure amount importance visibility game_time",
    ),
    Held(EventRow, "said_by", CLEARED, "messages_saved_by_others", "session_id at text message_id channel_id"),
    Held(EventReaderRow, "user_id", REMOVED, "log_entries_for_you", "event_id"),
    Held(ObjectiveRow, "created_by", NOBODY, "objectives", "campaign_id session_id text created_at done_at"),
    Held(RecapRow, "edited_by", CLEARED, "recaps_edited", "session_id edited_at"),
    Held(PlayerNoteRow, "user_id", REMOVED, "notes", "session_id text edited_at"),
    Held(AttendanceRow, "person_id", NAMELESS, "attendance", "session_id attended came_at left_at present_for"),
    Held(AttendanceRow, "corrected_by", NOBODY, "attendance_corrected", "session_id attended"),
    Held(OwnerRow, "user_id", REMOVED, "games_owned", "game_id"),
    Held(NominationRow, "nominated_by", NOBODY, "nominations", "campaign_id game_id nominated_at"),
    Held(BackerRow, "user_id", REMOVED, "nominations_backed", "nomination_id"),
    Held(RoomLookRow, "user_id", REMOVED, "room_codes_seen", "play_id at"),
    Held(PickPollRow, "created_by", NOBODY, "picks_asked_for", "id ends_at"),
    Held(PickPollRow, "stopped_by", NOBODY, "picks_stopped", "id ended_at"),
    Held(PickVoteRow, "user_id", REMOVED, "pick_votes", "poll_id place"),
    Held(VoteRow, "user_id", NAMELESS, "votes", "play_id value message_id channel_id seen_at"),
    Held(ToldRow, "user_id", REMOVED, "told_about_votes", "session_id"),
    Held(ImportRow, "imported_by", NOBODY, "vote_imports", "session_id imported_at undone_at"),
    Held(ImportedVoteRow, "user_id", NAMELESS, "imported_votes", "play_id name value said_at"),
    Held(ReminderRow, "user_id", NOBODY, "reminders", "kind due_at status text"),
    Held(WebhookRow, "set_by", NOBODY, "webhooks_set", "guild_id"),
    Held(ApiTokenRow, "made_by", NOBODY, "api_tokens_made", "guild_id"),
)
