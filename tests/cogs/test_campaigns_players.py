"""Joining and leaving campaigns, and players without an account."""

from simcord import ChannelHandle, GuildHandle, MemberActor

from tests.cogs.acting import card, said, schedule, texts


async def make(alice: MemberActor, used_in: ChannelHandle, **given: object) -> None:
    """A campaign is made."""
    said(await alice.slash(used_in, "campaign create", name="Strahd", **given))


async def test_people_join_with_characters_and_are_listed(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await make(alice, table)

    assert "You play Ireena \\*K\\* in Strahd." in said(
        await bob.slash(table, "campaign join", campaign="Strahd", character="Ireena *K*")
    )
    await bob.slash(table, "campaign join", campaign="Strahd", character="Ismark")
    await alice.slash(table, "campaign add", campaign="Strahd", member=carla)
    await alice.slash(table, "campaign offline", campaign="Strahd", name="Tom", character="Kasimir")

    shown = said(await carla.slash(table, "campaign show"))
    for words in (
        "**Players** (3)",
        f"- {bob.mention}: Ireena \\*K\\*, Ismark",
        "- Tom (no account): Kasimir",
        f"\n{carla.mention}",
    ):
        assert words in shown
    assert "3 players" in said(await carla.slash(table, "campaign list"))


async def test_a_name_that_is_taken_is_refused_with_a_remedy(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await make(alice, table)
    await bob.slash(table, "campaign join", campaign="Strahd", character="Ireena")

    taken = said(await alice.slash(table, "campaign join", campaign="Strahd", character="IREENA"))
    again = said(await bob.slash(table, "campaign join", campaign="Strahd"))

    assert "There is a character called “Ireena” already; `/campaign show`" in taken
    assert "plays in Strahd already. Give a `character`" in again


async def test_who_leaves_gives_up_their_place_and_the_card_shows_it(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await make(alice, table)
    await schedule(alice, table, title="Death House", capacity=1)
    for one in (bob, carla):
        await one.slash(table, "campaign join", campaign="Strahd")
        await one.click(card(table, "Death House"), label="Going")

    told = said(await bob.slash(table, "campaign leave", campaign="Strahd"))

    assert "You come no more to 1 planned session; seats go to those who wait." in told
    assert f"(1): {carla.mention}" in texts(card(table, "Death House"))
    assert "does not play in Strahd" in said(await bob.slash(table, "campaign leave", campaign="Strahd"))


async def test_an_organiser_takes_out_members_offline_players_and_characters(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await make(alice, table)
    await bob.slash(table, "campaign join", campaign="Strahd", character="Ireena")
    await alice.slash(table, "campaign offline", campaign="Strahd", name="Tom")

    offered = await alice.autocomplete(table, "campaign remove", "name", "t", campaign="Strahd")
    played = await alice.autocomplete(table, "campaign remove", "character", "", campaign="Strahd")

    assert offered == [{"name": "Tom", "value": "Tom"}]
    assert played == [{"name": "Ireena", "value": "Ireena"}]
    assert "one of `member`" in said(await alice.slash(table, "campaign remove", campaign="Strahd"))
    assert "Only organisers" in said(await bob.slash(table, "campaign remove", campaign="Strahd", name="Tom"))
    assert "Tom is out of Strahd" in said(await alice.slash(table, "campaign remove", campaign="Strahd", name="Tom"))
    assert "Ireena is out" in said(await bob.slash(table, "campaign remove", campaign="Strahd", character="ireena"))
    assert f"{bob.mention} is out" in said(await alice.slash(table, "campaign remove", campaign="Strahd", member=bob))
    assert "Nobody plays in it yet" in said(await alice.slash(table, "campaign show"))


async def test_only_holders_of_its_role_may_join(
    guild: GuildHandle, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    role = guild.create_role("Barovians")
    await make(alice, table, role=role)

    refused = said(await bob.slash(table, "campaign join", campaign="Strahd"))

    assert f"for holders of {role.mention}" in refused
