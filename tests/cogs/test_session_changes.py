"""Editing and cancelling a planned session, and who hears of it."""

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, cards, due, labels, notices, pinged, posted, reply, said, schedule, seen, texts


async def three_answers(alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle) -> None:
    """Bob comes, Carla may, Alice cannot."""
    await schedule(alice, table, "2026-01-04 20:00", title="Tomb")
    await bob.click(card(table), label="Going")
    await carla.click(card(table), label="Maybe")
    await alice.click(card(table), label="Can't come")


async def test_a_moved_session_is_told_once_and_pings_only_those_who_may_come(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await three_answers(alice, bob, carla, table)

    told = said(await alice.slash(table, "session edit", session="Tomb", when="2026-01-05 20:00"))
    await due(simulation, minutes=5)

    assert "it now starts <t:1767643200:F>" in told
    (news,) = posted(simulation.env, table)
    assert "Session 1 (“Tomb”) has moved: it now starts <t:1767643200:F>" in news["content"]
    assert pinged(news) == [bob.id, carla.id]
    assert "<t:1767643200:F>" in texts(card(table))


async def test_fewer_seats_than_people_cost_nobody_theirs(
    alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    for person in (bob, carla):
        await person.click(card(table), label="Going")

    told = said(await alice.slash(table, "session edit", session="1", capacity=1))

    assert "2 people have a seat, and there is 1 seat now: nobody loses theirs" in told
    assert "people have" not in said(await alice.slash(table, "session edit", session="1", capacity=2))


async def test_reminders_by_default_are_the_campaigns_again(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "2026-01-04 20:00", reminders="none")

    said(await alice.slash(table, "session edit", session="1", reminders="default"))

    assert "1d before" in said(await alice.slash(table, "session show"))


async def test_moved_twice_before_anybody_was_told_is_told_once(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await three_answers(alice, bob, carla, table)

    for when in ("2026-01-05 20:00", "2026-01-06 20:00"):
        await alice.slash(table, "session edit", session="1", when=when)
    await due(simulation, minutes=1)

    (news,) = notices(table)
    assert "<t:1767729600:F>" in news


async def test_only_a_move_to_another_day_asks_whether_the_answers_are_still_right(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await three_answers(alice, bob, carla, table)

    for when in ("2026-01-04 18:00", "2026-01-05 18:00"):
        await alice.slash(table, "session edit", session="1", when=when)
        await due(simulation, minutes=5)

    same_day, other_day = notices(table)
    assert "Your answers stand." in same_day
    assert "The day changed: is your answer still right?" in other_day


async def test_moved_away_and_back_nobody_is_told_and_the_organiser_knows(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await three_answers(alice, bob, carla, table)

    await alice.slash(table, "session edit", session="1", when="2026-01-05 20:00")
    told = said(await alice.slash(table, "session edit", session="1", when="2026-01-04 20:00"))
    await due(simulation, minutes=5)

    assert "back at the time that people know" in told
    assert notices(table) == []


async def test_a_session_nobody_answered_is_deleted_at_once_and_its_card_goes(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)

    assert "is deleted" in said(await alice.slash(table, "session delete", session="1"))

    assert not cards(table)
    assert "There is no session" in said(await alice.slash(table, "session show", session="1"))


async def test_deleting_asks_first_where_somebody_has_answered(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await three_answers(alice, bob, carla, table)

    asked = await alice.slash(table, "session delete", session="1")

    assert "3 people have answered Session 1 (“Tomb”)" in said(asked)
    assert "deleting does not" in said(asked)
    await alice.click(reply(asked), label="Keep it")
    assert "Tomb" in texts(card(table))
    asked = await alice.slash(table, "session delete", session="1")
    await alice.click(reply(asked), label="Delete it")
    await due(simulation, minutes=5)
    assert not cards(table)
    assert notices(table) == []


async def test_instead_of_being_deleted_it_can_be_cancelled_which_is_told(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await three_answers(alice, bob, carla, table)
    asked = await alice.slash(table, "session delete", session="1")

    await alice.click(reply(asked), label="Cancel it instead")
    await due(simulation, minutes=5)

    assert "Cancelled" in texts(card(table))
    assert "is cancelled" in notices(table)[0]


async def test_a_session_that_began_is_not_deleted(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "in 1 hour")
    await alice.slash(table, "session start", session="1")

    refused = said(await alice.slash(table, "session delete", session="1"))

    assert "is in progress: it can be ended, not deleted" in refused


async def test_a_clone_is_planned_for_the_week_after(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "2026-01-04 20:00", title="Tomb", location="Attic", scenario="Chult")

    told = said(await alice.slash(table, "session clone", session="1"))

    assert "Session 2 (“Tomb”) is planned for <t:1768161600:F>" in told
    for words in ("Attic", "Chult", "<t:1768161600:F>"):
        assert words in texts(card(table, "Session 2"))


async def test_0_seats_are_as_many_as_come(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, capacity=3)

    await alice.slash(table, "session edit", session="1", capacity=0)

    assert "seats" not in texts(card(table))


async def test_the_reminders_move_with_the_session(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "2026-01-02 20:00", reminders="1h")
    await bob.click(card(table), label="Going")
    await alice.slash(table, "session edit", session="1", when="2026-01-02 22:00")

    await due(simulation, hours=43 + 1.5)  # the old reminder would have come at 19:00
    before = [one for one in notices(table) if "⏰" in one]
    await due(simulation, minutes=45)

    assert before == []
    assert len([one for one in notices(table) if "⏰" in one]) == 1


async def test_an_edit_that_does_not_move_it_pings_nobody(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await three_answers(alice, bob, carla, table)

    said(await alice.slash(table, "session edit", session="1", title="Crypt", location="Attic", duration="5h"))
    await due(simulation, minutes=5)

    assert notices(table) == []
    for words in ("Crypt", "Attic", "5 h"):
        assert words in texts(card(table))


async def test_none_takes_the_description_and_the_place_away(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, description="Bring dice", location="Attic")
    gone = {"description": "none", "location": "None"}

    assert "is changed" in said(await alice.slash(table, "session edit", session="1", **gone))

    for words in ("Bring dice", "Attic", "none\n", "📍"):
        assert words not in texts(card(table))
    assert "Nothing would change" in said(await alice.slash(table, "session edit", session="1", **gone))


async def test_an_edit_that_changes_nothing_says_so(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, title="Tomb")

    assert "Nothing would change" in said(await alice.slash(table, "session edit", session="1", title="Tomb"))
    assert "Nothing would change" in said(await alice.slash(table, "session edit", session="1"))


async def test_a_cancelled_session_says_why_and_tells_those_who_would_have_come(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await three_answers(alice, bob, carla, table)

    said(await alice.slash(table, "session cancel", session="1", reason="Flu, *sorry*"))
    await due(simulation, minutes=5)

    (news,) = posted(simulation.env, table)
    assert "is cancelled: Flu, \\*sorry\\*" in news["content"]
    assert pinged(news) == [bob.id, carla.id]
    assert labels(seen(table)[-1]) == ["About this"]
    assert "**Cancelled**: Flu, \\*sorry\\*" in texts(card(table))
    assert labels(card(table)) == ["Full list"]


async def test_cancelling_withdraws_the_reminders(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "2026-01-02 20:00")
    await bob.click(card(table), label="Going")
    await alice.slash(table, "session cancel", session="1")

    await due(simulation, days=2)

    assert len(notices(table)) == 1  # the cancellation itself


async def test_where_nobody_would_have_come_nobody_is_told(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    await alice.slash(table, "session cancel", session="1")

    await due(simulation)

    assert notices(table) == []


async def test_a_cancelled_session_cannot_be_edited_or_cancelled_again(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table)
    await alice.slash(table, "session cancel", session="1")

    for command in ("session edit", "session cancel", "session start"):
        more = {"title": "New"} if command == "session edit" else {}
        assert "was cancelled" in said(await alice.slash(table, command, session="1", **more))


async def test_a_live_session_cannot_be_edited_and_that_names_its_state(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour")
    await alice.slash(table, "session start", session="1")

    refused = said(await alice.slash(table, "session edit", session="1", title="New"))

    assert "is in progress: it can be ended, not edited" in refused


@pytest.mark.parametrize("command", ["session edit", "session cancel", "session delete", "session clone"])
async def test_only_an_organiser_changes_a_session(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, command: str
) -> None:
    await schedule(alice, table)
    more = {"title": "Mine"} if command == "session edit" else {}

    refused = said(await bob.slash(table, command, session="1", **more))

    assert "Only organisers" in refused
    assert "Scheduled" in texts(card(table))


async def test_no_card_calls_itself_next_up_after_another_session_is(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "in 5 days 20:00", title="Later")
    await schedule(alice, table, "in 3 days 20:00", title="Sooner")

    assert "Next up" not in texts(card(table, "Later"))
