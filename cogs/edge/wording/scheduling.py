"""The words for errors of times, repeats, sessions and seats: the cause, and the remedy."""

from cogs.edge.repeats import day_words, rule_words
from cogs.edge.text import at, plain, when
from cogs.edge.wording.said import _history, name, words
from domain.scheduling.durations import write_duration
from domain.scheduling.errors import (
    DurationNotUnderstood,
    DurationTooLong,
    NothingAhead,
    NoTimes,
    PartNotUnderstood,
    RepeatDoesNotFit,
    RepeatEndsAtOnce,
    RepeatNotUnderstood,
    RepeatTooOften,
    SeriesWithoutEnd,
    TimeInThePast,
    TimeNotUnderstood,
    TimeTooLong,
    TooManyOffsets,
    TooManyTimes,
)
from domain.scheduling.repeats.reading import examples as repeat_examples
from domain.scheduling.repeats.repeat import RepeatFixesTheDay
from domain.scheduling.repeats.series import SeriesWentOn
from domain.scheduling.session import LIVE, Act, NotInThisState, State
from domain.scheduling.several import examples_of_several
from domain.scheduling.when import examples, why_not
from domain.scheduling.why import WOULD_DO, Trouble, Why


@words.register
def _(error: TimeNotUnderstood) -> str:
    return f"I cannot read “{plain(error.text)}” as a time. {_try(error, *examples(error.now, error.zone), one=True)}"


def _try(error: TimeNotUnderstood | PartNotUnderstood, example: str, other: str, *, one: bool) -> str:
    """What is wrong with a text that is no time, as far as one can tell, and two that would do."""
    found = why_not(error.text, error.now, error.zone, one=one)
    said = f"{_trouble(found, error.zone.key)} " if found else ""
    example = found.what if found and found.trouble in WOULD_DO else example
    return f"{said}Try `{example}` or `{other}` (read in {error.zone.key})."


def _trouble(why: Why, zone: str) -> str:
    match why.trouble:
        case Trouble.NO_HOUR:
            return "I need an hour too."
        case Trouble.HALF:
            return "In the morning or in the evening? Say which."
        case Trouble.NO_DAY:
            return "I need a day too."
        case Trouble.NOT_THERE:
            return f"There is no {why.what}."
        case Trouble.ZONE:
            return f"I read times in your zone, {zone}; leave out {why.what}. Another zone is set with /timezone set."
        case Trouble.REPEATS:
            return "That goes on, and I need the one time it starts; the option repeat of /session schedule goes on."
        case Trouble.SEVERAL:
            return "That is more than one time, and I take one here; /rollcall open asks which one people can make."
        case Trouble.TOO_FAR:
            return "It is more than three years ahead."


@words.register
def _(error: TimeInThePast) -> str:
    return f"“{plain(error.text)}” is {at(error.instant)}, and that has passed. Give a time that is still to come."


@words.register
def _(error: TimeTooLong) -> str:
    return f"That is {error.length:,} characters; at most {error.limit:,} are read. Try `fri 8pm` or `in 2 hours`."


@words.register
def _(error: PartNotUnderstood) -> str:
    place = f", number {error.place} of {error.count}," if error.count > 1 else ""
    would_do = _try(error, *examples_of_several(error.now, error.zone), one=False)
    return f"I cannot read “{plain(error.text)}”{place} as days and hours. {would_do}"


@words.register
def _(error: NoTimes) -> str:
    one, other = examples_of_several(error.now, error.zone)
    return f"That names no time. Try `{one}` or `{other}` (read in {error.zone.key})."


@words.register
def _(error: NothingAhead) -> str:
    return f"Of “{plain(error.text)}” no day is still to come. Give a later end, or another week."


@words.register
def _(error: SeriesWithoutEnd) -> str:
    return f"“{plain(error.text)}” has no end. Add one, like `until 20 dec` or `for 4 weeks`."


@words.register
def _(error: TooManyTimes) -> str:
    over = error.count - error.limit
    which = f"all from {at(error.beyond)} on" if error.beyond else "the last days of a series"
    return f"Those are {error.count} times, and at most {error.limit} fit. Leave out {over}, such as {which}."


@words.register
def _(error: DurationNotUnderstood) -> str:
    return f"I cannot read “{plain(error.text)}” as a length of time. Try `3h` or `90m`."


@words.register
def _(error: DurationTooLong) -> str:
    return f"“{plain(error.text)}” is longer than {write_duration(error.longest)}, the most that can be given here."


@words.register
def _(error: TooManyOffsets) -> str:
    return f"Those are {error.count} reminders; at most {error.limit} can be set. Try `1d, 1h, 0`."


@words.register
def _(error: RepeatNotUnderstood) -> str:
    one, other = repeat_examples(error.first)
    never = "In `/session edit`, `none` ends it."
    return f"I cannot read “{plain(error.text)}” as a repeat. Try `{one}` or `{other}`. {never}"


@words.register
def _(error: RepeatTooOften) -> str:
    return f"“{plain(error.text)}” is more than once a day. Try `daily` or `weekly`."


@words.register
def _(error: RepeatDoesNotFit) -> str:
    instead = f" The next day it falls on is {day_words(error.instead)}." if error.instead else ""
    return f"“{plain(error.text)}” does not fall on {day_words(error.day)}.{instead} Change the day or the repeat."


@words.register
def _(error: RepeatEndsAtOnce) -> str:
    return (
        f"“{plain(error.text)}” gives one session, and no second one in the next ten years. "
        "Give it a later end, like `weekly, 10 times`, or leave the repeat out."
    )


@words.register
def _(error: SeriesWentOn) -> str:
    newest = error.newest
    if newest.state is State.PLANNED:
        gone_on = f"{name(newest)} is planned for {when(newest.starts_at)}. Name that one to change all to come"
    else:
        gone_on = f"{name(newest)} {_history(newest)}. All to come can be changed once it is over"
    return f"The series has gone on: {gone_on}, or change this one alone."


@words.register
def _(error: RepeatFixesTheDay) -> str:
    return (
        f"This series repeats {rule_words(error.rule)}, and {day_words(error.day)} is none of these days. "
        "Choose one of them, move this session alone, or stop the series and schedule a new one."
    )


@words.register
def _(error: NotInThisState) -> str:
    verb = "answered any more" if error.act is Act.RSVP else error.act.value
    instead = "resumed or ended" if error.session.state is State.PAUSED else "ended"
    can = f"can be {instead}, not {verb}" if error.session.state in LIVE else f"cannot be {verb}"
    return f"{name(error.session)} {_history(error.session)}: it {can}."
