"""Which roll call an act means that names none."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.rollcall.errors import RollCallAct
from domain.rollcall.meant import could_be_meant
from domain.rollcall.options import Option
from domain.rollcall.poll import Mode, RollCall, Status

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
CLOSE, PROMOTE = RollCallAct.CLOSE, RollCallAct.PROMOTE


def roll_call(number: int, how: str) -> RollCall:
    """`open`; `closed` or `cancelled` long ago, or `just`; `promoted`, `just promoted`; `past`: its times are, too."""
    starts = NOW + (-HOUR if "past" in how else HOUR)
    made = RollCall(number, 10, 3, "", Mode.BUTTONS, Status.OPEN, 1, NOW, HOUR, (Option(number, starts, 0),))
    if how == "open":
        return made
    status = Status.CANCELLED if "cancelled" in how else Status.CLOSED
    closed_at = NOW - (timedelta(minutes=9, seconds=number) if "just" in how else timedelta(minutes=10, seconds=number))
    return replace(made, status=status, closed_at=closed_at, session_id=number if "promoted" in how else None)


@pytest.mark.parametrize(
    ("act", "there", "meant"),
    [
        (CLOSE, [], []),
        (CLOSE, ["open"], [1]),
        (CLOSE, ["open", "open"], [1, 2]),
        (CLOSE, ["open", "closed", "cancelled"], [1]),
        (CLOSE, ["open", "just closed"], [1, 2]),
        (CLOSE, ["open", "just promoted"], [1, 2]),
        # where it can be done with none, the one that ended last
        (CLOSE, ["closed", "just closed", "cancelled"], [2]),
        (CLOSE, ["closed", "closed"], [1]),
        (PROMOTE, ["open", "closed"], [1, 2]),
        (PROMOTE, ["open", "promoted", "cancelled", "past closed"], [1]),
        (PROMOTE, ["closed", "just promoted"], [1, 2]),
        (PROMOTE, ["promoted", "just promoted", "past closed"], [2]),
    ],
)
def test_an_act_means_those_it_can_be_done_with_and_what_ended_just_now(
    act: RollCallAct, there: list[str], meant: list[int]
) -> None:
    known = [roll_call(number, how) for number, how in enumerate(there, 1)]

    assert [one.id for one in could_be_meant(known, act, NOW)] == meant
