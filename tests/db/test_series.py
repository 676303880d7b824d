"""Series as they are kept."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from db.store import Database
from domain.scheduling.repeats.repeat import Repeat
from domain.scheduling.repeats.series import Series
from tests.conftest import both_databases
from tests.services.acting import GUILD, scheduled

FIRST = datetime(2026, 12, 1, 20, 0)  # noqa: DTZ001 - a wall time
BARE = Series(
    id=0,
    guild_id=GUILD,
    campaign_id=1,
    repeat=Repeat("FREQ=WEEKLY;BYDAY=TU", FIRST, ZoneInfo("Europe/Berlin")),
    last_on=FIRST.date(),
    channel_id=5,
    created_by=1,
    title="Tomb",
    duration=timedelta(hours=3),
)
FULL = replace(
    BARE,
    repeat=replace(BARE.repeat, skipped=frozenset({date(2026, 12, 8), date(2026, 12, 22)})),
    description="Dice",
    scenario="Crypt",
    location="Attic",
    capacity=4,
    tags=("horror", "one-shot"),
    reminders=(),
    private=True,
    thread_id=1 << 62,
    stopped_at=datetime(2026, 12, 9, 12, 0, tzinfo=UTC),
)


@both_databases
@pytest.mark.parametrize("series", [BARE, FULL])
async def test_a_series_is_kept_as_it_is(database: Database, series: Series) -> None:
    session = await scheduled(database)
    async with database.transaction() as store:
        kept = await store.series.add(series)
        await store.sessions.save(replace(session, series_id=kept.id, occurrence_on=kept.last_on))

    async with database.transaction() as store:
        member = await store.sessions.get(session.id, GUILD)
        assert await store.series.of(member) == replace(series, id=kept.id) == kept
        assert await store.series.newest(kept) == member
        later = replace(kept, last_on=date(2026, 12, 15), title="Crypt")
        await store.series.save(later)

    async with database.read() as store:
        assert await store.series.of(member) == later
        assert await store.series.newest(later) is None
