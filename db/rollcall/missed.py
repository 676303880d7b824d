"""Who missed how many of a campaign's last sessions."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from db.campaigns.rows import OfflinePlayerRow, PlayerRow
from db.scheduling.rows import RsvpRow, SessionRow
from db.sessions.rows import AttendanceRow
from domain.rollcall.ranking import LAST_SESSIONS, Played, missed_by
from domain.scheduling.seats import SEATED
from domain.scheduling.session import State
from domain.sessions.attendance import CAME


async def missed_lately(session: AsyncSession, campaign_id: int, until: datetime | None) -> dict[int, int]:
    """How many of the campaign's last five complete sessions each player missed, since they joined.

    With `until`, of those that were complete by then: a roll call that has closed ranks as it did.

    Whoever was not there missed it; of sessions whose attendance was not kept, whoever held no seat. A private session
    was not for everybody, and counts for nobody. An offline player is minus their id.
    """
    last = await session.execute(
        select(SessionRow.id, SessionRow.started_at, SessionRow.starts_at)
        .where(
            SessionRow.campaign_id == campaign_id,
            SessionRow.state == State.COMPLETED,
            SessionRow.private.is_(False),
            *([SessionRow.ended_at <= until] if until is not None else []),
        )
        .order_by(SessionRow.ended_at.desc(), SessionRow.id.desc())
        .limit(LAST_SESSIONS)
    )
    sessions = last.all()
    seated = await session.execute(
        select(RsvpRow.session_id, RsvpRow.user_id).where(
            RsvpRow.session_id.in_([one.id for one in sessions]), RsvpRow.plan.in_(SEATED), RsvpRow.waiting.is_(False)
        )
    )
    attended = await session.execute(
        select(AttendanceRow.session_id, AttendanceRow.person_id, AttendanceRow.attended).where(
            AttendanceRow.session_id.in_([one.id for one in sessions])
        )
    )
    kept = attended.all()
    with_attendance = {one.session_id for one in kept}
    came: dict[int, set[int]] = {one.id: set() for one in sessions}
    for session_id, user_id in seated:
        if session_id not in with_attendance:
            came[session_id].add(user_id)
    for one in kept:
        if one.attended in CAME:
            came[one.session_id].add(one.person_id)
    players = await session.execute(
        select(PlayerRow.user_id, PlayerRow.joined_at).where(PlayerRow.campaign_id == campaign_id)
    )
    offline = await session.execute(
        select(-OfflinePlayerRow.id, OfflinePlayerRow.joined_at).where(OfflinePlayerRow.campaign_id == campaign_id)
    )
    played = [Played(one.started_at or one.starts_at, frozenset(came[one.id])) for one in sessions]
    return missed_by(played, {**dict(players.all()), **dict(offline.all())})
