"""The game library, as people keep it and look at it."""

import pytest
from simcord import ChannelHandle, InteractionResult, MemberActor

from tests.cogs.acting import labels, playing, reply, said


async def upload(person: MemberActor, channel: ChannelHandle, text: str) -> InteractionResult:
    return await person.slash(channel, "game import", file=("games.csv", text.encode()))


async def file_of(result: InteractionResult) -> tuple[str, bytes]:
    (file,) = reply(result).attachments
    return file.filename, await file.read()


async def test_a_game_is_shown_with_all_that_is_known(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(
        table,
        "game add",
        title="Catan_",
        min_players=3,
        max_players=4,
        minutes=90,
        weight="more",
        tags="dice, *trade*",
        link="https://example.org/c_1",
    )
    await bob.slash(table, "game own", game="catan")

    assert said(await bob.slash(table, "game show", game="catan")).splitlines() == [
        "**Catan\\_** (`catan`)",
        "**Players**: 3–4 players",
        "**A play takes**: 1 h 30 min",
        "**Tags**: \\*trade\\*, dice",
        "**Link**: <https://example.org/c_1>",
        f"**Owners**: {bob.mention}",
        "**Picked**: more often",
        "**Played**: never",
        "**Votes of all time**: +0 -0",
    ]


async def test_what_became_of_a_game_is_shown(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    await playing(alice, table, "Catan")
    await bob.send(table, "thisgame++")

    told = said(await bob.slash(table, "game show", game="catan"))

    assert "**Played**: 1 time, last <t:" in told
    assert "**Votes of all time**: +1 -0" in told


async def test_a_game_is_changed_and_what_is_none_is_taken_away(alice: MemberActor, table: ChannelHandle) -> None:
    await alice.slash(table, "game add", title="Catan", minutes=90, tags="dice", link="https://example.org")

    told = said(
        await alice.slash(table, "game edit", game="catan", title="Settlers", tags="none", link="NONE", minutes=0)
    )

    assert told == "Saved: **Settlers** (`catan`)."
    assert "Link" not in said(await alice.slash(table, "game show", game="settlers"))
    assert "Say what to change" in said(await alice.slash(table, "game edit", game="catan"))


async def test_owning_is_taken_back_by_the_same_command(
    bob: MemberActor, alice: MemberActor, table: ChannelHandle
) -> None:
    await alice.slash(table, "game add", title="Catan")

    assert "is yours" in said(await bob.slash(table, "game own", game="catan"))
    assert "not yours any more" in said(await bob.slash(table, "game own", game="catan"))


async def test_a_game_that_was_never_played_is_deleted_once_asked(alice: MemberActor, table: ChannelHandle) -> None:
    await alice.slash(table, "game add", title="Catan")
    asked = reply(await alice.slash(table, "game remove", game="catan"))
    await alice.click(asked, label="Keep it")
    assert "Catan" in said(await alice.slash(table, "game list"))

    asked, stale = [reply(await alice.slash(table, "game remove", game="catan")) for _ in range(2)]
    await alice.click(asked, label="Delete it")

    assert "empty" in said(await alice.slash(table, "game list"))
    await alice.click(stale, label="Delete it")
    assert stale.content == "**Catan** is deleted already."


async def test_a_game_that_was_played_is_put_away_and_can_come_back(alice: MemberActor, table: ChannelHandle) -> None:
    await playing(alice, table, "Catan")
    asked = reply(await alice.slash(table, "game remove", game="catan"))
    assert "was played 1 time" in asked.content
    assert "It is being played just now, which goes on." in asked.content

    await alice.click(asked, label="Put it away")

    assert "No game fits" in said(await alice.slash(table, "game list"))
    assert "**Catan**" in said(await alice.slash(table, "game list", enabled=False))
    assert "Put away" in said(await alice.slash(table, "game show", game="catan"))
    for command, offered in (("game edit", 1), ("queue add", 0), ("play start", 0)):
        assert len(await alice.autocomplete(table, command, "game", "cat")) == offered
    assert "Saved" in said(await alice.slash(table, "game edit", game="catan", enabled=True))
    assert "**Catan**" in said(await alice.slash(table, "game list"))


async def test_the_list_is_filtered_and_paged(alice: MemberActor, bob: MemberActor, table: ChannelHandle) -> None:
    rows = "\n".join(f'Game {n:02},{n},{n * 10},"{"party" if n % 2 else "dice"}"' for n in range(1, 13))
    asked = reply(await upload(alice, table, f"title,max_players,minutes,tags\n{rows}\n"))
    await alice.click(asked, label="Import")
    await bob.slash(table, "game own", game="Game 11")

    paged = await bob.slash(table, "game list")

    assert "Page 1 of 2" in said(paged)
    assert labels(reply(paged).message) == ["Previous", "Next"]
    one = said(await bob.slash(table, "game list", tags="PARTY", players=5, minutes=70))
    assert [line[:11] for line in one.splitlines()] == ["**Game 05**", "**Game 07**"]
    assert said(await bob.slash(table, "game list", owned=True)).startswith("**Game 11**")


async def test_tags_are_offered_behind_those_that_are_typed(alice: MemberActor, table: ChannelHandle) -> None:
    await alice.slash(table, "game add", title="Catan", tags="dice, trade, party")

    offered = await alice.autocomplete(table, "game list", "tags", "dice, PAR")

    assert [one["value"] for one in offered] == ["dice, party"]


@pytest.mark.parametrize("command", ["edit", "remove"])
async def test_only_who_manages_events_keeps_the_library(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, command: str
) -> None:
    await alice.slash(table, "game add", title="Catan")

    more = {"minutes": 5} if command == "edit" else {}
    assert "Only members with Manage Events" in said(await bob.slash(table, f"game {command}", game="catan", **more))
    assert "Only members with Manage Events" in said(await upload(bob, table, "title\nRoot\n"))


@pytest.mark.parametrize(("form", "start"), [(None, b"\xef\xbb\xbftitle,alias,"), ("json", b"[\n {")])
async def test_an_export_imported_again_changes_nothing(
    alice: MemberActor, bob: MemberActor, table: ChannelHandle, form: str | None, start: bytes
) -> None:
    await alice.slash(table, "game add", title="=Catan()", alias="catan", tags="dice, trade", minutes=90)

    name, content = await file_of(await bob.slash(table, "game export", **({"format": form} if form else {})))

    assert name == f"games.{form or 'csv'}"
    assert content.startswith(start)
    assert (b"'=Catan()" in content) is (form is None)
    again = await alice.slash(table, "game import", file=(name, content))
    assert "changes nothing" in said(again)
    assert "**1** unchanged" in said(again)


async def test_an_import_shows_what_it_would_do_and_does_it_when_told(alice: MemberActor, table: ChannelHandle) -> None:
    await alice.slash(table, "game add", title="Catan", minutes=90)

    asked = reply(await upload(alice, table, "title;minutes;rating\nCatan;60;7\nRo*ot;90;\n;5;\nAzul;soon;\n"))

    assert asked.content.splitlines() == [
        "This is what the import would do. Nothing is done yet.",
        "**1** new · **1** changed · **0** unchanged · **2** left out",
        "Columns that I do not know, and ignore: rating",
        "⚠️ line 4: It has no title.",
        "⚠️ line 5 (Azul): `minutes` is to be a whole number from 1 to 1,440, or empty.",
        "✏️ Catan: minutes 90 → 60",
        "➕ Ro\\*ot (`root`)",
    ]
    assert "Root" not in said(await alice.slash(table, "game list"))
    done = await alice.click(asked, label="Import")
    assert done.response is not None
    assert done.response.content.startswith("Imported: 1 game added, 1 changed. Left out: 2 lines.")
    assert "**A play takes**: 1 h" in said(await alice.slash(table, "game show", game="catan"))


async def test_a_list_has_entries_and_no_lines(alice: MemberActor, table: ChannelHandle) -> None:
    asked = reply(await upload(alice, table, '[{"name": "Catan"},\n {"title": ""}, {"title": "CATAN"}]'))

    assert asked.content.splitlines()[2:] == [
        "⚠️ entry 2: It has no title.",
        "⚠️ entry 3 (CATAN): Number 1 has the same title, and counts.",
        "➕ Catan (`catan`)",
    ]
    done = await alice.click(asked, label="Import")
    assert "Left out: 2 entries." in said(done)


async def test_what_is_too_much_to_show_is_in_a_file(alice: MemberActor, table: ChannelHandle) -> None:
    rows = "\n".join(f"Game {n},{'x' if n % 3 else n + 1}" for n in range(300))

    asked = await upload(alice, table, f"title,minutes\n{rows}\n")

    assert "**100** new" in said(asked)
    assert len(said(asked)) <= 2000
    name, content = await file_of(asked)
    assert name == "import.txt"
    assert content.decode().count("`minutes` is to be a whole number") == 200
    assert "Game 297 (game297)" in content.decode()


async def test_an_import_that_would_do_something_else_by_now_is_shown_again(
    alice: MemberActor, table: ChannelHandle
) -> None:
    asked = reply(await upload(alice, table, "title,minutes\nCatan,60\n"))
    await alice.slash(table, "game add", title="Catan")

    pressed = await alice.click(asked, label="Import")

    (anew,) = pressed.followups
    assert "✏️ Catan: minutes none → 60" in anew.content
    await alice.click(anew, label="Import")
    assert "1 h" in said(await alice.slash(table, "game list"))


async def test_an_import_can_be_left(alice: MemberActor, table: ChannelHandle) -> None:
    asked = reply(await upload(alice, table, "title\nCatan\n"))

    await alice.click(asked, label="Do nothing")

    assert "empty" in said(await alice.slash(table, "game list"))


async def test_a_file_that_cannot_be_read_says_why_and_what_helps(alice: MemberActor, table: ChannelHandle) -> None:
    told = said(await upload(alice, table, "Catan\nRoot\n"))

    assert "name the columns" in told
    assert "`/game export`" in told
