"""What is said about roll calls when it is due: nudges, and news of what their quorum did."""

from dataclasses import replace

from cogs.edge.due import Notice
from cogs.edge.text import at, plain
from cogs.edge.wording import title_of, words
from cogs.rollcall.standing import lacking_line, quorum_words
from db.store import Store
from domain.cards import CardKind
from domain.reminders import Reminder
from domain.rollcall.editing import read_news
from domain.rollcall.poll import RollCall, Status
from domain.rollcall.undone import read_undone
from services.rollcall.nudging import MOST_NUDGED, silent
from services.rollcall.quorums import standing
from services.rollcall.reactions import why_refused

NEW_TIMES_SHOWN = 5


async def nudge(store: Store, due: Reminder, late: bool) -> Notice | None:
    """`You have not answered yet`, to the players who have not; None once all have, or it is closed."""
    roll_call = await store.roll_calls.get(due.subject_id, due.guild_id)
    said = f"🔔 {_named(roll_call)} waits for your answer. It closes at {at(roll_call.deadline)}."
    who = await silent(store, roll_call)
    return await _notice(store, roll_call, said, who) if who else None


async def missing(store: Store, due: Reminder, late: bool) -> Notice | None:
    """Why the roll call became no session by itself, to whoever opened it; None where it has become one."""
    roll_call = await store.roll_calls.get(due.subject_id, due.guild_id)
    stood = await standing(store, roll_call)
    if stood is None or roll_call.session_id is not None or roll_call.status is not Status.CLOSED:
        return None
    said = (
        f"🎯 {_named(roll_call)} is closed, and no time meets its quorum ({quorum_words(stood.quorum)}): "
        f"{lacking_line(roll_call, stood)}"
    )
    if stood.nearest is not None:
        said += f" {at(stood.nearest.option.starts_at)} would be best: `/rollcall promote` makes it a session."
    return await _notice(store, roll_call, said, (due.user_id or roll_call.created_by,))


async def undone(store: Store, due: Reminder, late: bool) -> Notice | None:
    """The session that the roll call became is none any more, to those who were told that it was settled."""
    roll_call = await store.roll_calls.get(due.subject_id, due.guild_id)
    what = read_undone(due.text or "")
    option = roll_call.option(what.option_id)
    said = f"↩️ Undone: {at(option.starts_at)} is not settled after all. {_named(roll_call)} stays closed."
    pinged = what.people[:MOST_NUDGED]
    notice = await _notice(store, roll_call, said, pinged) if pinged else None
    return replace(notice, url=None) if notice else None


async def changed(store: Store, due: Reminder, late: bool) -> Notice | None:
    """The times are others now, to those who had answered; None once it is closed. Anonymous ones name nobody."""
    roll_call = await store.roll_calls.get(due.subject_id, due.guild_id)
    if roll_call.status is not Status.OPEN:
        return None
    news = read_news(due.text or "")
    new = [at(one.starts_at) for one in roll_call.options if one.starts_at not in news.starts]
    more = f" and {len(new) - NEW_TIMES_SHOWN} more" if len(new) > NEW_TIMES_SHOWN else ""
    added = f" New: {', '.join(new[:NEW_TIMES_SHOWN])}{more}." if new else ""
    said = f"🗓️ {_named(roll_call)} has other times now.{added} Your answers to times that stayed are kept."
    return await _notice(store, roll_call, said, () if roll_call.names_hidden else news.people[:MOST_NUDGED])


async def refused(store: Store, due: Reminder, late: bool) -> Notice | None:
    """Why a reaction does not count, to whoever reacted; None where it would by now."""
    roll_call = await store.roll_calls.get(due.subject_id, due.guild_id)
    error = await why_refused(store, roll_call, due)
    return await _notice(store, roll_call, words(error), (due.user_id or 0,)) if error else None


def _named(roll_call: RollCall) -> str:
    return f"The roll call “{plain(title_of(roll_call.title))}”"


async def _notice(store: Store, roll_call: RollCall, said: str, pings: tuple[int, ...]) -> Notice | None:
    card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
    if card is None:
        return None
    return Notice(card.channel_id, said, pings, roll_call.created_by, card.url)
