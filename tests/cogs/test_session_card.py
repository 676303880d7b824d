"""A session's card: who comes, in words, and a card that is always there."""

import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation
from domain.cards import CardKind
from domain.scheduling.seats import Plan, Seating
from tests.cogs.acting import card, cards, due, is_silent, labels, pinged, posted, said, schedule, tap_as_it_was, texts


def names_beside(text: str, heading: str) -> str:
    """What stands beside a heading of a card."""
    return next(line.partition("): ")[2] for line in text.splitlines() if heading in line)


@pytest.mark.parametrize(
    ("button", "heading"),
    [("Going", "**Going**"), ("Late", "**Going, but late**"), ("Maybe", "**Maybe**"), ("Can't come", "**Can't come**")],
)
async def test_a_tap_shows_on_the_card_and_nowhere_else(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, button: str, heading: str
) -> None:
    await schedule(alice, table)

    assert is_silent(await bob.click(card(table), label=button))

    assert names_beside(texts(card(table)), heading) == bob.mention
    assert f"{heading} (1" in texts(card(table))


async def test_the_last_plan_is_the_one_that_counts(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table)
    await bob.click(card(table), label="Going")

    await bob.click(card(table), label="Maybe")

    assert "**Going**" not in texts(card(table)), "a group of nobody is left out"
    assert names_beside(texts(card(table)), "**Maybe**") == bob.mention


async def test_the_same_tap_twice_counts_once(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, capacity=3)

    for _ in range(2):
        await bob.click(card(table), label="Going")

    assert "1 of 3 seats taken" in texts(card(table))


async def test_who_comes_too_late_for_a_seat_is_told_of_the_waitlist(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, capacity=1)
    await bob.click(card(table), label="Going")

    told = said(await carla.click(card(table), label="Going"))

    assert "waitlist" in told
    assert "1 of 1 seat taken" in texts(card(table))
    assert names_beside(texts(card(table)), "Waiting for a seat") == carla.mention


async def test_a_freed_seat_goes_to_the_first_who_waits_and_only_they_are_pinged(
    simulation: Simulation,
    guild: GuildHandle,
    alice: MemberActor,
    bob: MemberActor,
    carla: MemberActor,
    table: ChannelHandle,
) -> None:
    dan = guild.add_member(simulation.env.create_user("dan"))
    await schedule(alice, table, capacity=1)
    for person in (bob, carla, dan):
        await person.click(card(table), label="Going")

    await bob.click(card(table), label="Can't come")
    await due(simulation)

    (news,) = posted(simulation.env, table)
    assert "A seat became free: you are in" in news["content"]
    assert pinged(news) == [carla.id]
    assert names_beside(texts(card(table)), "**Going**") == carla.mention
    assert names_beside(texts(card(table)), "Waiting for a seat") == dan.mention


async def test_more_seats_take_in_those_who_wait(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, capacity=1)
    await bob.click(card(table), label="Going")
    await carla.click(card(table), label="Late")

    await alice.slash(table, "session edit", session="1", capacity=2)
    await due(simulation)

    assert pinged(posted(simulation.env, table)[0]) == [carla.id]
    assert "Waiting for a seat" not in texts(card(table))


async def test_the_full_list_names_everybody_privately(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    await bob.click(card(table), label="Going")
    await carla.click(card(table), label="Can't come")

    told = said(await bob.click(card(table), label="Full list"))

    assert f"**Going** (1): {bob.mention}" in told
    assert f"**Can't come** (1): {carla.mention}" in told


async def test_everybody_is_named_on_the_card_with_their_notes(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    await carla.click(card(table), label="Late")

    told = said(await bob.slash(table, "session rsvp", session="1", answer="late", note="Bus, *maybe* 8"))

    assert "You are going, but late, to Session 1" in told
    noted = f"{bob.mention} “Bus, \\*maybe\\* 8”"
    assert names_beside(texts(card(table)), "but late**") == f"{carla.mention} {noted}"
    await bob.click(card(table), label="Late")
    assert noted in said(await bob.click(card(table), label="Full list"))
    assert noted in said(await carla.slash(table, "session show"))


async def test_who_says_by_command_that_they_come_may_have_to_wait(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, capacity=1)
    await bob.click(card(table), label="Going")

    told = said(await carla.slash(table, "session rsvp", session="1", answer="going"))

    assert "you are on the waitlist" in told
    assert "You are going" not in told


async def test_the_card_of_a_cancelled_session_takes_no_answers(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    await alice.slash(table, "session cancel", session="1")

    assert labels(card(table)) == ["Full list"]
    assert "**Maybe**" not in texts(card(table))
    refused = said(await tap_as_it_was(env, bob, card(table), "rsvp:1:1:going"))
    assert "Session 1" in refused
    assert "was cancelled" in refused
    assert "cannot be answered" in refused


async def test_a_card_that_was_deleted_is_posted_anew_once_when_something_changes(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, title="Tomb")
    env.backend.delete_message(table.id, card(table).id)

    for title in ("Tomb of Horrors", "Tomb of Annihilation"):
        said(await alice.slash(table, "session edit", session="1", title=title))

    assert len(cards(table)) == 1
    assert "Tomb of Annihilation" in texts(card(table))
    assert is_silent(await bob.click(card(table), label="Going"))


async def test_a_card_that_is_too_old_to_be_edited_so_often_is_posted_anew(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    first = card(table).id
    env.inject_error("PATCH", f"/channels/{table.id}/messages/{first}", status=429, code=30046)

    await bob.click(card(table), label="Going")

    assert card(table).id != first
    assert bob.mention in texts(card(table))


async def test_a_card_that_could_not_be_shown_shows_with_the_next_change_once_it_can(
    env: simcord.Env, alice: MemberActor, table: ChannelHandle
) -> None:
    env.inject_error("POST", f"/channels/{table.id}/messages", status=403, code=50001)
    await schedule(alice, table, title="Tomb")
    assert not cards(table)

    await alice.slash(table, "session edit", session="1", title="Crypt")

    assert "Crypt" in texts(card(table))


async def test_the_most_that_can_be_written_still_fits_on_the_card(
    simulation: Simulation, env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    stars = dict.fromkeys(("title", "location", "scenario"), "*" * 100)
    tags = ", ".join(f"{n}" + "*" * 39 for n in range(10))
    objectives = "; ".join(f"{n}" + "*" * 190 for n in range(8))
    await schedule(alice, table, description="*" * 500, capacity=13, tags=tags, objectives=objectives, **stars)
    people = [guild.add_member(env.create_user(f"player{n}")) for n in range(16)]
    for n, person in enumerate(people):
        answer = ("going", "late", "maybe", "not going")[n % 4]
        await person.slash(table, "session rsvp", session="1", answer=answer, note="*" * 100)
    shown = texts(card(table))
    crowd = Seating((), 13)
    for n in range(400):
        crowd = crowd.answered(10**17 + n, tuple(Plan)[n % 4], n, "*" * 100)
    async with simulation.bot.database.transaction() as store:
        session = await store.sessions.get(1, guild.id)
        before = await store.rsvps.seating(session)
        await store.rsvps.save(1, before, Seating((*before.rsvps, *crowd.rsvps), 13))
        await store.cards.want(CardKind.SESSION, 1)
    await simulation.bot.painter.settled()

    assert all(person.mention in shown for person in people)
    assert "“" not in shown.partition("**Going**")[2]
    assert 0 < len(texts(card(table))) <= 3500
    assert "98 more" in texts(card(table))
    assert "Full list" in labels(card(table))
