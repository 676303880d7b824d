"""Attendance: fixed when a session ends, corrected by its organiser, and counted over many."""

from collections.abc import Collection
from dataclasses import dataclass

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign, Kind
from domain.cards import CardKind
from domain.errors import NotValid
from domain.lookup import Named, find
from domain.scheduling.session import Session, State
from domain.sessions.attendance import Attendance, Attended, Evening
from domain.sessions.presence import Change
from domain.sessions.streaks import Played, Standing, by_presence, standing
from services.campaigns import require_organiser
from services.scheduling import looking

NOT_OVER = "Attendance is kept once a session is over, and that one is not."


async def fix(store: Store, session: Session) -> list[Attendance]:
    """The session is over: keeps who was there, by what was seen of them and what they had said.

    Who takes part in a game night plays in it from then on.
    """
    campaign = await store.campaigns.get(session.campaign_id, session.guild_id)
    joined = await store.attendance.joined(campaign.id) if campaign.kind is Kind.CAMPAIGN else {}
    ended_at = session.ended_at or store.now
    started_at = session.started_at or ended_at
    seating = await store.rsvps.seating(session)
    changes: dict[int, list[Change]] = {}
    for user_id, change in await store.presences.changes(session.id):
        changes.setdefault(user_id, []).append(change)
    evening = Evening(
        started_at,
        ended_at,
        session.spans,
        unseen=session.location is not None and session.voice_id is None,
        gaps=tuple((one.began_at, one.ended_at) for one in await store.presences.gaps(session.id)),
    )
    expected = {person_id for person_id, since in joined.items() if since <= started_at and not session.private}
    kept = evening.attendance(expected, seating.rsvps, changes)
    await store.attendance.save(session.id, kept)
    if campaign.kind is Kind.GAME_NIGHT:
        for one in kept:
            if one.came and one.person_id > 0:
                await store.campaigns.add_player(campaign.id, one.person_id, store.now)
    return list(kept)


async def correct(
    store: Store,
    actor: Actor,
    session_id: int,
    attended: Attended,
    *,
    user_id: int | None = None,
    offline: str | None = None,
) -> tuple[Session, Attendance]:
    """An organiser says how somebody attended: that member, or the offline player of that name.

    Raises NotAllowed, NotValid where the session is not over, NothingMatches, SeveralMatch.
    """
    session = await store.sessions.get(session_id, actor.guild_id, lock=True)
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    _require_over(session)
    if user_id is None:
        roster = await store.players.roster(session.campaign_id)
        user_id = -find(offline or "", [Named(one.id, one.name) for one in roster.offline], kind="offline player")
    known = {one.person_id: one for one in await store.attendance.of_session(session.id)}
    before = known.get(user_id, Attendance(user_id, Attended.ABSENT))
    after = before.corrected(attended, actor.user_id)
    await store.attendance.save(session.id, [after])
    await store.cards.want(CardKind.RECAP, session.id)
    return session, after


async def kept_of(store: Store, session: Session) -> list[Attendance]:
    """How everybody attended. Raises NotValid where the session is not over."""
    _require_over(session)
    return await store.attendance.of_session(session.id)


def _require_over(session: Session) -> None:
    if session.state is not State.COMPLETED:
        raise NotValid(NOT_OVER)


@dataclass(frozen=True, slots=True)
class Statistics:
    """How a campaign's players attended its sessions, as one person may read it: who came most first.

    `hidden` more are counted and not named; all together took `taken` of `chairs` chairs, which are 0 where that would
    tell how often one hidden person came.
    """

    campaign: Campaign
    played: tuple[Played, ...]
    standings: tuple[Standing, ...]
    hidden: int
    taken: int
    chairs: int


async def statistics(store: Store, actor: Actor, here: Collection[int], campaign: Campaign) -> Statistics:
    """Who was at the campaign's sessions, of those that the actor may know of. One's own is always among them."""
    played = await store.attendance.played(campaign.id, await looking.hidden(store, actor, here))
    joined = await store.attendance.joined(campaign.id)
    every = by_presence([standing(one, since, played) for one, since in joined.items()])
    counted = [one for one in every if one.of]
    quiet = await store.attendance.hidden([one.person_id for one in counted]) - {actor.user_id}
    told = [] if len(quiet) == 1 else counted
    return Statistics(
        campaign,
        tuple(played),
        tuple(one for one in counted if one.person_id not in quiet),
        len(quiet),
        sum(one.came for one in told),
        sum(one.of for one in told),
    )


async def hide(store: Store, actor: Actor, *, hidden: bool) -> None:
    """The actor's statistics are for their eyes only, or are not any more.

    While they are, no webhook is told that it was them who voted.
    """
    await store.settings.set_stats_hidden(actor.user_id, hidden=hidden)
    if hidden:
        await store.outbox.hide_voter(actor.user_id)
