"""/data: one's own data, being forgotten, and a campaign's archive."""

import json
from io import BytesIO
from zipfile import ZipFile

from simcord import ChannelHandle, InteractionResult, MemberActor

from tests.cogs.acting import card, live, playing, reply, said, schedule, texts


async def file_of(result: InteractionResult) -> bytes:
    """The one file that somebody was given."""
    (file,) = reply(result).attachments
    return await file.read()


async def test_everybody_gets_their_own_data_as_a_file(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, title="Heist")
    said(await bob.slash(table, "session rsvp", session="Heist", answer="going", note="bringing cake"))

    mine = json.loads(await file_of(await bob.slash(table, "data export")))

    assert [one["note"] for one in mine["data"]["rsvps"]] == ["bringing cake"]
    assert [one["title"] for one in mine["called"]["session_id"].values()] == ["Heist"]
    assert str(alice.user.id) not in json.dumps(mine)


async def test_who_is_forgotten_is_asked_first_and_then_off_the_card(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await schedule(alice, table, title="Heist")
    await bob.click(card(table, "Heist"), label="Going")
    assert f"<@{bob.user.id}>" in texts(card(table, "Heist"))

    asked = await bob.slash(table, "data forget")
    assert "Stays without your name" in said(asked)
    assert f"<@{bob.user.id}>" in texts(card(table, "Heist"))
    await bob.click(reply(asked), label="Forget me")

    assert f"<@{bob.user.id}>" not in texts(card(table, "Heist"))
    left = json.loads(await file_of(await bob.slash(table, "data export")))["data"]
    assert not any(left.values())


async def test_what_a_forgotten_person_did_reads_as_somebodys(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await playing(alice, table, "Catan")
    said(await alice.slash(table, "game add", title="Root"))
    said(await bob.slash(table, "queue add", game="Root"))
    said(await bob.slash(table, "session log", text="we drew"))

    asked = await bob.slash(table, "data forget")
    await bob.click(reply(asked), label="Forget me")

    assert "nominated by somebody" in said(await alice.slash(table, "queue list"))
    timeline = said(await alice.slash(table, "session timeline"))
    assert "we drew · somebody" in timeline
    assert "<@0>" not in timeline


async def test_an_organiser_gets_a_campaigns_archive_and_a_part_to_share(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await live(alice, table, "Tomb")
    said(await bob.slash(table, "session log", text="We *enter*", category="loot", type="treasure", amount=50))
    said(await alice.slash(table, "session log", text="It is a trap", visibility="organiser"))
    said(await alice.slash(table, "session end"))

    assert "Only organisers" in said(await bob.slash(table, "data archive"))
    files = ZipFile(BytesIO(await file_of(await alice.slash(table, "data archive"))))

    whole, shared = (files.read(name).decode() for name in ("archive.md", "to-share.md"))
    assert "## 1. Tomb" in whole
    assert "We \\*enter\\* (50 treasure) · bob" in whole
    assert "It is a trap · alice · organisers only" in whole
    assert "We \\*enter\\*" in shared
    assert "trap" not in shared
    (session,) = json.loads(files.read("archive.json"))["sessions"]
    assert [one["text"] for one in session["log"]] == ["We *enter*", "It is a trap"]
