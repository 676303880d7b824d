"""The recap as people meet it: posted at the end, edited there, read later; attendance and its statistics."""

from typing import Any

from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.demo.simulation import Simulation
from tests.cogs.acting import card, due, labels, live, reply, said, texts


async def filled(person: MemberActor, form: InteractionResult, **fields: str) -> InteractionResult:
    """A form is sent with these texts in the fields whose labels begin so; the others stay as they were shown."""
    assert form.modal is not None
    given: dict[str, Any] = {}
    for one in form.modal["components"]:
        word = one["label"].split()[0].lower()
        given[one["component"]["custom_id"]] = fields.get(word, one["component"].get("value", ""))
    return await person.submit_modal(form, given)


async def test_a_session_ends_with_what_happened_and_who_was_there(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    said(await alice.slash(table, "session start", title="Tomb", notes="The key is *false*"))
    await bob.click(card(table), label="Hand up")
    said(await bob.slash(table, "session log", text="the _gate_ opens", category="combat", type="xp", amount=300))
    said(await alice.slash(table, "session log", text="psst", visibility="organiser"))
    await due(simulation, minutes=30)

    said(await alice.slash(table, "session end", notes="Strahd knows"))

    recap = texts(card(table, "🏁"))
    for words in ("The \\_gate\\_ opens.", "1 log entry · 1 encounter · 300 XP", "**With us** (2)", bob.mention):
        assert words in recap
    for words in ("psst", "Psst", "key", "Strahd", "Votes count", "Highlights", "damage"):
        assert words not in recap


async def test_the_organiser_edits_the_recap_where_it_stands(alice: MemberActor, table: ChannelHandle) -> None:
    await live(alice, table)
    said(await alice.slash(table, "session log", text="we ran"))
    said(await alice.slash(table, "session end", notes="Mine"))

    form = await alice.click(card(table, "🏁"), label="Edit recap")
    assert "We ran." in str(form.modal)
    more = reply(await filled(alice, form, people="Strahd\nIreena", highlights="A *twist*"))
    form = await alice.click(more, label="Quests and notes")
    assert "Mine" in str(form.modal)
    said(await filled(alice, form, quests="The tomb"))

    recap = texts(card(table, "🏁"))
    for words in ("We ran.", "- Strahd\n- Ireena", "- A \\*twist\\*", "The tomb"):
        assert words in recap
    assert recap.count("We ran") == 1
    assert "Ireena" in said(await alice.slash(table, "session recap"))


async def test_only_an_organiser_edits_the_recap(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await live(alice, table)
    await alice.slash(table, "session end")

    assert labels(card(table, "🏁")) == ["Edit recap"]
    assert "organisers" in said(await bob.click(card(table, "🏁"), label="Edit recap"))


async def test_a_recap_full_of_words_still_fits(alice: MemberActor, table: ChannelHandle) -> None:
    said(await alice.slash(table, "session start", title="*" * 100))
    await alice.slash(table, "session end")
    form = await alice.click(card(table, "🏁"), label="Edit recap")
    long = "\n".join(["*" * 99] * 8)
    said(await filled(alice, form, what="_" * 1500, highlights=long, people=long, places=long, items=long))

    assert 0 < len(texts(card(table, "🏁"))) <= 3500
    assert "Places" in texts(card(table, "🏁"))


async def test_attendance_is_read_by_all_and_corrected_by_the_organiser(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, carla: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    assert "over" in said(await bob.slash(table, "session attendance"))
    await due(simulation, minutes=30)
    await bob.click(card(table), label="Hand up")
    await due(simulation, minutes=2)
    await alice.slash(table, "session end")

    assert f"{bob.mention}: came late" in said(await carla.slash(table, "session attendance"))
    refused = await carla.slash(table, "session attendance", member=carla, status="present")
    assert "organisers" in said(refused)
    assert "give a `status`" in said(await alice.slash(table, "session attendance", member=bob))
    said(await alice.slash(table, "session attendance", member=bob, status="present"))

    assert f"as {alice.mention} says" in said(await carla.slash(table, "session attendance"))
    assert "came late" not in texts(card(table, "🏁"))


async def test_statistics_say_how_often_people_were_there_and_can_be_hidden(
    simulation: Simulation, alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table)
    await bob.click(card(table), label="Hand up")
    await alice.slash(table, "session end")

    first = await alice.slash(table, "stats attendance")
    assert f"{bob.mention}: with us on 1 of 1 evening (100%)" in said(first)
    (picture,) = reply(first).attachments
    assert "bob, with us on 1 of 1 evening" in (picture.description or "")
    said(await bob.slash(table, "stats hide", hidden=True))

    shown = said(await alice.slash(table, "stats attendance"))
    assert bob.mention not in shown
    assert "1 person among them keeps theirs to themselves" in shown
    assert bob.mention in said(await bob.slash(table, "stats attendance"))
