"""The summary of a session: what its log says that everybody may read, without saying anything twice."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.sessions.log import Category, Event, Importance, Measure

MOST_TOLD = 12  # entries of a summary
WEIGHT = {Importance.MAJOR: 2, Importance.NORMAL: 1, Importance.MINOR: 0}


@dataclass(frozen=True, slots=True)
class Numbers:
    """What a session comes to. `encounters` are its entries of combat; `totals` the amounts logged, by what they count.

    What is nothing is not in `totals`.
    """

    events: int = 0
    encounters: int = 0
    totals: Mapping[Measure, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """What is told of a session: some of its entries as sentences, in order, and its numbers."""

    sentences: tuple[str, ...]
    numbers: Numbers


def summary(events: Sequence[Event]) -> Summary:
    """The summary of these entries, which are in time order.

    Told are the most important ones, and minor ones only where there are no others; of several that say the same, the
    first.
    """
    told: dict[str, Event] = {}
    for one in events:
        told.setdefault(_said(one.said.text), one)
    told.pop("", None)
    weightiest = sorted(told.values(), key=lambda one: -WEIGHT[one.said.importance])
    if weightiest and weightiest[0].said.importance is not Importance.MINOR:
        weightiest = [one for one in weightiest if one.said.importance is not Importance.MINOR]
    chosen = {one.id for one in weightiest[:MOST_TOLD]}
    return Summary(
        tuple(sentence(one.said.text) for one in told.values() if one.id in chosen),
        numbers(events),
    )


def numbers(events: Sequence[Event]) -> Numbers:
    """What these entries come to."""
    totals: Counter[Measure] = Counter()
    for one in events:
        if one.said.measure is not None and one.said.amount:
            totals[one.said.measure] += one.said.amount
    encounters = sum(one.said.category is Category.COMBAT for one in events)
    return Numbers(len(events), encounters, {one: totals[one] for one in Measure if totals[one]})


def sentence(text: str) -> str:
    """The text as a sentence on one line: it begins with a capital letter, and ends as sentences do."""
    line = " ".join(text.split())
    return line[:1].upper() + line[1:] + ("" if line[-1:] in ".!?…\"'”’)" else ".")


def _said(text: str) -> str:
    """What tells one entry from another that says the same."""
    return " ".join(text.split()).casefold().rstrip(".!…")
