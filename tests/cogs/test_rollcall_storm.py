"""Forty people tap and react at random, and the bot is restarted in the middle: what each did last is what counts."""

import random

import simcord
from simcord import ChannelHandle, GuildHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, said, texts

LETTERS = ("\U0001f1e6", "\U0001f1e7", "\U0001f1e8")
THREE = "2026-01-02 20:00; 2026-01-03 20:00; 2026-01-04 20:00"


async def test_the_card_shows_the_last_act_of_each_of_forty_people(
    simulation: Simulation, env: simcord.Env, guild: GuildHandle, alice: MemberActor, table: ChannelHandle
) -> None:
    chance = random.Random(40)
    people = [guild.add_member(env.create_user(f"player{n}")) for n in range(40)]
    said(await alice.slash(table, "rollcall open", options=THREE, mode="both"))
    posted = card(table)
    yes: set[tuple[int, int]] = set()  # place and person
    reacted: set[tuple[int, int]] = set()

    for n in range(200):
        if n == 100:
            await simulation.restart()
        await env.advance_time(1)  # in Discord ids tell the time: two acts of one instant have no order
        person, place = chance.choice(people), chance.randrange(3)
        key = (place, person.id)
        match chance.choice(("tap", "tap", "none", "react")):
            case "tap":
                await person.click(posted, custom_id=f"option:1:{place + 1}")
                yes ^= {key}
            case "none":
                await person.click(posted, label="None of these")
                yes -= {(each, person.id) for each in range(3)}
            case _ if key in reacted:
                await person.unreact(posted, LETTERS[place])
                yes.discard(key)
                reacted.discard(key)
            case _:
                await person.react(posted, LETTERS[place])
                yes.add(key)
                reacted.add(key)

    await simulation.bot.painter.settled()
    async with simulation.bot.database.read() as store:
        roll_call = await store.roll_calls.get(1, guild.id)
    counted = [roll_call.count(option) for option in roll_call.options]
    assert {(place, user_id) for place, count in enumerate(counted) for user_id in count.yes} == yes
    assert all(f"**{len(count.yes)}** yes" in texts(card(table)) for count in counted)
    assert said(await alice.slash(table, "rollcall close")).startswith("“When can we play?” (")
    assert "is planned for" in said(await alice.slash(table, "rollcall promote"))
