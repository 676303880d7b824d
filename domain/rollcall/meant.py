"""Which roll call an act means that names none."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.rollcall.errors import RollCallAct
from domain.rollcall.poll import RollCall, Status

JUST_ENDED = timedelta(minutes=10)  # an act done again may mean the one that it ended


def could_be_meant(roll_calls: Sequence[RollCall], act: RollCallAct, now: datetime) -> list[RollCall]:
    """Those that the act may mean: it could be done with them, or they ended just now.

    Where there is none, it means the one that ended last, to say how that one stands. A closed one with a time to come
    can still be promoted.
    """
    meant = [one for one in roll_calls if _could(one, act, now) or _just_ended(one, now)]
    if any(_could(one, act, now) for one in meant):
        return meant
    ended = sorted((one for one in roll_calls if one.closed_at), key=lambda one: (one.closed_at, one.id))
    return ended[-1:]


def _could(roll_call: RollCall, act: RollCallAct, now: datetime) -> bool:
    if roll_call.status is Status.OPEN:
        return True
    to_come = any(one.starts_at > now for one in roll_call.options)
    return act is RollCallAct.PROMOTE and roll_call.status is Status.CLOSED and roll_call.session_id is None and to_come


def _just_ended(roll_call: RollCall, now: datetime) -> bool:
    return roll_call.closed_at is not None and now - roll_call.closed_at < JUST_ENDED
