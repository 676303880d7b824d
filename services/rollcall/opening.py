"""Opening a roll call."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign, Kind
from domain.cards import CardKind
from domain.errors import NotValid
from domain.reminders import Kind as ReminderKind
from domain.rollcall.errors import DeadlineOutOfReach, OptionInThePast
from domain.rollcall.options import checked_options
from domain.rollcall.poll import Mode, RollCall, Status, usual_deadline
from domain.rollcall.quorum import Quorum
from domain.scheduling.session import DEFAULT_DURATION
from services import reminders
from services.campaigns import card_channel, require_organiser
from services.rollcall.nudging import plan_nudge
from services.scheduling.details import Details


@dataclass(frozen=True, slots=True)
class Poll:
    """What a roll call asks. `deadline` None: an hour before the first option; `duration` None: as last time.

    `players_only`: only players of its campaign may answer. `anonymous`: no names show until it closes. `fair`: among
    equals, those who missed more lately come first. `ping_role_id` None: the campaign's role is pinged.
    """

    starts: list[datetime]
    title: str | None = None
    mode: Mode = Mode.BUTTONS
    deadline: datetime | None = None
    duration: timedelta | None = None
    quorum: Quorum | None = None
    players_only: bool = False
    anonymous: bool = False
    fair: bool = False
    ping_role_id: int | None = None


async def open_(store: Store, actor: Actor, campaign: Campaign, poll: Poll, channel_id: int) -> RollCall:
    """Asks when people can play. In "Game night" everyone may; elsewhere organisers.

    Raises NotAllowed, NotValid, OptionInThePast, DeadlineOutOfReach.
    """
    if campaign.kind is not Kind.GAME_NIGHT or poll.ping_role_id is not None:  # guests ping nobody
        await require_organiser(store, actor, campaign)
    Details(duration=poll.duration).check()
    starts = checked_options(poll.starts)
    if starts[0] <= store.now:
        raise OptionInThePast(starts[0])
    if poll.anonymous and poll.mode is not Mode.BUTTONS:
        raise NotValid("Reactions show who answered: an anonymous roll call has the mode `buttons`.")
    deadline = poll.deadline or usual_deadline(starts[0], store.now)
    if not store.now < deadline <= starts[-1]:
        raise DeadlineOutOfReach(starts[-1])
    last = await store.sessions.newest(campaign.id)
    duration = poll.duration or (last.duration if last else DEFAULT_DURATION)
    roll_call = await store.roll_calls.add(
        RollCall(
            id=0,
            guild_id=actor.guild_id,
            campaign_id=campaign.id,
            title=(poll.title or "").strip(),
            mode=poll.mode,
            status=Status.OPEN,
            created_by=actor.user_id,
            deadline=deadline,
            duration=duration,
            options=(),
            quorum=str(poll.quorum) if poll.quorum else None,
            players_only=poll.players_only,
            anonymous=poll.anonymous,
            fair=poll.fair,
            ping_role_id=poll.ping_role_id,
        ),
        starts,
    )
    where = await card_channel(store, campaign, channel_id)
    await store.cards.post(CardKind.ROLLCALL, roll_call.id, roll_call.guild_id, where)
    within = deadline - store.now
    await reminders.announce(store, ReminderKind.DEADLINE, roll_call.guild_id, roll_call.id, within=within)
    await plan_nudge(store, roll_call)
    return roll_call
