"""The library, the queue, and playing."""

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, live, playing, said, texts


async def add(person: MemberActor, channel: ChannelHandle, title: str, **more: object) -> str:
    """A game is added; gives what the person was told."""
    return said(await person.slash(channel, "game add", title=title, **more))


@pytest.mark.parametrize(
    ("title", "alias"),
    [
        ("Catan", "catan"),
        ("7 Wonders", "7wonders"),
        ("Betrayal at House on the Hill", "bahoth"),
        ("Go", "go"),
        ("Thisgame", "thisgame2"),
        ("X", "x0"),
    ],
)
async def test_an_alias_is_made_of_the_title(alice: MemberActor, table: ChannelHandle, title: str, alias: str) -> None:
    told = await add(alice, table, title)

    assert f"Added **{title}** (`{alias}`)" in told
    assert f"`{alias}++`" in told


async def test_a_title_that_gives_no_alias_needs_one(alice: MemberActor, table: ChannelHandle) -> None:
    assert "with `alias`" in await add(alice, table, "狼人")
    assert "(`wolf`)" in await add(alice, table, "狼人", alias="wolf")


async def test_an_alias_that_is_taken_gets_a_number(alice: MemberActor, table: ChannelHandle) -> None:
    await add(alice, table, "Catan")

    assert "(`catan2`)" in await add(alice, table, "Catan!")


async def test_a_wished_alias_is_taken_as_it_is(alice: MemberActor, table: ChannelHandle) -> None:
    assert "(`bigbox`)" in await add(alice, table, "Carcassonne Big Box", alias="BigBox")


@pytest.mark.parametrize("alias", ["catan", "CATAN"])
async def test_a_wished_alias_that_is_taken_is_refused_with_its_owner(
    alice: MemberActor, table: ChannelHandle, alias: str
) -> None:
    await add(alice, table, "Catan")

    assert "already means Catan" in await add(alice, table, "Other", alias=alias)


async def test_a_reserved_alias_is_refused(alice: MemberActor, table: ChannelHandle) -> None:
    refused = await add(alice, table, "Other", alias="ThisGame")

    assert "the game being played" in refused
    assert "`alias`" in refused


async def test_the_same_title_twice_is_refused(alice: MemberActor, table: ChannelHandle) -> None:
    await add(alice, table, "Catan")

    assert "already" in await add(alice, table, "CATAN ")


@pytest.mark.parametrize("alias", ["a b", "ä!", "--"])
async def test_a_bad_alias_is_refused_with_an_example(alice: MemberActor, table: ChannelHandle, alias: str) -> None:
    assert "`7wonders`" in await add(alice, table, "Other", alias=alias)


async def test_numbers_that_make_no_sense_are_refused(alice: MemberActor, table: ChannelHandle) -> None:
    assert "cannot be more" in await add(alice, table, "Other", min_players=5, max_players=2)


async def test_only_who_manages_events_adds_games(bob: MemberActor, table: ChannelHandle) -> None:
    assert "Only members with Manage Events" in await add(bob, table, "Catan")


async def test_the_library_lists_what_is_known(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await add(alice, table, "Root", min_players=2, max_players=4, minutes=90)
    await add(alice, table, "Azul", max_players=4)
    await add(alice, table, "*Chess*", min_players=2, max_players=2)

    told = said(await bob.slash(table, "game list"))

    assert told.splitlines() == [
        "**\\*Chess\\*** (`chess`): 2 players",
        "**Azul** (`azul`): up to 4 players",
        "**Root** (`root`): 2–4 players, 1 h 30 min",
    ]


async def test_empty_lists_say_what_fills_them(bob: MemberActor, table: ChannelHandle) -> None:
    assert "/game add" in said(await bob.slash(table, "game list"))
    assert "/queue add" in said(await bob.slash(table, "queue list"))


@pytest.mark.parametrize("named", ["catan", "Catan", "#1", "cat"])
async def test_a_game_is_nominated_by_alias_title_or_id(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, named: str
) -> None:
    await add(alice, table, "Catan")

    told = said(await bob.slash(table, "queue add", game=named))

    assert "**Catan** is in the queue, at place 1 of 1." in told
    listed = said(await bob.slash(table, "queue list"))
    assert "1. **Catan** (`catan`)" in listed
    assert f"1 vote · nominated by {bob.mention}" in listed


async def test_a_game_nominated_twice_is_refused(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await add(alice, table, "Catan")
    await bob.slash(table, "queue add", game="catan")

    assert "in the queue already" in said(await alice.slash(table, "queue add", game="catan"))


async def test_games_are_offered_while_typing(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await add(alice, table, "Catan")
    await add(alice, table, "Root")

    assert await bob.autocomplete(table, "queue add", "game", "roo") == [{"name": "Root", "value": "#2"}]


async def test_a_game_whose_alias_is_typed_is_offered_first(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await add(alice, table, "Swinging", alias="ws")
    await add(alice, table, "Wing2", alias="w2")
    await add(alice, table, "Wingspan", alias="wing")

    offered = await bob.autocomplete(table, "queue add", "game", "Wing")
    assert [one["name"] for one in offered] == ["Wingspan", "Swinging", "Wing2"]


async def test_a_game_that_is_not_in_the_library_is_refused(bob: MemberActor, table: ChannelHandle) -> None:
    refused = said(await bob.slash(table, "queue add", game="Catan"))

    assert "There is no game “Catan”" in refused
    assert "`/game add`" in refused


async def test_playing_next_takes_the_first_and_says_how_to_vote(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan", "Root")
    await simulation.env.advance_time(5)

    told = said(await bob.slash(table, "play next"))

    assert "Now playing **Root**" in told
    assert "`thisgame++`" in told
    assert "Now playing **Root**" in texts(card(table))
    assert "Catan: +0 -0" in texts(card(table))
    assert "queue is empty" in said(await bob.slash(table, "queue list")).lower()


async def test_of_two_who_play_next_at_once_the_second_is_told_and_no_game_is_left_out(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan", "Root")

    assert "Catan was started just now" in said(await bob.slash(table, "play next"))
    assert "Now playing **Catan**" in texts(card(table))
    assert "1. Root" in texts(card(table))


async def test_an_empty_queue_says_what_to_do(alice: MemberActor, table: ChannelHandle) -> None:
    await live(alice, table)

    refused = said(await alice.slash(table, "play next"))

    assert "queue is empty" in refused
    assert "/queue add" in refused


async def test_with_nothing_live_there_is_nothing_to_play(alice: MemberActor, table: ChannelHandle) -> None:
    for command in ("play next", "play skip"):
        assert "/session start" in said(await alice.slash(table, command))


async def test_skipping_gives_the_game_up(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await playing(alice, table, "Catan")

    assert "**Catan** is skipped" in said(await bob.slash(table, "play skip"))
    assert "Catan: +0 -0 (skipped)" in texts(card(table))
    assert "No game is being played" in said(await bob.slash(table, "play skip"))


async def test_a_nomination_shows_on_the_board_at_once(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    await add(alice, table, "Catan")

    await bob.slash(table, "queue add", game="catan")

    assert "1. Catan" in texts(card(table))
