"""Roll calls: availability polls, and what people's acts change about them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import NothingMatches
from domain.rollcall import ranking
from domain.rollcall.errors import OptionGone, RollCallAct, RollCallCancelled, RollCallClosed, RollCallPromoted
from domain.rollcall.options import Answer, Count, Given, Option

DEADLINE_BEFORE_FIRST = timedelta(hours=1)


def usual_deadline(first: datetime, now: datetime) -> datetime:
    """Where none is given: an hour before the first option, or half-way to it where that is later."""
    return max(first - DEADLINE_BEFORE_FIRST, now + (first - now) / 2)


class Status(StrEnum):
    """Whether answers are taken."""

    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class Mode(StrEnum):
    """How people answer."""

    BUTTONS = "buttons"
    REACTIONS = "reactions"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class RollCall:
    """An availability poll. `options` stand in time order; `session_id` is the session made of it, if any.

    `title` is empty where whoever opened it gave none. Answers are kept by option and person; a negative person is an
    offline player, minus their id. `quorum` is as it was written. Until `undo_until` its promotion can be undone.
    `missed`: of the campaign's last sessions, how many each player missed; empty unless it is `fair`.
    """

    id: int
    guild_id: int
    campaign_id: int
    title: str
    mode: Mode
    status: Status
    created_by: int
    deadline: datetime
    duration: timedelta
    options: tuple[Option, ...]
    answers: Mapping[tuple[int, int], Given] = field(default_factory=dict)
    closed_at: datetime | None = None
    session_id: int | None = None
    quorum: str | None = None
    players_only: bool = False
    anonymous: bool = False
    fair: bool = False
    ping_role_id: int | None = None
    undo_until: datetime | None = None
    missed: Mapping[int, int] = field(default_factory=dict)

    @property
    def names_hidden(self) -> bool:
        """Whether nobody may see who said what: an anonymous one shows counts only until it closes."""
        return self.anonymous and self.status is not Status.CLOSED

    @property
    def by_button(self) -> bool:
        """Whether the card carries buttons to answer with."""
        return self.mode is not Mode.REACTIONS

    @property
    def by_reaction(self) -> bool:
        """Whether reactions answer."""
        return self.mode is not Mode.BUTTONS

    def letter(self, option_id: int) -> str:
        """The option's emoji, A to T."""
        return self.option(option_id).letter

    def option_of(self, emoji: str) -> Option | None:
        """The option that this emoji stands for."""
        return next((one for one in self.options if one.letter == emoji), None)

    def option(self, option_id: int) -> Option:
        """The option with that id. Raises NothingMatches; one of another roll call does not exist."""
        for option in self.options:
            if option.id == option_id:
                return option
        raise NothingMatches("roll call option", f"#{option_id}")

    def answer_of(self, user_id: int, option_id: int) -> Answer | None:
        """What that person said to that option."""
        given = self.answers.get((option_id, user_id))
        return given.answer if given else None

    def toggled(self, option_id: int, user_id: int, cause: int) -> "RollCall":
        """The roll call after a tap on an option: yes, or no answer where it was yes. An old tap changes nothing."""
        now_yes = self.answer_of(user_id, option_id) is Answer.YES
        return self.with_answers(user_id, {option_id: None if now_yes else Answer.YES}, cause)

    def with_answers(self, user_id: int, answers: Mapping[int, Answer | None], cause: int) -> "RollCall":
        """The roll call after a person's act on some options, by option id; None takes an answer back.

        An act that is not newer than the one that set an answer leaves that answer. Raises RollCallClosed, OptionGone.
        """
        self.require_open()
        if not answers.keys() <= {option.id for option in self.options}:
            raise OptionGone
        changed = {
            (option_id, user_id): Given(answer, cause)
            for option_id, answer in answers.items()
            if (given := self.answers.get((option_id, user_id))) is None or cause > given.cause
        }
        return replace(self, answers={**self.answers, **changed}) if changed else self

    def none_of_these(self, user_id: int, cause: int) -> "RollCall":
        """The roll call after a person says no to everything; where they do already, it is the same one."""
        self.require_open()
        if all(self.answer_of(user_id, option.id) is Answer.NO for option in self.options):
            return self
        return self.with_answers(user_id, {option.id: Answer.NO for option in self.options}, cause)

    def closed(self, now: datetime) -> "RollCall":
        """The roll call, refusing answers from now on. Raises RollCallClosed where it does already."""
        self.require_open(RollCallAct.CLOSE)
        return replace(self, status=Status.CLOSED, closed_at=now)

    def cancelled(self, now: datetime) -> "RollCall":
        """The roll call, called off for good, open or closed. Raises RollCallPromoted, RollCallCancelled."""
        if self.session_id is not None:
            raise RollCallPromoted(self.session_id)
        self._require_not_cancelled(RollCallAct.CANCEL)
        return replace(self, status=Status.CANCELLED, closed_at=now)

    def require_editable(self) -> None:
        """Raises RollCallPromoted where it has become a session, else as `require_open` does."""
        if self.session_id is not None:
            raise RollCallPromoted(self.session_id)
        self.require_open(RollCallAct.EDIT)

    def require_open(self, act: RollCallAct = RollCallAct.ANSWER) -> None:
        """Raises RollCallClosed, or RollCallCancelled, which say why the act cannot be done, unless it is open."""
        self._require_not_cancelled(act)
        if self.status is not Status.OPEN:
            raise RollCallClosed(self.id, self.title, self.closed_at, act)

    def require_taking(self, now: datetime) -> None:
        """Raises as `require_open` does, and RollCallClosed once the deadline has come, acted on or not."""
        self.require_open()
        if self.deadline <= now:
            raise RollCallClosed(self.id, self.title, self.deadline, RollCallAct.ANSWER)

    def require_promotable(self) -> None:
        """Raises RollCallCancelled where it was called off."""
        self._require_not_cancelled(RollCallAct.PROMOTE)

    def _require_not_cancelled(self, act: RollCallAct) -> None:
        if self.status is Status.CANCELLED:
            raise RollCallCancelled(self.id, self.title, self.closed_at, act)

    def could_become(self, option_id: int, now: datetime) -> bool:
        """Whether that option can still be made a session: none was, it was not called off, and the time is to come."""
        ended = self.status is Status.CANCELLED or self.session_id is not None
        return not ended and self.option(option_id).starts_at > now

    def count(self, option: Option) -> Count:
        """Who said what to one option, in order of answering."""
        said: dict[Answer, list[tuple[int, int]]] = {answer: [] for answer in Answer}
        for (option_id, user_id), given in self.answers.items():
            if option_id == option.id and given.answer is not None:
                said[given.answer].append((given.cause, user_id))
        yes, if_needed, no = (tuple(user for _, user in sorted(said[answer])) for answer in Answer)
        return Count(option, yes, if_needed, no)

    def ranked(self) -> list[Count]:
        """Options from best to worst."""
        return ranking.ranked(map(self.count, self.options), self.missed)

    def best(self, now: datetime) -> Count | None:
        """The best option that is still to come and that somebody can make; None where there is none."""
        fitting = (one for one in self.ranked() if one.can and one.option.starts_at > now)
        return next(fitting, None)

    def as_of(self, now: datetime) -> datetime:
        """The instant at which its options are ranked: now, or when it ended. What was to come then stays ranked."""
        return self.closed_at or now

    def leading(self, now: datetime) -> Count | None:
        """The best option while it is open, and for good once it has ended, also when its time has come."""
        return self.best(self.as_of(now))

    def respondents(self) -> set[int]:
        """Everyone who has an answer standing."""
        return {user_id for (_, user_id), given in self.answers.items() if given.answer is not None}
