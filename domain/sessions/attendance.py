"""Attendance: what is kept of who was there."""

from datetime import timedelta
from enum import StrEnum

GRACE = timedelta(minutes=15)  # later than this is late, gone for longer than this before the end is left early


class Attended(StrEnum):
    """How somebody attended. EXCUSED: absent, and said so in advance; it leaves the denominator."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    ABSENT = "absent"
    EXCUSED = "excused"
