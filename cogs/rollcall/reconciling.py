"""Reactions that came and went while the bot was away: what differs from those last seen counts when it is back."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

import aiohttp
import discord
from discord.ext import commands

from cogs.edge.actors import actor_from
from cogs.edge.app import App
from cogs.rollcall.looks import Looks
from cogs.rollcall.refusals import refuse
from domain.actor import Actor
from domain.cards import Card, CardKind
from domain.rollcall.options import LETTERS
from domain.rollcall.poll import RollCall
from services.rollcall import reactions
from services.rollcall.reactions import Reaction

ENDED_LATELY = timedelta(days=1)  # that one is looked at still: new reactions there are undone
PAGE = 100  # Discord's limit for one request
log = logging.getLogger(__name__)


class Heard:
    """The reactions that were heard live while a card was looked at: what was seen of them may be older."""

    def __init__(self) -> None:
        self._looking: dict[int, set[tuple[str | None, int | None]]] = {}

    @contextmanager
    def during(self, message_id: int) -> Iterator[set[tuple[str | None, int | None]]]:
        """Collects those of that message."""
        heard = self._looking[message_id] = set()
        try:
            yield heard
        finally:
            del self._looking[message_id]

    def note(self, message_id: int, emoji: str | None = None, user_id: int | None = None) -> None:
        """One came or went; None stands for all."""
        if message_id in self._looking:
            self._looking[message_id].add((emoji, user_id))


class Reconciling(commands.Cog):
    """After a start, and after a gateway session that was lost. One that is resumed tells all that was missed."""

    def __init__(self, app: App, client: discord.Client, heard: Heard, looks: Looks) -> None:
        self.app = app
        self.client = client
        self.heard = heard
        self.looks = looks
        self._before: dict[int, RollCall] = {}
        self._turn = asyncio.Lock()

    @commands.Cog.listener()
    async def on_disconnect(self) -> None:
        """What happens from now on is not heard."""
        self.looks.away()

    @commands.Cog.listener()
    async def on_resumed(self) -> None:
        """All of it was told."""
        self.looks.resumed()

    @commands.Cog.listener()
    async def on_connect(self) -> None:
        """Notes what people had answered before the first tap can come."""
        self.looks.begin()
        async with self._turn:
            await self._note_answers()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Looks at the card of each roll call that reactions answer, or did until lately."""
        async with self._turn:
            self.looks.begin()
            await self._note_answers()
            known, self._before = self._before, {}
            for roll_call in known.values():
                if self.client.get_guild(roll_call.guild_id) is not None:  # those of other shards are theirs
                    await self._reconcile(roll_call)
                self.looks.note(roll_call.id)
            self.looks.end()

    async def _note_answers(self) -> None:
        async with self.app.database.read() as store:
            for roll_call_id, guild_id in await store.reactions.counting(store.now - ENDED_LATELY):
                if roll_call_id not in self._before:
                    self._before[roll_call_id] = await store.roll_calls.get(roll_call_id, guild_id)

    async def _reconcile(self, roll_call: RollCall) -> None:
        async with self.app.database.read() as store:
            card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
        if card is None or card.message_id is None:
            return
        try:
            await self._count(roll_call, card, card.message_id)
        except discord.NotFound:
            log.info("the card of roll call %s is gone: its reactions are not looked at", roll_call.id)
        except discord.Forbidden as error:
            log.warning("the reactions of roll call %s cannot be looked at: %s", roll_call.id, error)
        except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
            log.warning("the reactions of roll call %s are looked at after the next start: %s", roll_call.id, error)
        except Exception:
            log.exception("the reactions of roll call %s could not be counted", roll_call.id)

    async def _count(self, roll_call: RollCall, card: Card, message_id: int) -> None:
        with self.heard.during(message_id) as heard:
            there = await self._there(card, message_id)
            people = await self._people(roll_call, there)
            async with self.app.database.transaction() as store:
                refused = await reactions.reconcile(
                    store,
                    roll_call,
                    message_id,
                    there,
                    lambda one: not heard.isdisjoint({one, (one[0], None), (None, None)}),
                    people,
                )
        for one in refused:
            await refuse(self.app, self.client, card, message_id, *one.reaction, one.error)

    async def _there(self, card: Card, message_id: int) -> set[Reaction]:
        """The letters under the card, and whose they are, but for bots'."""
        channel = self.client.get_partial_messageable(card.channel_id, guild_id=card.guild_id)
        message = await channel.fetch_message(message_id)
        letters = [str(one.emoji) for one in message.reactions if one.count > one.me]
        return {
            (letter, user_id)
            for letter in letters
            if letter in LETTERS
            for user_id in await self._who_gave(letter, card.channel_id, message_id)
        }

    async def _people(self, roll_call: RollCall, there: set[Reaction]) -> dict[int, Actor]:
        """Those whose roles decide, as members now; who left the server is none."""
        async with self.app.database.read() as store:
            asked = await reactions.whose_roles_decide(store, roll_call, there)
        guild = self.client.get_guild(roll_call.guild_id)
        people: dict[int, Actor] = {}
        if guild is not None:
            for user_id in asked:
                with suppress(discord.NotFound):
                    people[user_id] = actor_from(await guild.fetch_member(user_id))
        return people

    async def _who_gave(self, letter: str, channel_id: int, message_id: int) -> list[int]:
        people: list[int] = []
        after = None
        while True:  # discord.py's own iterator asks for as many as there were, and may miss whom newer ones push out
            page = await self.client.http.get_reaction_users(channel_id, message_id, letter, PAGE, after=after)
            people += [int(one["id"]) for one in page if not one.get("bot")]
            if len(page) < PAGE:
                return people
            after = max(int(one["id"]) for one in page)
