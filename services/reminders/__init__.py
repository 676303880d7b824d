"""What is due, and when: rows of the timetable, written with the act that they belong to."""

from services.reminders.copies import audience
from services.reminders.offers import move_offer, plan_offer
from services.reminders.planning import announce, offsets_of, plan, withdraw
from services.reminders.sending import skip_reason

__all__ = ["announce", "audience", "move_offer", "offsets_of", "plan", "plan_offer", "skip_reason", "withdraw"]
