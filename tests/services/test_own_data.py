"""Everybody's own data: all of it in the export, and none of it left once they are forgotten."""

import json
import re
from datetime import datetime

from sqlalchemy import select

from db.base import Base
from db.data.held import HELD
from db.data.scope import of_guild
from db.store import Database
from domain.actor import Actor
from domain.data import readable
from domain.reminders import Kind, Reminder
from domain.scheduling.seats import Plan
from domain.scheduling.session import Session
from domain.sessions.log import EVERYBODY
from domain.votes import parse
from services import settings, votes
from services.data import own
from services.gamenight import plays
from services.rollcall import closing
from services.sessions import notes, running
from tests.conftest import Clock, both_databases
from tests.services.acting import ANA, BEN, CHANNEL, DAY, GUILD, HOST, act, answers, live_session, queued, scheduled
from tests.services.record import SECRETS, logs, with_secrets
from tests.services.rollcalls import campaign, fresh, opened, says

PERSONAL = re.compile(r"user_id|_by$|^author_id|^organiser_id|^person_id|^owner")


def test_every_column_that_names_a_person_is_handled() -> None:
    """A new one has to be added to HELD: what becomes of it, and what its person gets to see."""
    names_people = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.c
        if column.type.python_type is int
        and not column.foreign_keys
        and (PERSONAL.search(column.name) or re.search(r"\b(user|person)('s)?\b", column.doc or ""))
    }

    assert names_people == {f"{one.table.name}.{one.column}" for one in HELD}


def test_every_table_belongs_to_a_guild_or_is_known_not_to() -> None:
    without = set()
    for table in Base.metadata.sorted_tables:
        try:
            of_guild(table, GUILD)
        except LookupError:
            without.add(table.name)

    assert without == {"causes", "people", "undelivered", "deleted_messages"}


async def rows_naming(database: Database, user_id: int) -> set[str]:
    """The columns in which that person's id still stands."""
    found = set()
    async with database.read() as store:
        for held in HELD:
            column = held.table.c[held.column]
            rows = await store.personal._session.execute(select(column).where(column == user_id))
            if rows.first() is not None:
                found.add(f"{held.table.name}.{held.column}")
    return found


async def a_whole_evening(database: Database, clock: Clock) -> int:
    """Ana took part in every way; gives the id of the session, which is over."""
    session = await with_secrets(database, clock)
    await act(database, settings.set_timezone, ANA, "Europe/Berlin")
    await logs(database, session, ANA, "I, <@11>, slay it")
    of_ben = {"said_by": BEN.user_id, "channel_id": CHANNEL}
    await logs(database, session, HOST, "well said", message_id=5, **of_ben)
    await logs(database, session, HOST, "he suspects", message_id=6, readers=SECRETS["organisers"], **of_ben)
    await act(database, notes.note_down, ANA, session.id, "my own plan")
    clock.advance(hours=1)
    await act(database, running.end, HOST, session.id)
    return session.id


@both_databases
async def test_the_export_holds_what_is_ones_own_and_nothing_of_others(database: Database, clock: Clock) -> None:
    await a_whole_evening(database, clock)

    async with database.read() as store:
        bens = await own.export(store, BEN)
        mine = await own.export(store, ANA)

    text = json.dumps(readable(mine))
    assert mine["data"]["settings"][0]["timezone"] == "Europe/Berlin"
    assert [one["text"] for one in mine["data"]["notes"]] == ["my own plan"]
    assert [one["text"] for one in mine["data"]["log_entries"]] == ["I, <@11>, slay it"]
    assert list(mine["called"]["campaign_id"].values()) == [{"name": "Curse"}]
    assert "dragon" not in text
    assert "hash" not in text
    assert bens["data"]["notes"] == []
    assert [one["text"] for one in bens["data"]["messages_saved_by_others"]] == ["well said"]


@both_databases
async def test_nobody_finds_a_forgotten_person_and_the_totals_stay(database: Database, clock: Clock) -> None:
    session_id = await a_whole_evening(database, clock)
    async with database.read() as store:
        before = await store.attendance.of_session(session_id)

    await act(database, own.forget, ANA, "ana")

    assert await rows_naming(database, ANA.user_id) == set()
    async with database.read() as store:
        after = await store.attendance.of_session(session_id)
        entries = await store.events.visible(session_id, EVERYBODY)
    assert sorted(one.attended for one in after) == sorted(one.attended for one in before)
    assert ANA.user_id not in {one.person_id for one in after}
    assert "I, somebody, slay it" in [one.said.text for one in entries]


async def test_who_is_forgotten_frees_their_seat(database: Database) -> None:
    session = await scheduled(database, capacity=1)
    await answers(database, session, ANA, Plan.GOING)
    assert not await answers(database, session, BEN, Plan.GOING)

    await act(database, own.forget, ANA, "ana")

    async with database.read() as store:
        seating = await store.rsvps.seating(session)
    assert [(one.user_id, one.seated) for one in seating.rsvps] == [(BEN.user_id, True)]


async def test_what_one_set_stays_while_one_plays_in_another_server(database: Database, clock: Clock) -> None:
    await act(database, settings.set_timezone, ANA, "Europe/Berlin")
    async with database.transaction() as store:
        elsewhere = await store.campaigns.game_night(GUILD + 1)
        await store.campaigns.add_player(elsewhere.id, ANA.user_id, store.now)
        here = await store.campaigns.game_night(GUILD)
        await store.campaigns.add_player(here.id, ANA.user_id, store.now)

    await act(database, own.forget, ANA, "ana")

    assert await rows_naming(database, ANA.user_id) == {"people.id", "players.user_id"}
    async with database.read() as store:
        assert await store.settings.timezone_of(ANA.user_id) == "Europe/Berlin"


@both_databases
async def test_votes_of_a_live_session_go_and_those_of_one_that_is_over_stay(database: Database, clock: Clock) -> None:
    session = await live_session(database)
    await queued(database, "Catan")
    await act(database, plays.play_next, HOST, session)
    clock.advance(minutes=5)
    await act(database, votes.hear, upvote(1, ANA, clock.now))
    await act(database, votes.hear, upvote(2, BEN, clock.now))

    await act(database, own.forget, ANA, "ana")
    await act(database, votes.hear, upvote(1, ANA, clock.now))  # read back from the channel
    assert await tally(database, session) == "+1 -0"
    await act(database, votes.hear, upvote(3, ANA, clock.now))
    assert await tally(database, session) == "+2 -0"

    await act(database, running.end, HOST, session.id)
    clock.advance(hours=1)
    await act(database, own.forget, ANA, "ana")
    assert await tally(database, session) == "+2 -0"
    assert await rows_naming(database, ANA.user_id) == set()


def upvote(message_id: int, who: Actor, at: datetime) -> votes.Heard:
    return votes.Heard(GUILD, (CHANNEL,), message_id, who.user_id, parse("thisgame++"), at, at)


async def tally(database: Database, session: Session) -> str:
    async with database.read() as store:
        ((_, standing),) = await votes.tally(store, session)
    return str(standing)


async def test_answers_to_an_open_roll_call_go_and_those_to_a_closed_one_stay(database: Database) -> None:
    open_ = await opened(database, await campaign(database))
    closed = await opened(database, await campaign(database, name="Saltmarsh"))
    for one in (open_, closed):
        await says(database, one, ANA, "yny")
    await act(database, closing.close, HOST, closed.id)

    await act(database, own.forget, ANA, "ana")

    assert not (await fresh(database, open_)).answers
    answers_kept = (await fresh(database, closed)).answers
    assert len(answers_kept) == 3
    assert ANA.user_id not in {user_id for _, user_id in answers_kept}


async def test_a_note_to_come_is_withdrawn(database: Database) -> None:
    async with database.transaction() as store:
        due = store.now + DAY
        await store.reminders.add(Reminder(0, GUILD, Kind.NOTE, CHANNEL, due, user_id=ANA.user_id, text="bring maps"))

    await act(database, own.forget, ANA, "ana")

    async with database.read() as store:
        assert await store.reminders.notes(ANA.user_id) == []
        assert await store.deliveries.next_due() is None
