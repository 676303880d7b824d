"""Picking a game as people do."""

from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from cogs.edge.parts import STEP_TIMEOUT
from tests.cogs.acting import card, due, labels, live, playing, reply, said, texts


async def add(alice: MemberActor, channel: ChannelHandle, title: str, **known: object) -> None:
    said(await alice.slash(channel, "game add", title=title, **known))


async def test_a_pick_says_why_and_again_names_another_until_all_are_named(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await add(alice, table, "Catan", min_players=3, max_players=4, minutes=60)
    await add(alice, table, "Root", min_players=2, max_players=4, minutes=90)
    await add(alice, table, "Chess", min_players=2, max_players=2, minutes=30)
    shown = reply(await bob.slash(table, "game pick", players=4, minutes=120))
    first = shown.message.content

    assert "Why: for 4 players, done within 2 h, never played yet." in first
    assert "2 of 3 games fit. Drawn at random" in first
    assert labels(shown.message) == ["Add to queue", "Again"]
    await bob.click(shown, label="Again")
    assert shown.message.content.splitlines()[0] != first.splitlines()[0]
    assert "Chess" not in shown.message.content
    assert "2 I have suggested already" in said(await bob.click(shown, label="Again"))


async def test_a_pick_is_queued_or_played(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await live(alice, table)
    await add(alice, table, "Catan")
    await add(alice, table, "Root")
    shown = reply(await bob.slash(table, "game pick"))
    title = "Catan" if "Catan" in shown.message.content else "Root"
    await bob.click(shown, label="Add to queue")
    assert f"**{title}** is in the queue, at place 1 of 1." in shown.message.content

    shown = reply(await bob.slash(table, "game pick"))
    late = reply(await alice.slash(table, "game pick"))
    title = "Catan" if "Catan" in shown.message.content else "Root"
    await bob.click(shown, label="Play it")

    assert f"Now playing **{title}**" in shown.message.content
    assert f"Now playing **{title}**" in texts(card(table))
    also = f"**{title}**" in late.message.content.splitlines()[0]
    refused = f"{title} is being played already" if also else f"{title} was started since you looked"
    assert refused in said(await alice.click(late, label="Play it"))


async def test_what_is_queued_already_is_said_and_when_time_is_up_what_was_said_stays(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    await add(alice, table, "Catan")
    said(await alice.slash(table, "queue add", game="Catan"))

    shown = reply(await bob.slash(table, "game pick"))
    read = shown.message.content

    assert "Why: for the 2 who are online, never played yet.\nIt is in the queue, with 1 vote." in read
    assert labels(shown.message) == ["Play it", "Again", "Ask everyone"]
    await simulation.env.advance_time(STEP_TIMEOUT + 1)
    assert (shown.message.content, labels(shown.message)) == (read, [])


async def test_what_speaks_for_a_pick_comes_first_and_then_what_speaks_against_it(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Azul", "Brass", "Catan")
    await bob.send(table, "thisgame--")
    for _ in range(2):
        await due(simulation, minutes=1)
        said(await alice.slash(table, "play next"))

    told = said(await bob.slash(table, "game pick"))

    assert "Why: for the 2 who are online, although not much liked: -1, last played <t:" in told
    assert "Everything that fits was played tonight already, so this is a repeat." in told


async def test_where_nothing_fits_everything_that_excludes_games_is_said(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    assert "/game add" in said(await bob.slash(table, "game pick"))
    await add(alice, table, "Catan", max_players=4)

    for options, why in (
        ({"players": 5}, "1 is not for 5 players"),
        ({"minutes": 30}, "1 would take longer than 30 min, or nobody has said how long they take"),
        ({"tags": "party"}, "1 lacks the tags"),
        ({"owned": True}, "1 is owned by nobody who is here"),
    ):
        assert f"No game fits. Of 1 game {why}." in said(await bob.slash(table, "game pick", **options))
    told = said(await bob.slash(table, "game pick", players=5, tags="party", owned=True))
    assert "\n- 1 is not for 5 players" in told
    assert "\n- 1 is owned by nobody who is here" in told
    assert "\n- 1 lacks the tags" in told
