"""The phrases of which people make lists of times: days, hours, and how far a series goes.

`fri, sat and sun 19:00` is three parts, with a day, a day, and a day with an hour. What the phrases of one or
several parts mean together is told in `series`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.scheduling.grammar import MONTH, WEEKDAY
from domain.scheduling.hours import CLOCK, HOURS


class Says(StrEnum):
    """What a phrase says."""

    JOIN = "join"  # a comma, and, or
    FILLER = "filler"
    HOURS = "hours"  # 20:00, 19:00-22:00
    SPAN = "span"  # mon-thu, 5-9 dec
    START = "start"  # from monday
    UNTIL = "until"  # until sunday
    COUNT = "count"  # for 5 days
    FRAME = "frame"  # this week, next month
    WEEKEND = "weekend"  # next weekend: a set and a frame
    SET = "set"  # every day, weekdays
    WEEKLY = "weekly"  # fridays, and `every` before a weekday
    DAY = "day"  # fri, tomorrow, 5 dec


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, in lower case and without commas."""

    says: Says
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """What stands between two separators, as written; without phrases where a word is not known."""

    text: str
    phrases: tuple[Phrase, ...]


_COMMA = r"(?: ,)? "
_NTH = r"(?:the )?\d{1,2}(?:st|nd|rd|th)?"
_YEAR = rf"(?:{_COMMA}\d{{4}}(?!\S))?"
_DATE = (
    rf"(?:(?:{WEEKDAY}{_COMMA})?(?:{_NTH}(?: of)? {MONTH}\.?|{MONTH}\.? {_NTH}){_YEAR}"
    r"|\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}(?:/\d{1,2}(?:/\d{4})?|\.\d{1,2}\.?(?:\d{4})?))"
)
DAY = rf"(?:{_DATE}|(?:(?:this|next|coming) )?{WEEKDAY}|today|tomorrow|tonight|in \d{{1,4}} ?(?:days?|weeks?|d|w))"
TO = r"(?: ?- ?| (?:to|until|till|through|thru) )"
_SPAN = rf"(?:from )?(?:{_NTH}{TO}{_NTH}(?: of)? {MONTH}\.?{_YEAR}|{MONTH}\.? {_NTH}{TO}{_NTH}{_YEAR}|{DAY}{TO}{DAY})"
_UNIT = r"(?:days?|nights?|evenings?|weeks?)"
_PATTERNS = {
    Says.JOIN: r",|and|or|&|\+",
    Says.HOURS: rf"{HOURS}|{CLOCK}",
    Says.SPAN: _SPAN,
    Says.START: rf"(?:from|starting|beginning) {DAY}",
    Says.UNTIL: rf"(?:until|till|through|thru|to) {DAY}",
    Says.COUNT: rf"for \d{{1,3}} {_UNIT}|(?:in )?(?:the )?next \d{{1,3}} {_UNIT}",
    Says.FRAME: r"(?:this|next) (?:week|month)",
    Says.WEEKEND: r"(?:this|next|coming) weekend",
    Says.SET: (
        r"(?:every|each) (?:day|evening|night|afternoon|morning)|daily|(?:every |each )?weekdays?|weeknights"
        r"|(?:every |each |the )?weekends?"
    ),
    Says.WEEKLY: r"every|each|(?:mon|tues|wednes|thurs|fri|satur|sun)days",
    Says.DAY: DAY,
    Says.FILLER: r"at|on|@",
}
_PHRASE = re.compile(
    "|".join(rf"(?P<{says}>(?:{pattern})(?!\S))" for says, pattern in _PATTERNS.items()), re.ASCII | re.IGNORECASE
)
_WORD = re.compile(r"\S+")


def split_parts(text: str) -> tuple[Part, ...]:
    """The parts between commas, `and` and `or`; a comma within a date parts nothing."""
    text = _spaced(text)
    parts: list[Part] = []
    phrases: list[Phrase] = []
    known, begin, at = True, 0, 0
    while at < len(text):
        found = _PHRASE.match(text, at)
        word = found or _WORD.match(text, at)
        assert word is not None  # noqa: S101 - single spaces part the words
        says = Says(found.lastgroup) if found and found.lastgroup else None
        if says is Says.JOIN:
            parts.append(_part(text[begin:at], phrases, known=known))
            phrases, known, begin = [], True, word.end()
        elif says is None:
            known = False
        elif says is not Says.FILLER:
            phrases.append(Phrase(says, word[0].lower().replace(" ,", "")))
        at = word.end() + 1
    parts.append(_part(text[begin:], phrases, known=known))
    return tuple(part for part in parts if part.text)


def _spaced(text: str) -> str:
    """The text with one space between words and beside commas, and one kind of dash."""
    text = re.sub("[‐-―]", "-", text).replace(",", " , ")
    text = re.sub(r"(?<=[a-z])/(?=[a-z])", " or ", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=[a-z]):(?!\S)", " ", text, flags=re.IGNORECASE)  # `next week: mon 8pm`
    text = re.sub(r"(?<=\d)t(?=\d)", " ", text, flags=re.IGNORECASE)
    return " ".join(text.split())


def _part(text: str, phrases: list[Phrase], *, known: bool) -> Part:
    hours = sum(phrase.says is Says.HOURS for phrase in phrases)
    days = [phrase.text for phrase in phrases if phrase.says is Says.DAY]
    weekdays = all(re.fullmatch(WEEKDAY, day) for day in days)  # `mon wed fri 8pm`, but not `fri in 2 weeks 8pm`
    clear = known and hours <= 1 and (len(days) <= 1 or weekdays)
    return Part(text.strip().replace(" ,", ","), tuple(phrases) if clear else ())
