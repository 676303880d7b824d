"""Answering an interaction: once, after its commit, and never with silence."""

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import discord
from discord.ext import commands

from cogs.edge.app import app_of
from cogs.edge.errors import FormTooLate
from cogs.edge.lost import TOO_LATE, asked_by, is_lost
from cogs.edge.text import NOBODY, person
from cogs.edge.undelivered import say_undelivered
from cogs.edge.wording import apology, words
from db.causes import AlreadyDone
from db.store import Store
from domain.errors import UserError

DEFER_AFTER = 1.5  # seconds; Discord gives up on an interaction after 3
NAMES_IN_A_LINE = 25  # of at most 60 characters each: those of players without an account are the longest
log = logging.getLogger(__name__)


class Answer:
    """The one answer to an interaction. If it takes long, Discord is told to wait, and the answer follows."""

    def __init__(self, interaction: discord.Interaction[Any]) -> None:
        self._interaction = interaction
        self._speaking = asyncio.Lock()

    async def private(self, content: str | None = None, *, view: Any = None, file: discord.File | None = None) -> None:
        """Says something to this person only; with a `view`, a Step, asks it; with a `file`, gives them that."""
        given: dict[str, Any] = {name: one for name, one in (("view", view), ("file", file)) if one is not None}
        self._name_asker(view)
        async with self._speaking:
            if self._interaction.response.is_done():
                shown: Any = await self._interaction.followup.send(content or "", ephemeral=True, wait=True, **given)
            else:
                sent = await self._interaction.response.send_message(content, ephemeral=True, **given)
                shown = sent.resource
        if view:
            view.shown = shown

    async def pages(self, lines: Iterable[str]) -> None:
        """Says many lines to this person only, in as many messages as they need."""
        paginator = commands.Paginator(prefix=None, suffix=None)
        for line in lines:
            paginator.add_line(line)
        for page in paginator.pages:
            await self.private(page)

    async def listing(self, lists: Sequence[tuple[str, Sequence[int]]], offline: Mapping[int, str] = NOBODY) -> None:
        """Shows who stands in which list, in full; names ping nobody. `offline` names players without an account."""
        lines = [line for name, user_ids in lists for line in listed(name, user_ids, offline)]
        await self.pages(lines or ["Nobody has answered yet."])

    async def silent(self) -> None:
        """Says only that it is done; the card shows what."""
        async with self._speaking:
            if not self._interaction.response.is_done():
                await self._interaction.response.defer()

    async def repeated(self) -> None:
        """For an event that was carried out before; a command was answered then, and deferring shows in public."""
        if not self._is_command:
            with suppress(discord.HTTPException):
                await self.silent()

    async def modal(self, modal: discord.ui.Modal) -> None:
        """Opens a form. It has to be the first answer, so it cannot follow a wait."""
        async with self._speaking:
            if self._interaction.response.is_done():
                raise FormTooLate
            modal.custom_id = asked_by(app_of(self._interaction).run_id, modal.custom_id)
            await self._interaction.response.send_modal(modal)

    async def replace(self, content: str, *, view: Any = None) -> None:
        """Replaces the private message whose button was pressed, buttons and all; by a `view`, where it goes on."""
        self._name_asker(view)
        async with self._speaking:
            if self._interaction.response.is_done():
                await self._interaction.edit_original_response(content=content, view=view)
            else:
                await self._interaction.response.edit_message(content=content, view=view)

    def _name_asker(self, view: Any) -> None:
        """Has the parts of a question name the run of the bot that asks it; buttons that survive it are left alone."""
        for item in view.children if view else ():
            if not isinstance(item, discord.ui.DynamicItem):
                item.custom_id = asked_by(app_of(self._interaction).run_id, item.custom_id)

    async def wait(self) -> None:
        """Has Discord wait for the answer, unless it was given."""
        async with self._speaking:
            if not self._interaction.response.is_done():
                await self._interaction.response.defer(ephemeral=True, thinking=self._is_command)

    @property
    def _is_command(self) -> bool:
        return self._interaction.type is discord.InteractionType.application_command


def listed(name: str, user_ids: Sequence[int], offline: Mapping[int, str] = NOBODY) -> list[str]:
    """A list of people in full, so many to a line as a message surely holds; nothing where there are none."""
    lines = []
    for n in range(0, len(user_ids), NAMES_IN_A_LINE):
        names = " ".join(person(user_id, offline) for user_id in user_ids[n : n + NAMES_IN_A_LINE])
        lines.append(names if n else f"**{name}** ({len(user_ids)}): {names}")
    return lines


@asynccontextmanager
async def answering(interaction: discord.Interaction[Any]) -> AsyncIterator[Answer]:
    """The answer to an interaction; whatever fails inside is said to the person, and what is unexpected is logged."""
    answer = Answer(interaction)
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - discord.py runs every callback in a task
    app_of(interaction).answering.add(task)
    waiting = asyncio.create_task(_defer_later(answer))
    try:
        try:
            yield answer
        except AlreadyDone:
            await answer.repeated()
        except Exception as error:  # whatever it is, the person must not be left with silence
            await report(interaction, error, answer)
        await say_undelivered(interaction)
    finally:
        app_of(interaction).answering.discard(task)
        waiting.cancel()
        with suppress(asyncio.CancelledError):
            await waiting


async def answer_if_lost(interaction: discord.Interaction[Any]) -> None:
    """Says so where the answer is to a question of an earlier run of the bot, which nobody else hears any more."""
    if is_lost(interaction, app_of(interaction).run_id):
        async with answering(interaction) as answer:
            if interaction.type is discord.InteractionType.component:
                await answer.replace(TOO_LATE)
            else:
                await answer.private(TOO_LATE)


async def _defer_later(answer: Answer) -> None:
    await asyncio.sleep(DEFER_AFTER)
    try:
        await answer.wait()
    except discord.HTTPException as error:
        log.warning("could not have Discord wait for an answer: %s", error)


@asynccontextmanager
async def deciding(interaction: discord.Interaction[Any]) -> AsyncIterator[Store]:
    """The transaction of an interaction: delivered twice, it is carried out once (AlreadyDone)."""
    async with app_of(interaction).database.transaction() as store:
        await store.causes.once(interaction.id)
        yield store


async def report(interaction: discord.Interaction[Any], error: Exception, answer: Answer | None = None) -> None:
    """Says a failure to the person: a UserError in words, anything else as an apology with a reference to the log."""
    if isinstance(error, UserError):
        said = words(error)
    else:
        reference = f"{interaction.id:x}"[-8:]
        name = interaction.command.qualified_name if interaction.command else interaction.type.name
        log.error("%s failed, reference %s", name, reference, exc_info=error)
        said = apology(reference)
    try:
        await (answer or Answer(interaction)).private(said)
    except discord.HTTPException as unsaid:
        log.warning("could not say that %s failed: %s", interaction.id, unsaid)
