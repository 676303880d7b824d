"""Sessions that repeat, as their organiser meets them. The calendar begins on Thursday 1 January 2026, in UTC."""

from simcord import ChannelHandle, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, cards, due, reply, said, schedule, texts


async def test_a_repeat_is_said_back_with_its_next_dates_and_stands_on_the_card(
    alice: MemberActor, table: ChannelHandle
) -> None:
    told = await schedule(alice, table, "2026-01-06 20:00", repeat="every tuesday 5 times", title="Tomb")

    next_three = "<t:1768334400:F>, <t:1768939200:F>, <t:1769544000:F>"
    assert f"🔁 every Tuesday, 5 times, at 20:00 in UTC: then {next_three}." in told
    assert "🔁 every Tuesday, 5 times\n" in texts(card(table)) + "\n"
    assert "🔁 every Tuesday, 5 times" in said(await alice.slash(table, "session show", session="Tomb"))


async def test_the_repeat_is_kept_in_the_zone_of_the_server_and_what_the_clocks_do_to_it_is_said(
    alice: MemberActor, admin: MemberActor, table: ChannelHandle
) -> None:
    await admin.slash(table, "settings edit", timezone="Europe/Berlin")
    await alice.slash(table, "timezone set", zone="America/New_York")

    told = await schedule(alice, table, "2026-01-10 20:30", repeat="weekly")  # Sunday 02:30 in Berlin

    assert "🔁 every Sunday, at 02:30 in Europe/Berlin" in told
    assert "On Sun 29 Mar 2026 clocks skip 02:30; 03:30 is used then." in told
    assert "On Sun 25 Oct 2026 clocks show 02:30 twice; the first is used then." in told


async def test_a_repeat_that_does_not_fit_plans_nothing(alice: MemberActor, table: ChannelHandle) -> None:
    refused = said(await alice.slash(table, "session schedule", when="2026-01-06 20:00", repeat="every friday"))

    assert "does not fall on Tue 6 Jan 2026" in refused
    assert not cards(table)


async def test_repeats_that_fit_the_time_are_offered(alice: MemberActor, table: ChannelHandle) -> None:
    fitting = await alice.autocomplete(table, "session schedule", "repeat", "", when="2026-01-06 20:00")
    typed = await alice.autocomplete(table, "session schedule", "repeat", "FREQ=DAILY;COUNT=3", when="in 3 days 20:00")
    unknown = await alice.autocomplete(table, "session schedule", "repeat", "week", when="some time")

    names = [one["name"] for one in fitting]
    assert names[:3] == ["every tuesday", "every other tuesday", "monthly on the first tuesday"]
    assert typed == [{"name": "every day, 3 times", "value": "FREQ=DAILY;COUNT=3"}]
    assert "weekly" in [one["value"] for one in unknown]


async def test_a_session_that_is_missed_is_followed_by_the_next_and_the_last_one_says_so(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 2 hours", repeat="daily 2 times", title="Tomb", location="Attic")

    await due(simulation, hours=6)

    following = card(table, "Session 2: Tomb")
    assert "📍 Attic" in texts(following)
    assert "🔁 every day, 2 times · the last of its series" in texts(following)
    assert "the last of its series" not in texts(card(table, "Session 1: Tomb"))
    await due(simulation, days=3)
    assert len(cards(table)) == 2


async def test_a_session_that_is_played_is_followed_by_the_next(alice: MemberActor, table: ChannelHandle) -> None:
    await schedule(alice, table, "2026-01-06 20:00", repeat="weekly", title="Tomb")
    await alice.slash(table, "session start", session="Tomb")
    assert not cards(table, "Session 2")

    await alice.slash(table, "session end")

    assert "<t:1768334400:F>" in texts(card(table, "Session 2: Tomb"))


async def test_a_cancelled_session_says_with_which_its_series_goes_on_and_all_to_come_can_be_cancelled(
    alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "2026-01-06 20:00", repeat="weekly", title="Tomb")

    told = said(await alice.slash(table, "session cancel", session="1"))
    refused = said(await alice.slash(table, "session edit", session="2", scope="all", title="Tomb"))
    stopped = said(await alice.slash(table, "session cancel", session="2", scope="all"))

    assert "🔁 Its series goes on with Session 2 (“Tomb”), <t:1768334400:F>" in told
    assert "Nothing would change" in refused
    assert "🔁 Its series ends with it." in stopped
    assert len(cards(table)) == 2


async def test_a_series_is_moved_as_a_whole_and_by_way_of_its_newest_session_only(
    simulation: Simulation, alice: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "in 2 hours", repeat="weekly", title="Tomb")
    await due(simulation, hours=6)  # missed: the next one is on Thursday, 8 January

    refused = said(await alice.slash(table, "session edit", session="1", scope="all", title="Crypt"))
    told = said(await alice.slash(table, "session edit", session="2", scope="all", when="2026-01-09 19:00"))

    assert "The series has gone on: Session 2 (“Tomb”) is planned for" in refused
    assert "🔁 every Friday, at 19:00 in UTC: then <t:1768590000:F>" in told
    assert "🔁 every Friday" in texts(card(table, "Session 2"))
    assert "🔁 every Thursday" in texts(card(table, "Session 1"))


async def test_deleting_an_answered_session_asks_first_and_means_what_was_chosen(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "2026-01-06 20:00", repeat="weekly", title="Tomb")
    await bob.click(card(table), label="Going")

    asked = reply(await alice.slash(table, "session delete", session="1", scope="all"))
    await alice.click(asked, label="Delete it")

    assert not cards(table)


async def test_a_series_is_given_another_repeat_or_none_from_one_session_on(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, "2026-01-06 20:00", repeat="weekly", title="Tomb")
    await bob.click(card(table), label="Going")

    offered = await alice.autocomplete(table, "session edit", "repeat", "", session="Tomb")
    told = said(await alice.slash(table, "session edit", session="Tomb", repeat="every 2 weeks"))
    refused = said(await alice.slash(table, "session edit", session="Tomb", repeat="every friday"))
    seen = texts(card(table))
    unread = said(await alice.slash(table, "session edit", session="Tomb", repeat="never"))
    ended = said(await alice.slash(table, "session edit", session="Tomb", repeat="none"))

    names = [one["name"] for one in offered]
    assert "`none` ends it" in unread
    assert (names[0], names[-1]) == ("every tuesday", "none: it ends with this session")
    assert "🔁 every 2 weeks on Tuesday, at 20:00 in UTC: then <t:1768939200:F>" in told
    assert "does not fall on Tue 6 Jan 2026" in refused
    assert "🔁 every 2 weeks on Tuesday" in seen
    assert "**Going** (1)" in seen
    assert "It does not repeat any more" in ended
    assert "the last of its series" in texts(card(table))
