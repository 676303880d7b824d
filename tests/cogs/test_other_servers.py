"""Another server's things, and rights that were taken away: no id, button or role reaches what is not its own."""

import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from tests.cogs.acting import card, cards, is_silent, playing, said, schedule, tap_as_it_was, texts


@pytest.mark.parametrize(
    ("command", "option", "kind"),
    [
        ("session show", "session", "session"),
        ("session start", "session", "session"),
        ("session invite", "session", "session"),
        ("session revoke", "session", "session"),
        ("votes tally", "session", "session"),
        ("rollcall show", "rollcall", "roll call"),
        ("rollcall promote", "rollcall", "roll call"),
        ("queue add", "game", "game"),
    ],
)
async def test_another_servers_id_names_nothing_here(
    alice: MemberActor,
    table: ChannelHandle,
    stranger: MemberActor,
    away: ChannelHandle,
    command: str,
    option: str,
    kind: str,
) -> None:
    await playing(alice, table, "Catan")
    await alice.slash(table, "rollcall open", options="fri 8pm")

    refused = said(await stranger.slash(away, command, **{option: "#1"}))

    assert f"There is no {kind} “\\#1” here" in refused
    assert await stranger.autocomplete(away, command, option, "") == []


@pytest.mark.parametrize(
    "custom_id",
    [
        "rsvp:1:1:going",
        "everyone:1:1",
        "calendar:1:1",
        "option:1:1",
        "none:1:1",
        "answers:1:1",
        "who:1:1",
        "promote:1:1",
        "pause:1:1",
        "resume:1:1",
        "end:1:1",
        "next:1:1:0",
        "skip:2:1:1",
        "reminder:1:1",
    ],
)
async def test_a_forged_button_reaches_nothing_of_another_server(
    env: simcord.Env,
    alice: MemberActor,
    table: ChannelHandle,
    stranger: MemberActor,
    away: ChannelHandle,
    custom_id: str,
) -> None:
    await schedule(alice, table, "in 2 hours")
    await alice.slash(table, "rollcall open", options="fri 8pm")
    await alice.slash(table, "session start", session="1")
    await schedule(stranger, away)
    before = [texts(one) for one in cards(table)]

    refused = said(await tap_as_it_was(env, stranger, card(away), custom_id))

    assert "There is no" in refused
    assert [texts(one) for one in cards(table)] == before


@pytest.mark.parametrize("digits", [19, 20, 40])
async def test_an_id_larger_than_any_is_refused_in_words(alice: MemberActor, table: ChannelHandle, digits: int) -> None:
    await schedule(alice, table)

    assert "There is no session" in said(await alice.slash(table, "session show", session="#" + "9" * digits))


async def test_a_role_that_was_taken_away_gives_no_right_any_more(
    env: simcord.Env, guild: GuildHandle, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    env.backend.remove_member_role(guild.id, alice.id, guild.roles["Hosts"].id)

    assert "Only organisers" in said(await alice.slash(table, "session cancel", session="1"))
    assert is_silent(await bob.click(card(table), label="Going"))
