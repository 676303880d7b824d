"""Editing a roll call while it is open, and calling it off."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.errors import NotValid
from domain.reminders import TO_COME, Kind
from domain.rollcall.editing import Exchange, News, exchanged, read_news
from domain.rollcall.errors import DeadlineOutOfReach, OptionInThePast
from domain.rollcall.options import Option, checked_options
from domain.rollcall.poll import DEADLINE_BEFORE_FIRST, RollCall, usual_deadline
from services import reminders
from services.rollcall.closing import watch
from services.rollcall.ending import end
from services.rollcall.nudging import plan_nudge
from services.rollcall.owners import require_owner
from services.scheduling.details import Details

EDIT_SETTLES = timedelta(minutes=1)  # a list of times is often edited again at once


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new about a roll call; None is "as it is". `starts` takes the place of all options.

    `quorum` is as a Quorum writes itself; an empty one takes it away.
    """

    starts: list[datetime] | None = None
    title: str | None = None
    deadline: datetime | None = None
    duration: timedelta | None = None
    quorum: str | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit did; `told` are those who are told of it."""

    before: RollCall
    roll_call: RollCall
    exchange: Exchange
    told: tuple[int, ...] = ()

    @property
    def new(self) -> tuple[Option, ...]:
        """The options that were not there before."""
        return tuple(one for one in self.roll_call.options if one not in self.before.options)

    @property
    def deadline_moved(self) -> bool:
        """Whether answers are taken until another instant."""
        return self.before.deadline != self.roll_call.deadline

    @property
    def quorum_changed(self) -> bool:
        """Whether something else makes a session of it when it closes."""
        return self.before.quorum != self.roll_call.quorum


async def edit(store: Store, actor: Actor, roll_call_id: int, changes: Changes) -> Edited:
    """Changes what is given; answers to options that stay, stay too. Who had answered is told of other times.

    Who opened it may, and organisers. Raises NotAllowed, RollCallClosed, RollCallPromoted, NotValid, OptionInThePast,
    DeadlineOutOfReach.
    """
    before = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    await require_owner(store, actor, before)
    before.require_editable()
    Details(duration=changes.duration).check()
    starts = [one.starts_at for one in before.options]
    if changes.starts is not None:
        starts = checked_options(changes.starts)
        if starts[0] <= store.now:
            raise OptionInThePast(starts[0])
    exchange = exchanged(before.options, starts)
    after = replace(
        before,
        title=before.title if changes.title is None else changes.title.strip(),
        deadline=_deadline(before, starts, changes.deadline, store.now),
        duration=changes.duration or before.duration,
        quorum=before.quorum if changes.quorum is None else changes.quorum or None,
    )
    if after == before and not exchange.changes:
        raise NotValid("Nothing would change: give at least one new value.")
    saved = await store.roll_calls.save_edit(after, exchange)
    told = await _tell(store, actor, before) if exchange.changes else ()
    edited = Edited(before, saved, exchange, told)
    if edited.deadline_moved:
        await store.reminders.withdraw((Kind.DEADLINE,), after.id, store.now)
        await reminders.announce(store, Kind.DEADLINE, after.guild_id, after.id, within=after.deadline - store.now)
        await plan_nudge(store, saved)
    if exchange.changes or edited.quorum_changed:  # another quorum may promote at once: two minutes to put a slip right
        await watch(store, saved)
    await store.cards.want(CardKind.ROLLCALL, after.id)
    return edited


def _deadline(before: RollCall, starts: list[datetime], given: datetime | None, now: datetime) -> datetime:
    """As given, else as it is: but where it was the usual one, or would be too late, it follows the first option."""
    if given is None:
        first = before.options[0].starts_at
        was_usual = before.deadline == first - DEADLINE_BEFORE_FIRST
        if before.deadline <= starts[-1] and not (was_usual and starts[0] != first):
            return before.deadline
        given = usual_deadline(starts[0], now)
    if not now < given <= starts[-1]:
        raise DeadlineOutOfReach(starts[-1])
    return given


async def _tell(store: Store, actor: Actor, before: RollCall) -> tuple[int, ...]:
    """Has those who had answered told in a minute, once for all edits until then; whoever edits knows. Gives whom."""
    untold = [one for one in await store.reminders.of_subject(Kind.CHANGED, before.id) if one.status in TO_COME]
    known = read_news(untold[0].text or "") if untold else News((), tuple(one.starts_at for one in before.options))
    answered = {user_id for user_id in before.respondents() if user_id > 0} - {actor.user_id}
    people = tuple(sorted(answered.union(known.people)))
    if people:
        await store.reminders.withdraw((Kind.CHANGED,), before.id, store.now)
        text = News(people, known.starts).written()
        await reminders.announce(store, Kind.CHANGED, before.guild_id, before.id, within=EDIT_SETTLES, text=text)
    return people


async def cancel(store: Store, actor: Actor, roll_call_id: int) -> RollCall:
    """Calls it off for good: no answers, no session, and nothing more is said of it.

    Who opened it may, and organisers. Raises NotAllowed, RollCallPromoted, RollCallCancelled.
    """
    before = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    await require_owner(store, actor, before)
    return await end(store, before.cancelled(store.now))
