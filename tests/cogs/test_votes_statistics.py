"""What people read of votes: their own, leaderboards, and games that stand out."""

from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import due, playing, reply, said


async def test_votes_are_ranked_listed_and_exported(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "=Catan")
    await bob.send(table, "thisgame++")
    await bob.send(table, "thisgame--")
    await carla.send(table, "thisgame--")
    said(await alice.slash(table, "game add", title="Azul"))

    assert said(await bob.slash(table, "votes mine")).splitlines() == [
        "You have 1 vote: on each play, the latest that you wrote counts.",
        "👎 -1 **=Catan** · Session 1 (“Friday games”)",
    ]
    assert said(await bob.slash(table, "votes leaderboard")).splitlines() == [
        "🏆 **Of all time**",
        "1. =Catan: +0 -2 in 1 play",
    ]
    said(await carla.slash(table, "stats hide", hidden=True))
    assert said(await bob.slash(table, "votes leaderboard", session="1", by="people")).splitlines() == [
        "🏆 **Session 1 (“Friday games”)**",
        "-# One person keeps theirs to themselves. What everybody else voted would give it away, "
        "so only your own are listed.",
        f"1. <@{bob.id}>: +0 -1, with the majority in 1 of 1 play",
    ]
    assert said(await alice.slash(table, "votes leaderboard", by="people")).endswith("None of the votes is yours.")
    assert said(await bob.slash(table, "votes tally", game="=catan")).splitlines()[0] == "**=Catan: +0 -2 in 1 play**"
    assert "was not played yet" in said(await bob.slash(table, "votes tally", game="azul"))

    exported = await alice.slash(table, "votes export")
    assert "3 votes, of which 2 stand." in said(exported)
    rows = (await reply(exported).attachments[0].read()).decode("utf-8-sig").splitlines()
    assert rows[0].startswith("session,title,game,")
    assert [row.split(",")[6] + row.split(",")[-1] for row in rows[1:]] == ["upno", "downyes", "downyes"]
    assert str(carla.id) not in "".join(rows)
    assert all(",'=Catan," in row for row in rows[1:])


async def test_statistics_say_which_games_stand_out_and_what_one_did(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    assert "No game has been played yet" in said(await bob.slash(table, "stats games"))
    await playing(alice, table, "Catan")
    for person in (bob, carla):
        await person.send(table, "thisgame++")

    games = said(await bob.slash(table, "stats games"))
    mine = said(await bob.slash(table, "stats me"))

    assert games.splitlines()[:4] == ["**All games**: 1 play", "", "🎲 **Played most**", "- Catan: +2 -0 in 1 play"]
    assert "\n\n🏆 **Liked best**\n" in games
    assert "💎 **Hidden gems**: rarely played, but liked a lot\n- Catan" in games
    assert "Controversial" not in games
    assert "No evening of yours is over yet" in mine
    assert "🗳️ Your votes: +1 -0, with the majority in 1 of 1 play" in mine
    assert "👍 Lately you liked Catan." in mine


async def test_a_leaderboard_of_several_games_has_a_picture_that_says_what_it_shows(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan", "Azul")
    await bob.send(table, "thisgame--")
    await due(simulation, minutes=30)
    said(await alice.slash(table, "play next"))
    await bob.send(table, "thisgame++")

    (picture,) = reply(await bob.slash(table, "votes leaderboard")).attachments

    assert picture.description == "Of all time, votes for and against: Azul +1 -0; Catan +0 -1."
    assert (await picture.read()).startswith(b"\x89PNG")
