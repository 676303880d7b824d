"""The chapters of the tour, in order. Each goes on where the one before it ended."""

from bot.demo.chapters.choosing import library, picking, queue
from bot.demo.chapters.liking import afterwards, numbers
from bot.demo.chapters.live import ending, start
from bot.demo.chapters.planning import promotion, reminders, roll_call, waitlist
from bot.demo.chapters.playing import room, skipping, votes

CHAPTERS = (
    *(roll_call, promotion, waitlist, reminders),
    *(start, library, queue, picking),
    *(room, votes, skipping, ending),
    *(afterwards, numbers),
)
