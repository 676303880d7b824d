"""How a roll call stands, in words: which option is best and why, its quorum, and what happens next by itself."""

from cogs.edge.text import at
from db.store import Store
from domain.reminders import TO_COME, Kind
from domain.rollcall.poll import RollCall, Status
from domain.rollcall.quorum import Lacking, Quorum
from domain.rollcall.ranking import Reason, reason
from services.rollcall.quorums import Standing, standing
from services.rollcall.undoing import undoable

RULE = "-# ⭐ is the time when most can come (yes or if needed). Among equals more yes wins, then {fair}the earliest."
FAIR = "who missed more of the last five sessions, then "
WHY = {
    Reason.CAN: "more can come than at {other}",
    Reason.YES: "as many can come as at {other}, and more of them say yes",
    Reason.MISSED: "it is as good as {other}, and those who say yes missed more of the last sessions",
    Reason.EARLIEST: "it is as good as {other}, and earlier",
}


async def stands(store: Store, roll_call: RollCall) -> str:
    """The lines below the options of a roll call's card."""
    lines = await closing_lines(store, roll_call)
    if roll_call.undo_until is not None and undoable(store, roll_call):
        lines.append(f"↩️ *Undo* takes the session back until {at(roll_call.undo_until, 't')}.")
    if roll_call.status is not Status.CANCELLED and (why := _ranking(store, roll_call)):
        lines.append(why)
    return "\n".join(lines)


async def closing_lines(store: Store, roll_call: RollCall) -> list[str]:
    """When it closes by itself, and how it stands to its quorum; nothing of one that has ended or become a session."""
    lines = []
    if closes_at := await _complete_at(store, roll_call):
        lines.append(f"⏳ Everybody has answered: it closes {closes_at}, unless something changes.")
    stood = await standing(store, roll_call)
    if stood and roll_call.session_id is None and roll_call.status is not Status.CANCELLED:
        lines.append(quorum_line(roll_call, stood))
    return lines


async def _complete_at(store: Store, roll_call: RollCall) -> str | None:
    if roll_call.status is not Status.OPEN:
        return None
    rows = await store.reminders.of_subject(Kind.COMPLETE, roll_call.id)
    return next((at(one.due_at, "R") for one in rows if one.status in TO_COME), None)


def _ranking(store: Store, roll_call: RollCall) -> str | None:
    """The rule, and what it comes down to between the two best; None where there is nothing to rank."""
    rule = RULE.format(fair=FAIR if roll_call.fair else "")
    best, ranked_at = roll_call.leading(store.now), roll_call.as_of(store.now)
    to_come = (one for one in roll_call.ranked() if one.option.starts_at > ranked_at)
    other = next((one for one in to_come if best and one.option != best.option), None)
    if best is None or other is None:
        return None
    why = WHY[reason(best, other, roll_call.missed)].format(other=other.option.letter)
    return f"{rule} {best.option.letter} is best: {why}."


def quorum_line(roll_call: RollCall, stood: Standing) -> str:
    """The quorum, and whether an option meets it or what the nearest one lacks."""
    asked = f"🎯 **Quorum**: {quorum_words(stood.quorum)}"
    if roll_call.names_hidden and stood.quorum.organiser:
        return f"{asked}. Whether a time meets it shows when it closes."  # or it would show what the organiser said
    if stood.met is not None:
        becomes = (
            f": {stood.met.option.letter} becomes a session when it closes" if roll_call.status is Status.OPEN else ""
        )
        return f"{asked}. **Met** by {stood.met.option.letter}{becomes}."
    return f"{asked}. **Not met**: {lacking_line(roll_call, stood)}"


def quorum_words(quorum: Quorum) -> str:
    """What the quorum asks for, as people read it."""
    said = f"{quorum.yes} yes" if quorum.of is None else f"{quorum.yes} yes of {quorum.of}"
    return f"{said}, the organiser's among them" if quorum.organiser else said


def lacking_line(roll_call: RollCall, stood: Standing) -> str:
    """What keeps the nearest option from the quorum."""
    if not roll_call.respondents():
        return f"nobody has answered{' yet' if roll_call.status is Status.OPEN else ''}."
    if stood.nearest is None:
        return "nobody can make any time that is still to come."
    return f"{stood.nearest.option.letter} is nearest, and lacks {_lacking_words(stood.lacking)}."


def _lacking_words(lacking: Lacking) -> str:
    """`1 more yes and the organiser's yes`."""
    said = [f"{lacking.yes} more yes"] if lacking.yes else []
    if lacking.organiser:
        said.append("the organiser's yes")
    return " and ".join(said)
