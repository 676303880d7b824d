"""A roll call that closes by itself, what its quorum makes of it, and undoing that."""

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import (
    card,
    cards,
    due,
    labels,
    letters,
    notices,
    pinged,
    posted,
    said,
    seen,
    tap_as_it_was,
    texts,
)

THREE = "2026-01-02 20:00; 2026-01-03 20:00; 2026-01-04 20:00"
FRIDAY, SATURDAY = 1767384000, 1767470400


async def asked(alice: MemberActor, table: ChannelHandle, **options: object) -> str:
    return said(await alice.slash(table, "rollcall open", options=THREE, title="Next game", **options))


async def both_can(bob: MemberActor, carla: MemberActor, table: ChannelHandle, option: int = 2) -> None:
    for one in (bob, carla):
        await one.click(card(table, "🙋"), custom_id=f"option:1:{option}")


async def test_with_its_quorum_met_it_becomes_a_session_by_itself(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    told = await asked(alice, table, quorum="2 of 2")
    assert "Quorum: 2 yes of 2." in told
    await bob.click(card(table), custom_id="option:1:2")
    assert "**Not met**: 🇧 is nearest, and lacks 1 more yes." in texts(card(table))
    await carla.click(card(table), custom_id="option:1:2")
    assert "**Met** by 🇧: 🇧 becomes a session when it closes." in texts(card(table))

    await due(simulation, days=1, hours=19)

    assert f"<t:{SATURDAY}:F>" in texts(card(table, "Session 1: Next game"))
    assert "It became **session 1**" in texts(card(table, "🙋"))
    assert labels(card(table, "🙋")) == ["Full list", "Undo"]
    (news,) = posted(simulation.env, table)
    assert "It is settled" in news["content"]
    assert pinged(news) == [bob.id, carla.id]


async def test_undone_the_session_goes_and_those_pinged_are_told(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, table, quorum="2")
    await both_can(bob, carla, table)
    assert "Its quorum is met" in said(await alice.slash(table, "rollcall close"))
    await due(simulation)
    assert "Only whoever opened" in said(await bob.click(card(table, "🙋"), label="Undo"))

    assert "is deleted" in said(await alice.click(card(table, "🙋"), label="Undo"))
    await due(simulation)

    assert not cards(table, "Session 1")
    assert labels(card(table, "🙋")) == ["Full list", "Make it a session"]
    news = posted(simulation.env, table)[-1]
    assert f"Undone: <t:{SATURDAY}:F> is not settled after all" in news["content"]
    assert pinged(news) == [bob.id, carla.id]
    assert labels(seen(table)[-1]) == ["About this"]
    assert f"<t:{SATURDAY}:F>" in said(await alice.slash(table, "rollcall promote"))


async def test_after_ten_minutes_the_button_goes_by_itself(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, table, quorum="2")
    await both_can(bob, carla, table)
    await alice.slash(table, "rollcall close")

    await due(simulation, minutes=10)

    assert labels(card(table, "🙋")) == ["Full list"]
    late = await tap_as_it_was(simulation.env, alice, card(table, "🙋"), "undo:1:1")
    assert "could be undone until" in said(late)
    assert cards(table, "Session 1")


async def test_where_the_session_has_started_it_is_not_undone(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, table, quorum="2")
    await both_can(bob, carla, table)
    await alice.slash(table, "rollcall close")
    said(await alice.slash(table, "session start", session="1"))

    assert "can be ended, not deleted" in said(await alice.click(card(table, "🙋"), label="Undo"))


async def test_without_its_quorum_the_opener_is_told_once_what_is_missing(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, table, quorum="2 and organiser")
    await bob.click(card(table), custom_id="option:1:1")

    await due(simulation, days=3)

    (news,) = posted(simulation.env, table)
    assert "no time meets its quorum (2 yes, the organiser's among them)" in news["content"]
    assert "🇦 is nearest, and lacks 1 more yes and the organiser's yes." in news["content"]
    assert pinged(news) == [alice.id]
    assert not cards(table, "Session 1")


async def test_what_the_organiser_says_to_an_anonymous_roll_call_does_not_show_in_its_quorum(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, table, quorum="1 and organiser", anonymous=True)
    before = texts(card(table)).split("**Quorum**")[1].splitlines()[0]

    await alice.click(card(table), custom_id="option:1:1")

    assert texts(card(table)).split("**Quorum**")[1].splitlines()[0] == before
    assert "Whether a time meets it shows when it closes" in before


async def test_closing_without_its_quorum_says_what_is_missing_at_once(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, table, quorum="2")
    assert "**Not met**: nobody has answered yet." in texts(card(table))

    await bob.click(card(table), custom_id="option:1:1")
    told = said(await alice.slash(table, "rollcall close"))
    await due(simulation)

    assert "No time meets its quorum (2 yes): 🇦 is nearest, and lacks 1 more yes." in told
    assert f"Best is <t:{FRIDAY}:F>" in told
    assert not notices(table)


async def test_who_wants_it_so_is_told_privately_what_is_missing(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    said(await alice.slash(table, "remind sessions", privately=True))
    await asked(alice, table, quorum="2")

    await due(simulation, days=1, hours=19)

    assert not notices(table)
    (letter,) = letters(alice)
    assert "no time meets its quorum" in letter.content
    assert "you have not answered yet" in said(await alice.user.click(letter, label="Am I in?"))


async def test_once_everybody_answered_it_closes_in_two_minutes(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    said(await alice.slash(table, "campaign create", name="Strahd", kind="campaign"))
    said(await alice.slash(table, "campaign add", campaign="Strahd", member=bob))
    await asked(alice, table, campaign="Strahd")

    await bob.click(card(table), label="None of these")
    assert "Everybody has answered: it closes <t:" in texts(card(table))
    await due(simulation, seconds=119)
    assert "**Open**" in texts(card(table))
    await due(simulation, seconds=1)

    assert "**Closed**" in texts(card(table))


async def test_the_silent_are_nudged_once_and_can_look_what_they_said(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    said(await alice.slash(table, "campaign create", name="Strahd", kind="campaign"))
    for one in (bob, carla):
        said(await alice.slash(table, "campaign add", campaign="Strahd", member=one))
    await asked(alice, table, campaign="Strahd")
    await bob.click(card(table), custom_id="option:1:1")

    await due(simulation, days=1, hours=18)

    (news,) = posted(simulation.env, table)
    assert "“Next game” waits for your answer" in news["content"]
    assert pinged(news) == [carla.id]
    (message,) = [one for one in table.history() if "waits for your answer" in one.content]
    assert "you have not answered yet" in said(await carla.click(message, label="What did I say?"))
    assert f"🇦 <t:{FRIDAY}:F>" in said(await bob.click(message, label="What did I say?"))


async def test_on_request_the_silent_are_nudged_and_not_too_often(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    said(await alice.slash(table, "campaign create", name="Strahd", kind="campaign"))
    said(await alice.slash(table, "campaign add", campaign="Strahd", member=bob))
    await asked(alice, table, campaign="Strahd")

    assert bob.mention in said(await alice.slash(table, "rollcall nudge"))
    await due(simulation)
    assert "less than an hour ago" in said(await alice.slash(table, "rollcall nudge"))
    await bob.click(card(table, "🙋"), label="None of these")
    assert "nobody to nudge" in said(await alice.slash(table, "rollcall nudge"))

    assert [pinged(one) for one in posted(simulation.env, table)] == [[bob.id]]


async def test_the_card_says_why_an_option_is_best(
    bob: MemberActor, carla: MemberActor, alice: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, table, fair=True)
    assert "the last five sessions" not in texts(card(table))

    await both_can(bob, carla, table)
    await alice.click(card(table), custom_id="option:1:1")

    assert "then who missed more of the last five sessions, then the earliest. 🇧 is best" in texts(card(table))


@pytest.mark.parametrize(
    ("quorum", "why"),
    [("many", "In `/rollcall edit`, `none` takes it away"), ("4 of 3", "cannot be"), ("0", "at least 1 yes")],
)
async def test_a_quorum_that_cannot_be_is_refused_with_examples(
    alice: MemberActor, table: ChannelHandle, quorum: str, why: str
) -> None:
    assert why in await asked(alice, table, quorum=quorum)
    assert not cards(table)


async def test_the_role_that_is_named_is_pinged_once_by_an_organiser_only(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    assert table.guild is not None
    role = table.guild.create_role("Players")
    assert "Only organisers" in await asked(bob, table, ping=role)

    await asked(alice, table, ping=role)
    await alice.slash(table, "rollcall close")

    sent = [one.json for one in simulation.env.http_requests if one.method == "POST" and one.json]
    assert [one["allowed_mentions"]["roles"] for one in sent if one.get("allowed_mentions", {}).get("roles")] == [
        [role.id]
    ]


async def test_another_quorum_says_at_once_how_the_answers_stand_to_it(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await asked(alice, table, quorum="3")
    await both_can(bob, carla, table)

    lowered = said(await alice.slash(table, "rollcall edit", quorum="2"))
    assert "**Met** by 🇧: 🇧 becomes a session when it closes." in lowered
    raised = said(await alice.slash(table, "rollcall edit", quorum="4 of 6"))
    assert "**Not met**: 🇧 is nearest, and lacks 2 more yes." in raised
    assert "lacks 2 more yes" in texts(card(table))
    ended = said(await alice.slash(table, "rollcall edit", quorum="none"))

    assert "no quorum any more" in ended
    assert "Quorum" not in texts(card(table))
