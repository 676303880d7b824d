"""Roll calls that change while they are open, and whom they let answer: edits, cancelling, players only, anonymous."""

import simcord
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import (
    card,
    due,
    is_silent,
    labels,
    letters,
    notices,
    parts,
    pinged,
    posted,
    said,
    tap_as_it_was,
    texts,
)

A, B, C = "\U0001f1e6", "\U0001f1e7", "\U0001f1e8"
TWO = "2026-01-02 20:00; 2026-01-03 20:00"
OTHER_TWO = "2026-01-03 20:00; 2026-01-04 20:00"


def reactions(table: ChannelHandle) -> dict[str, int]:
    """The reactions under the card, and how many people stand behind each."""
    return {str(one.emoji): one.count for one in card(table).reactions}


async def strahd(alice: MemberActor, table: ChannelHandle, *players: MemberActor) -> None:
    """A campaign that Alice runs and these people play in."""
    said(await alice.slash(table, "campaign create", name="Strahd"))
    for one in players:
        said(await one.slash(table, "campaign join", campaign="Strahd"))


async def test_an_edit_keeps_answers_and_letters_and_tells_who_had_answered_once(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=TWO, mode="both")
    await bob.react(card(table), A)
    await carla.react(card(table), B)

    told = said(await alice.slash(table, "rollcall edit", options=OTHER_TWO))
    said(await alice.slash(table, "rollcall edit", title="Finale"))

    assert f"{C} <t:1767556800:F> (<t:1767556800:R>) · **new**" in told
    assert "Gone, with its answers: <t:1767384000:F>" in told
    assert "open until <t:1767466800:F> (<t:1767466800:R>), which follows from the new times" in told
    assert reactions(table) == {B: 2, C: 1}
    assert f"**1** yes: {carla.mention}" in texts(card(table))
    assert "Finale" in texts(card(table))

    await due(simulation, minutes=2)
    (sent,) = posted(simulation.env, table)
    assert sorted(pinged(sent)) == sorted([bob.id, carla.id])
    assert "has other times now. New: <t:1767556800:F>." in sent["content"]


async def test_after_a_restart_an_edit_still_takes_letters_off_and_puts_them_on(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=TWO, mode="reactions")
    await simulation.restart()

    said(await alice.slash(table, "rollcall edit", options=f"{TWO}; 2026-01-04 20:00"))

    assert reactions(table) == {A: 1, B: 1, C: 1}


async def test_a_tap_on_a_time_that_is_gone_says_so(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=TWO)
    await alice.slash(table, "rollcall edit", options=OTHER_TWO)

    assert "not in this roll call any more" in said(await tap_as_it_was(env, bob, card(table), "option:1:1"))


async def test_a_cancelled_roll_call_says_so_and_is_not_promoted(
    env: simcord.Env, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "rollcall open", options=TWO)
    await bob.click(card(table), custom_id="option:1:1")
    assert "Only" in said(await bob.slash(table, "rollcall cancel"))

    assert "is cancelled" in said(await alice.slash(table, "rollcall cancel"))

    assert "**Cancelled** <t:" in texts(card(table))
    assert labels(card(table)) == ["Full list"]
    assert "best" not in texts(card(table)).casefold()
    for custom_id in ("option:1:1", "none:1:1", "answers:1:1", "promote:1:1"):
        assert "was cancelled" in said(await tap_as_it_was(env, alice, card(table), custom_id))


async def test_a_reaction_that_cannot_count_is_undone_and_its_person_told_once(
    env: simcord.Env, simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await strahd(alice, table)
    await alice.slash(table, "rollcall open", options=TWO, mode="both", players_only=True)

    await bob.react(card(table), A)
    await bob.react(card(table), B)
    await due(simulation)
    await simulation.restart()
    await bob.react(card(table), A)
    await due(simulation)

    assert reactions(table) == {A: 1, B: 1}
    (sent,) = posted(env, table)
    assert pinged(sent) == [bob.id]
    assert "Only players of Strahd may answer this roll call." in sent["content"]
    assert "Only players of Strahd" in said(await bob.click(card(table), label="My answers"))


async def test_who_wants_private_messages_is_told_privately_of_a_reaction_that_cannot_count(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await bob.slash(table, "remind sessions", privately=True)
    await alice.slash(table, "rollcall open", options=TWO, mode="reactions")
    await alice.slash(table, "rollcall close")

    await bob.react(card(table), A)
    await due(simulation)

    assert notices(table) == []
    (letter,) = letters(bob)
    assert "“When can we play?” (roll call 1) closed" in letter.content
    assert card(table).jump_url in [one.url for one in parts(letter) if hasattr(one, "url")]


async def test_an_anonymous_roll_call_shows_counts_only_until_it_is_closed(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await strahd(alice, table, bob)
    assert "buttons" in said(await alice.slash(table, "rollcall open", options=TWO, mode="both", anonymous=True))
    await alice.slash(table, "rollcall open", options=TWO, anonymous=True)
    await bob.click(card(table), custom_id="option:1:1")

    shown = texts(card(table))
    listed = said(await alice.click(card(table), label="Full list"))
    show = said(await alice.slash(table, "rollcall show"))

    for seen in (shown, listed, show):
        assert "1" in seen
        assert str(bob.id) not in seen
    assert "only counts show until it closes" in shown
    await alice.slash(table, "rollcall close")
    assert bob.mention in texts(card(table))
    assert bob.mention in said(await alice.click(card(table), label="Full list"))


async def test_the_organiser_answers_for_an_offline_player(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await strahd(alice, table, bob)
    said(await alice.slash(table, "campaign offline", campaign="Strahd", name="Old *Tom*"))
    await alice.slash(table, "rollcall open", options=TWO)
    assert r"Not answered yet: <@" in texts(card(table))
    refused = said(await bob.slash(table, "rollcall answer", player="Old *Tom*"))
    assert f"Only organisers of Strahd can do that: {alice.mention}" in refused

    await bob.click(card(table), label="None of these")
    assert r"Waiting for: Old \*Tom\* (offline). An organiser answers" in texts(card(table))

    form = await alice.slash(table, "rollcall answer", player="tom")
    assert form.modal is not None
    lists = [one["component"] for one in form.modal["components"]]
    values = {str(one["custom_id"]): [one["options"][n]["value"]] for n, one in enumerate(lists[:2])}
    assert is_silent(await alice.submit_modal(form, {**values, str(lists[2]["custom_id"]): []}))

    name = r"Old \*Tom\* (offline)"
    assert f"**1** yes: {name}" in texts(card(table))
    assert f"**1** if needed: {name}" in texts(card(table))
    assert f"**yes** (1): {name}" in said(await bob.click(card(table), label="Full list"))
    said(await alice.slash(table, "rollcall promote"))
    assert f"**Going** (1): {name}" in texts(card(table, "Session 1"))


async def test_for_an_offline_player_of_an_anonymous_roll_call_only_what_is_chosen_changes(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await strahd(alice, table, bob)
    said(await alice.slash(table, "campaign offline", campaign="Strahd", name="Tom"))
    await alice.slash(table, "rollcall open", options=TWO, anonymous=True)
    for place in (0, 1):
        form = await alice.slash(table, "rollcall answer", player="Tom")
        assert form.modal is not None
        yes, *others = [one["component"] for one in form.modal["components"]]
        chosen = {str(yes["custom_id"]): [yes["options"][place]["value"]]}
        assert is_silent(await alice.submit_modal(form, {**chosen, **{str(one["custom_id"]): [] for one in others}}))

    assert texts(card(table)).count("**1** yes") == 2


async def test_with_20_times_40_players_and_every_note_the_card_keeps_to_its_limits(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await strahd(alice, table)
    async with simulation.bot.database.transaction() as store:
        (campaign,) = await store.campaigns.of_guild(table.guild.id if table.guild else 0)
        for user_id in range(10**18, 10**18 + 40):
            await store.campaigns.add_player(campaign.id, user_id, store.now)
    times = "; ".join(f"in {n + 30} hours" for n in range(20))
    notes = {"quorum": "4 of 6", "fair": True, "players_only": True}

    said(await alice.slash(table, "rollcall open", options=times, title="*" * 100, mode="both", **notes))

    assert "and 28 more" in texts(card(table))
    assert len(list(parts(card(table)))) <= 40
    assert len(texts(card(table))) <= 3500
