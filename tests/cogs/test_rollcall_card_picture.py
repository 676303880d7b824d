"""The picture on a roll call's card: when there is one, when it is sent, and what it costs."""

import asyncio
from typing import Any

import discord
import pytest
import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation
from cogs.edge.names import NOBODY_KNOWN, Names
from domain.actor import Actor
from domain.rollcall.options import Answer
from services.rollcall import answers
from tests.cogs.acting import card, letters, parts, said, texts

TWO = "2026-01-02 20:00; 2026-01-03 20:00"
HEAVIEST = 500_000  # bytes; Discord takes 10 MiB


async def opened(person: MemberActor, table: ChannelHandle, options: str = TWO, **more: Any) -> None:
    said(await person.slash(table, "rollcall open", options=options, **more))


async def tap(person: MemberActor, table: ChannelHandle, option: int = 1) -> None:
    await person.click(card(table), custom_id=f"option:1:{option}")


def shown(table: ChannelHandle) -> str | None:
    """The name of the picture that the card shows, if it shows one."""
    attached = next(iter(card(table).attachments), None)
    galleries = [one for one in parts(card(table)) if isinstance(one, discord.MediaGalleryComponent)]
    assert len(galleries) == (attached is not None)
    if attached is not None:
        assert galleries[0].items[0].media.url == attached.url
    return attached.filename if attached is not None else None


def told(table: ChannelHandle) -> str:
    """What the picture says to those who hear it."""
    (gallery,) = (one for one in parts(card(table)) if isinstance(one, discord.MediaGalleryComponent))
    return str(gallery.items[0].description)


def uploads(env: simcord.Env) -> int:
    """How many files went over the wire."""
    bodies = (one.json or {} for one in env.http_requests if one.method in ("POST", "PATCH"))
    return sum(len(one.get("attachments") or ()) for one in bodies if isinstance(one, dict))


async def test_there_is_one_from_two_people_on_and_it_names_them_as_the_server_does(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)
    await tap(alice, table)
    assert shown(table) is None

    await tap(bob, table, 2)

    assert shown(table) is not None
    assert "Best: A, Fri 2 Jan 20:00, 1 yes, 0 if needed, 0 no. Everyone has answered." in told(table)
    assert "Times in UTC." in told(table)
    await tap(bob, table, 2)
    assert shown(table) is None


async def test_who_has_not_answered_is_named_as_a_member_or_as_an_offline_player(
    guild: GuildHandle, env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    zoe = guild.add_member(env.create_user("zoe", global_name="Zoë"), nick="Zoë the Bard")
    said(await alice.slash(table, "campaign create", name="Strahd", timezone="Europe/Berlin"))
    said(await alice.slash(table, "campaign offline", campaign="Strahd", name="Grandpa"))
    for one in (alice, bob, zoe):
        said(await one.slash(table, "campaign join", campaign="Strahd"))
    await opened(alice, table)
    for one in (alice, bob):
        await tap(one, table)

    assert "Not answered: Grandpa, Zoë the Bard." in told(table)
    assert "Times in Europe/Berlin." in told(table)


async def test_of_an_anonymous_roll_call_it_shows_counts_only(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table, anonymous=True)
    await tap(alice, table)
    await tap(bob, table)

    assert "2 yes" in told(table)
    assert "nswered" not in told(table)


async def test_one_option_needs_none(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await opened(alice, table, TWO.partition(";")[0])
    for one in (alice, bob):
        await tap(one, table)

    assert shown(table) is None


async def test_an_edit_without_a_new_picture_sends_none_also_after_a_restart(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)
    for one in (alice, bob):
        await tap(one, table)
    before, sent = shown(table), uploads(simulation.env)

    said(await alice.slash(table, "rollcall edit", deadline="2026-01-02 10:00"))
    await simulation.restart()
    said(await alice.slash(table, "rollcall edit", deadline="2026-01-02 12:00"))

    assert "<t:1767355200:F>" in texts(card(table))
    assert shown(table) == before
    assert uploads(simulation.env) == sent == 1


async def test_a_card_that_was_deleted_is_posted_anew_with_its_picture(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)
    for one in (alice, bob):
        await tap(one, table)
    before = shown(table)
    env.backend.delete_message(table.id, card(table).id)
    await env.settle()

    said(await alice.slash(table, "rollcall edit", deadline="2026-01-02 10:00"))

    assert shown(table) == before


async def test_where_discord_takes_no_files_the_card_does_without_and_the_organiser_is_told_once(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)
    await tap(alice, table)
    path = f"/channels/{table.id}/messages/{card(table).id}"
    for one in (bob, carla):
        env.inject_error("PATCH", path, status=403, code=50013, times=1)
        await tap(one, table)

    assert shown(table) is None
    assert "**3** yes" in texts(card(table))
    (letter,) = letters(alice)
    assert "allow me *Attach Files*" in letter.content

    await tap(carla, table, 2)
    assert shown(table) is not None


async def test_a_picture_that_discord_has_lost_is_sent_again(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table)
    for one in (alice, bob):
        await tap(one, table)
    before = shown(table)
    env.inject_error("PATCH", f"/channels/{table.id}/messages/{card(table).id}", status=400, code=50035, times=1)

    said(await alice.slash(table, "rollcall edit", deadline="2026-01-02 10:00"))

    assert shown(table) == before
    assert uploads(env) == 2


async def test_twenty_options_and_forty_people_stay_within_every_limit(
    simulation: Simulation, env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    await opened(alice, table, "; ".join(f"2026-01-{n:02} 20:00" for n in range(3, 23)), mode="both", quorum="4 of 40")
    people = [guild.add_member(env.create_user(f"p{n}", global_name=f"{n} {'W' * 28}")) for n in range(40)]
    async with simulation.bot.database.transaction() as store:
        for n, one in enumerate(people):
            given = {option: list(Answer)[(n + option) % 3] for option in range(1, 21)}
            await answers.answer(store, Actor(one.id, guild.id), 1, given, n + 1)
    await simulation.bot.painter.settled()

    assert len(list(parts(card(table)))) <= 40
    assert sum(len(one.content) for one in parts(card(table)) if hasattr(one, "content")) <= 3500
    assert len(told(table)) <= 1024
    assert card(table).attachments[0].size < HEAVIEST


async def test_where_nobody_can_say_who_somebody_is_they_are_somebody(simulation: Simulation) -> None:
    assert await Names(simulation.bot, simulation.clock).of(1, [2]) == {2: NOBODY_KNOWN}


class TestPace:
    @pytest.fixture
    def pace(self) -> float:
        return 0.2  # a picture's turn is ten of these: longer than three changes take on a busy machine

    async def change(self, simulation: Simulation, guild: GuildHandle, people: int) -> None:
        """So many people more say yes to the first option, each in a change of its own."""
        for n in range(people):
            async with simulation.bot.database.transaction() as store:
                cause = 10 + n + guild.id
                await answers.answer(store, Actor(cause, guild.id), 1, {1: Answer.YES}, cause)
            await simulation.bot.painter.settled()

    async def test_the_text_shows_at_once_and_the_last_picture_when_it_is_its_turn(
        self, simulation: Simulation, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
    ) -> None:
        await opened(alice, table)
        await self.change(simulation, guild, 2)
        first = shown(table)

        await self.change(simulation, guild, 3)

        assert "**3** yes" in texts(card(table))
        assert shown(table) == first is not None
        async with asyncio.timeout(5):
            while shown(table) == first:  # noqa: ASYNC110 - Discord tells nobody of it
                await asyncio.sleep(0.01)
        await simulation.bot.painter.settled()
        assert uploads(simulation.env) == 2
        async with simulation.bot.database.read() as store:
            assert await store.cards.stale() == []

    async def test_a_picture_that_waits_while_the_bot_is_stopped_is_there_after_the_start(
        self, simulation: Simulation, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
    ) -> None:
        await opened(alice, table)
        await self.change(simulation, guild, 3)
        first = shown(table)

        await simulation.restart()
        await simulation.bot.painter.settled()

        assert shown(table) != first
