"""Calendar feeds: what one secret address shows, and to whom."""

from dataclasses import dataclass
from datetime import timedelta

from domain.campaigns import Campaign
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session
from domain.scheduling.visibility import Private, may_see

LOOKS_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Feed:
    """One person's feed: a campaign's sessions, or, without one, all of the guild's that concern them."""

    guild_id: int
    user_id: int
    campaign_id: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A session as it stands to one person: whether they play in its campaign, and what they plan, if they said so.

    `asked_in`: they played there when its private thread was made. `url` is the address of its card.
    """

    session: Session
    campaign: Campaign
    plays: bool = False
    asked_in: bool = True
    plan: Plan | None = None
    url: str | None = None

    def seen_by(self, user_id: int) -> bool:
        """Whether this person may see it. A calendar program has no roles and no channels: those open nothing here."""
        if not self.session.private:
            return True
        stands = Private(
            session_id=self.session.id,
            campaign_id=self.campaign.id,
            kind=self.campaign.kind,
            made_it=self.session.created_by == user_id,
            plays=self.plays and self.asked_in,
            answered=self.plan is not None,
        )
        return may_see(stands, organises=self.campaign.organiser_id == user_id, here=())

    def concerns(self, user_id: int) -> bool:
        """Whether it belongs in this person's own calendar: they may be there, and did not say that they cannot."""
        if self.plan is not None:
            return self.plan is not Plan.NOT_GOING
        return self.plays or user_id == self.campaign.organiser_id


def shows(feed: Feed, entry: Entry) -> bool:
    """Whether the feed shows this session of its guild: a campaign's feed its whole schedule, one's own what concerns.

    Either way just what the person may see.
    """
    session = entry.session
    if session.guild_id != feed.guild_id or not entry.seen_by(feed.user_id):
        return False
    if feed.campaign_id is not None:
        return session.campaign_id == feed.campaign_id
    return entry.concerns(feed.user_id)
