"""The timetable: one alarm for the next row that is due, and a sweep in case the clock jumped.

The rows are the truth; nothing is kept here that a restart would lose.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.executors.asyncio import AsyncIOExecutor
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from db.store import Database

SWEEP = timedelta(seconds=30)
# Without these, a job that comes a second late is dropped for ever.
KEEP = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
log = logging.getLogger(__name__)


class Timetable:
    """Has due rows delivered, at their instant and after any delay. `ring` moves it along by hand."""

    def __init__(
        self,
        database: Database,
        clock: Callable[[], datetime],
        deliver_due: Callable[[], Awaitable[None]],
        sweep: Callable[[], Awaitable[None]],
    ) -> None:
        self._database = database
        self._clock = clock
        self._deliver_due = deliver_due
        self._sweep = sweep
        self._scheduler = AsyncIOScheduler(timezone=UTC, job_defaults=KEEP, executors={"default": AsyncIOExecutor()})
        self._ringing = asyncio.Lock()
        self._setting_alarm = asyncio.Lock()
        self._arming: set[asyncio.Task[None]] = set()
        self.running = False

    def start(self) -> None:
        """Begins to watch the rows."""
        self._scheduler.start()
        self.running = True
        self._scheduler.add_job(self._on_sweep, IntervalTrigger(seconds=SWEEP.total_seconds()), id="sweep")
        self.arm()

    async def stop(self) -> None:
        """Takes no more, and finishes what is being delivered."""
        self.running = False
        if self._scheduler.running:
            self._scheduler.remove_all_jobs()
        async with self._ringing:
            pass
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self._arming:
            await asyncio.wait(self._arming)

    def arm(self) -> None:
        """Sets the alarm anew: rows have changed."""
        if self.running:
            task = asyncio.create_task(self._arm(), name="arm the timetable")
            self._arming.add(task)
            task.add_done_callback(self._arming.discard)

    async def _arm(self) -> None:
        async with self._setting_alarm:  # an older reading must not replace a newer one's alarm
            try:
                due = await self.next_due()
            except Exception:
                log.exception("the next due row cannot be read; the sweep tries again")
                return
            if due is not None and self.running:
                # The alarm is a delay, so that it holds for a clock that is not the machine's.
                at = datetime.now(UTC) + max(due - self._clock(), timedelta(0))
                self._scheduler.add_job(self.ring, DateTrigger(at, UTC), id="alarm", replace_existing=True)

    async def next_due(self) -> datetime | None:
        """When there is something to do next; None where nothing is to come."""
        async with self._database.read() as store:
            return await store.deliveries.next_due()

    async def ring(self) -> None:
        """Delivers what is due by the clock now, and sets the alarm for the next."""
        async with self._ringing:
            try:
                await self._deliver_due()
            except Exception:
                log.exception("what is due could not be delivered; the sweep tries again")
        self.arm()

    async def _on_sweep(self) -> None:
        await self.ring()
        try:
            await self._sweep()
        except Exception:
            log.exception("the sweep failed, and comes again")
