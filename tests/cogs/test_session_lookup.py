"""Naming a session, looking at one, and listing them."""

import pytest
from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, due, reply, said, schedule


async def test_the_active_session_is_shown_where_none_is_named(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 5 days 20:00", title="Later")
    await schedule(alice, table, "in 3 days 20:00", title="Sooner", location="Attic")
    await bob.click(card(table, "Sooner"), label="Going")

    shown = said(await bob.slash(table, "session show"))

    for words in ("Session 2: Sooner", "Attic", f"**Going** (1): {bob.mention}", card(table, "Sooner").jump_url):
        assert words in shown


async def test_a_live_session_is_the_active_one(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "in 3 days 20:00", title="Planned")
    await alice.slash(table, "session start", title="On the spot")

    assert "On the spot" in said(await alice.slash(table, "session show"))


async def test_only_the_organiser_sees_the_reminders_to_come(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "2026-01-04 20:00")

    assert "Messages to come" not in said(await bob.slash(table, "session show"))
    assert "<t:1767553200:F>, 1h before: nobody yet" in said(await alice.slash(table, "session show"))
    await bob.click(card(table), label="Maybe")
    await alice.slash(table, "session edit", session="1", when="2026-01-04 21:00")
    shown = said(await alice.slash(table, "session show"))
    assert f"that it has moved: {bob.mention}" in shown
    assert f"<t:1767560400:F>, at the start: {bob.mention}" in shown


@pytest.mark.parametrize("named", ["#2", "2", "the second", "SECOND", " second "])
async def test_a_session_is_named_by_id_number_or_title(alice: MemberActor, table: ChannelHandle, named: str) -> None:
    await schedule(alice, table, title="The first")
    await schedule(alice, table, title="The second")

    assert "Session 2: The second" in said(await alice.slash(table, "session show", session=named))


async def test_a_cancelled_one_of_the_same_title_does_not_count(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "2026-01-04 20:00", title="Tomb")
    await alice.slash(table, "session cancel", session="1")
    await schedule(alice, table, "2026-01-05 20:00", title="Tomb")

    assert "Session 2 (“Tomb”) is changed" in said(
        await alice.slash(table, "session edit", session="Tomb", location="Attic")
    )
    assert "1: Tomb (cancelled) · <t:1767556800:F>" in said(await alice.slash(table, "session recap", session="tomb"))


async def test_without_a_name_the_next_session_of_several_campaigns_is_shown(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    for campaign, starts in (("Strahd", "in 5 days 20:00"), ("Mars", "in 3 days 20:00")):
        said(await alice.slash(table, "campaign create", name=campaign))
        await schedule(alice, table, starts, campaign=campaign, title=f"{campaign} begins")

    assert "Mars begins" in said(await bob.slash(table, "session show"))


async def test_a_name_that_fits_several_is_refused_with_a_list(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, title="Tomb, part one")
    await schedule(alice, table, title="Tomb, part two")

    refused = said(await alice.slash(table, "session show", session="tomb"))

    assert "1: Tomb, part one" in refused
    assert "2: Tomb, part two" in refused


@pytest.mark.parametrize("named", ["#99", "99", "no such thing", "@everyone", "#", " "])
async def test_a_name_that_fits_none_is_refused_with_a_remedy(
    alice: MemberActor, table: ChannelHandle, named: str
) -> None:
    await schedule(alice, table)

    refused = said(await alice.slash(table, "session show", session=named))

    assert "There is no session" in refused
    assert "Pick one from the list" in refused


async def test_with_nothing_planned_show_says_how_to_plan(alice: MemberActor, table: ChannelHandle) -> None:
    shown = said(await alice.slash(table, "session show"))

    assert "/session schedule" in shown
    assert "“next”" not in shown


async def test_sessions_are_offered_by_title_while_typing(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, title="The first")
    await schedule(alice, table, "in 5 days 20:00", title="x" * 100)

    offered = await alice.autocomplete(table, "session show", "session", "FIR")
    all_ = await alice.autocomplete(table, "session show", "session", "")

    assert offered == [{"name": "1: The first", "value": "#1"}]
    assert len(all_) == 2
    assert all(len(one["name"]) <= 100 for one in all_)


async def test_at_most_25_sessions_are_offered(alice: MemberActor, table: ChannelHandle) -> None:
    for n in range(30):
        await schedule(alice, table, f"in {n + 1} hours")

    assert len(await alice.autocomplete(table, "session show", "session", "")) == 25


async def test_the_list_is_in_time_order_with_badges(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 5 days 20:00", title="Later")
    await schedule(alice, table, "in 3 days 20:00", title="Sooner")
    await bob.click(card(table, "Sooner"), label="Going")

    lines = said(await bob.slash(table, "session list")).splitlines()

    assert "**2: Sooner**" in lines[0]
    assert "Next up · 1 going · you are going" in lines[1]
    assert "**1: Later**" in lines[2]
    assert "Scheduled · 0 going · no answer from you" in lines[3]


async def test_what_is_over_is_listed_as_past(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, title="Off")
    await alice.slash(table, "session cancel", session="1")
    await schedule(alice, table, title="On")

    past = said(await alice.slash(table, "session list", status="past"))
    assert "Off" in past
    assert "no answer" not in past
    assert "Off" not in said(await alice.slash(table, "session list"))
    assert "On" in said(await alice.slash(table, "session list", status="all"))


async def test_a_session_that_nobody_started_is_missed_and_can_still_be_moved(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 1 hour", duration="1h")
    await due(simulation, hours=3)

    assert "Missed" in said(await alice.slash(table, "session list"))
    assert "it now starts" in said(await alice.slash(table, "session edit", session="1", when="in 2 hours"))
    assert "Next up" in said(await alice.slash(table, "session list"))


async def test_an_empty_list_says_who_plans_and_how(bob: MemberActor, table: ChannelHandle) -> None:
    told = said(await bob.slash(table, "session list"))

    assert "/session schedule" in told
    assert "Manage Events" in told


async def test_a_long_list_is_turned_page_by_page(alice: MemberActor, table: ChannelHandle) -> None:
    for n in range(21):
        await schedule(alice, table, f"in {n + 1} hours", title=f"Game {n}.")

    first = await alice.slash(table, "session list")
    pages = [reply(first).content]
    for _ in range(2):
        await alice.click(reply(first), label="Next")
        pages.append(reply(first).content)

    assert [[n for n in range(21) if f"Game {n}." in page.replace("\\", "")] for page in pages] == [
        list(range(10)),
        list(range(10, 20)),
        [20],
    ]
    assert "Page 3 of 3" in pages[-1]


async def test_a_list_is_filtered_by_status_and_tag(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, title="Scary", tags="Horror, one-shot")
    await schedule(alice, table, title="Funny", tags="none")

    offered = await alice.autocomplete(table, "session list", "tag", "hor")
    by_tag = said(await alice.slash(table, "session list", tag="horror"))

    assert offered == [{"name": "Horror", "value": "Horror"}]
    assert "Scary" in by_tag
    assert "Funny" not in by_tag
    assert said(await alice.slash(table, "session list", status="missed")).startswith("There is no missed session.")
    assert "no session with the tag “puzzle”" in said(
        await alice.slash(table, "session list", tag="puzzle", status="all")
    )


async def test_what_is_upcoming_stands_day_by_day_with_my_answer(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "2026-01-04 14:00", title="Lunch", capacity=3)
    await schedule(alice, table, "2026-01-04 20:00", title="Dinner", capacity=0)
    await schedule(alice, table, "2026-01-05 20:00", title="Monday")
    await bob.click(card(table, "Dinner"), label="Maybe")

    lines = said(await bob.slash(table, "upcoming")).splitlines()

    assert [line for line in lines if line.startswith("**") and ":R>" in line] == [
        "**Sunday 4 January 2026** (<t:1767535200:R>)",
        "**Monday 5 January 2026** (<t:1767643200:R>)",
    ]
    assert "**1: Lunch**" in lines[1]
    assert "Next up · 0 going · 3 seats left · no answer from you" in lines[2]
    assert "**2: Dinner**" in lines[3]
    assert f"Scheduled · 0 going · you may come · [card]({card(table, 'Dinner').jump_url})" in lines[4]


async def test_mine_leaves_out_what_does_not_concern_me(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, title="Dinner")

    assert "Nothing of yours is coming up" in said(await bob.slash(table, "upcoming", mine=True))
    await bob.click(card(table), label="Maybe")
    assert "Dinner" in said(await bob.slash(table, "upcoming", mine=True))
