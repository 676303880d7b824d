"""A campaign's usual times: the weekdays and hours at which its sessions worked, and when they come next."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.errors import UserError
from domain.scheduling.wall import from_wall, to_wall

LAST_SESSIONS = 10
FEWEST_SESSIONS = 2
MOST_TIMES = 5
WEEKS = 2
GRID = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Held:
    """A session that took place: its start, aware UTC, and how many came.

    `chosen`: somebody planned that start; otherwise it was started on the spot.
    """

    starts_at: datetime
    came: int
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class Slot:
    """A wall time of a weekday; 0 is Monday."""

    weekday: int
    time: time


def usual_slots(held: Iterable[Held], zone: ZoneInfo) -> list[Slot]:
    """The slots in that zone at which the last ten sessions were held, those first at which the most people came.

    Starts around the same half hour are one slot, at the time that was chosen for it most often. What was started on
    the spot makes a slot once it has happened twice. Empty with fewer than two sessions.
    """
    last = sorted(held, key=lambda one: one.starts_at, reverse=True)[:LAST_SESSIONS]
    if len(last) < FEWEST_SESSIONS:
        return []
    around: dict[Slot, list[Held]] = {}
    for one in last:
        around.setdefault(_slot(_rounded(to_wall(one.starts_at, zone))), []).append(one)
    usual = [(slot, ones) for slot, ones in around.items() if len(ones) > 1 or ones[0].chosen]
    # The sort is stable, so that of equals the one held last comes first.
    usual.sort(key=lambda pair: (-sum(max(one.came, 1) for one in pair[1]), -len(pair[1])))
    return [_as_chosen(ones, zone) or slot for slot, ones in usual]


def _rounded(wall: datetime) -> datetime:
    """The half hour that is nearest."""
    later = wall + GRID / 2
    return later.replace(minute=later.minute // 30 * 30, second=0, microsecond=0)


def _slot(wall: datetime) -> Slot:
    return Slot(wall.weekday(), wall.time())


def _as_chosen(ones: Iterable[Held], zone: ZoneInfo) -> Slot | None:
    """The wall time that was chosen most often, and of equals last; None where none was."""
    chosen = Counter(_slot(to_wall(one.starts_at, zone)) for one in ones if one.chosen)
    return chosen.most_common(1)[0][0] if chosen else None


def next_times(slots: Sequence[Slot], now: datetime, zone: ZoneInfo) -> list[datetime]:
    """When these slots, best first, come next from tomorrow on, in two weeks: at most five instants, in time order.

    Each slot's next date comes before any slot's second one.
    """
    today = to_wall(now, zone).date()
    found: dict[datetime, None] = {}
    for week in range(WEEKS):
        for slot in slots:
            days = 1 + (slot.weekday - today.weekday() - 1) % 7 + 7 * week
            instant, _ = from_wall(datetime.combine(today + timedelta(days=days), slot.time), zone)
            if instant > now:
                found.setdefault(instant)
    return sorted(list(found)[:MOST_TIMES])


def write_times(times: Iterable[datetime]) -> str:
    """Instants as they are kept with an offer."""
    return " ".join(one.isoformat() for one in times)


def read_times(text: str) -> list[datetime]:
    """What `write_times` wrote."""
    return [datetime.fromisoformat(one) for one in text.split()]


class OfferLapsed(UserError):
    """Every time that was offered has passed."""


class CampaignWentOn(UserError):
    """A session of the campaign `name` was planned, or a roll call opened, since this was offered."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
