"""What people type into options: times, and the names of things, with autocomplete."""

from cogs.edge.inputs.meant import campaign_chosen, campaign_meant, session_live, session_named
from cogs.edge.inputs.offered import (
    LONGEST_CHOICE,
    MOST_CHOICES,
    Choices,
    choices,
    games,
    names_of_roll_calls,
    sessions,
    tags,
    zones,
)
from cogs.edge.inputs.options import which_game, which_roll_call, which_session, with_campaign
from cogs.edge.inputs.times import shift_note, time_given, times_given

__all__ = [
    "LONGEST_CHOICE",
    "MOST_CHOICES",
    "Choices",
    "campaign_chosen",
    "campaign_meant",
    "choices",
    "games",
    "names_of_roll_calls",
    "session_live",
    "session_named",
    "sessions",
    "shift_note",
    "tags",
    "time_given",
    "times_given",
    "which_game",
    "which_roll_call",
    "which_session",
    "with_campaign",
    "zones",
]
