"""Sessions in a list: two lines for each."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from cogs.edge.text import at, plain, plural
from cogs.scheduling.card import MARKS
from domain.scheduling.seats import Plan, Rsvp
from services.scheduling.looking import AHEAD, Listed

MINE = {
    Plan.GOING: "you are going",
    Plan.LATE: "you come late",
    Plan.MAYBE: "you may come",
    Plan.NOT_GOING: "you cannot come",
}


def entries(found: Sequence[Listed]) -> list[str]:
    """Every session of a list; the campaign is named where there are several."""
    several = len({one.campaign.id for one in found}) > 1
    return [f"{_which(one, several)} · {at(one.session.starts_at)}\n-# {' · '.join(_state(one))}" for one in found]


def by_day(found: Sequence[Listed], zone: ZoneInfo) -> tuple[list[str], list[str]]:
    """Every session, with its card; and the day that each is on, in that zone, with its weekday as stamps lack it."""
    several = len({one.campaign.id for one in found}) > 1
    lines, heads = [], []
    day, head = None, ""
    for one in found:
        starts_at = one.session.starts_at
        if (its_day := starts_at.astimezone(zone).date()) != day:
            day, head = its_day, f"**{its_day:%A} {its_day.day} {its_day:%B %Y}** ({at(starts_at, 'R')})"
        heads.append(head)
        state = [*_state(one), *([f"[card]({one.url})"] if one.url else [])]
        lines.append(f"{_which(one, several)} · {at(starts_at, 't')}\n-# {' · '.join(state)}")
    return lines, heads


def _which(one: Listed, several: bool) -> str:
    lock = "🔒 " if one.session.private else ""
    of = f" · {plain(one.campaign.name, 40)}" if several and one.campaign.name != one.session.title else ""
    return f"{MARKS[one.badge]} {lock}**{one.session.number}: {plain(one.session.title, 60)}**{of}"


def _state(one: Listed) -> list[str]:
    if one.badge not in AHEAD:
        return [str(one.badge), f"{one.taken} said they come"]
    if one.session.is_live and not one.taken and one.mine is None:  # started on the spot: nobody was asked
        return [str(one.badge)]
    state = [str(one.badge), f"{one.taken} going"]
    if one.left is not None:
        state.append(f"{plural(one.left, 'seat')} left" if one.left else "full")
    return [*state, _mine(one.mine)]


def _mine(rsvp: Rsvp | None) -> str:
    if rsvp is None:
        return "no answer from you"
    return "you are on the waitlist" if rsvp.waiting else MINE[rsvp.plan]
