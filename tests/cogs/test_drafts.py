"""*Draft with the assistant*, as an organiser uses it, against a server on the loopback."""

import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from simcord import ChannelHandle, InteractionResult, MemberActor

from bot.demo.simulation import Simulation
from bot.outside.assistant import Assistant
from tests.cogs.acting import card, labels, live, said, texts

EVIL = {"summary": "They *won*. @everyone", "people": ["Mirna"], "quests_done": ["Slay it"]}


@pytest.fixture
async def answers(simulation: Simulation) -> AsyncIterator[list[web.Response]]:
    """What the assistant's server answers, one after the other; the bot has that assistant."""
    waiting: list[web.Response] = []

    async def handler(request: web.Request) -> web.Response:
        return waiting.pop(0)

    app = web.Application()
    app.router.add_post("/chat/completions", handler)
    server = TestServer(app)
    await server.start_server()
    simulation.bot.assistant = Assistant(str(server.make_url("")).rstrip("/"), None, "small")
    yield waiting
    await server.close()


def drafted(**fields: object) -> web.Response:
    return web.json_response({"choices": [{"message": {"content": json.dumps(fields)}}]})


async def recap(alice: MemberActor, table: ChannelHandle) -> None:
    """A session is over, and its recap stands."""
    await live(alice, table, "Tomb")
    said(await alice.slash(table, "session log", text="We enter"))
    said(await alice.slash(table, "session end"))


async def press(person: MemberActor, result: InteractionResult, label: str) -> InteractionResult:
    return await person.click(result.followups[-1], label=label)


async def test_without_an_assistant_none_is_offered(alice: MemberActor, table: ChannelHandle) -> None:
    await recap(alice, table)

    assert labels(card(table, "🏁 Session 1")) == ["Edit recap"]


async def test_an_accepted_draft_is_the_recap_and_pings_nobody(
    answers: list[web.Response], alice: MemberActor, bob: MemberActor, table: ChannelHandle
) -> None:
    await recap(alice, table)
    answers.append(drafted(**EVIL))

    assert "Only organisers" in said(await bob.click(card(table, "🏁 Session 1"), label="Draft with the assistant"))
    shown = await alice.click(card(table, "🏁 Session 1"), label="Draft with the assistant")
    assert "They \\*won\\*" in said(shown)
    assert "Mirna" not in texts(card(table, "🏁 Session 1"))

    await press(alice, shown, "Accept")

    now = texts(card(table, "🏁 Session 1"))
    assert "They \\*won\\*. @\u200beveryone" in now
    assert "Slay it" in now


async def test_a_draft_is_edited_before_it_is_accepted(
    answers: list[web.Response], alice: MemberActor, table: ChannelHandle
) -> None:
    await recap(alice, table)
    answers.append(drafted(**EVIL))
    shown = await alice.click(card(table, "🏁 Session 1"), label="Draft with the assistant")

    form = await press(alice, shown, "Edit")
    assert form.modal is not None
    (summary, *_) = [one["component"]["custom_id"] for one in form.modal["components"]]
    again = await alice.submit_modal(form, {summary: "They fled."})
    await press(alice, again, "Accept")

    assert "They fled." in texts(card(table, "🏁 Session 1"))


async def test_a_draft_that_fails_is_said_and_changes_nothing(
    answers: list[web.Response], alice: MemberActor, table: ChannelHandle
) -> None:
    await recap(alice, table)
    answers += [web.Response(status=500), drafted(**EVIL)]

    before = texts(card(table, "🏁 Session 1"))
    failed = said(await alice.click(card(table, "🏁 Session 1"), label="Draft with the assistant"))
    again = await alice.click(card(table, "🏁 Session 1"), label="Draft with the assistant")
    await press(alice, again, "Discard")

    assert "There is no draft: the assistant's server answered with status 500" in failed
    assert texts(card(table, "🏁 Session 1")) == before
