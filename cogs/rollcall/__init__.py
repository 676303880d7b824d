"""Roll calls: commands, the card with its buttons and its form, reactions, and the deadline."""

from functools import partial
from typing import cast

import discord

from cogs.edge.app import App
from cogs.edge.names import Names
from cogs.rollcall import commands, notices, offer
from cogs.rollcall.buttons import MyAnswers, NoneOfThese, OptionButton, Promote, WhoAnswered
from cogs.rollcall.card import draw
from cogs.rollcall.looks import Looks
from cogs.rollcall.offer import DeclineOffer, MuteOffers, TakeOffer
from cogs.rollcall.reactions import Reactions
from cogs.rollcall.reconciling import Heard, Reconciling
from cogs.rollcall.undo import Undo
from db.store import Store
from domain.cards import Card, CardKind
from domain.reminders import Kind, Reminder
from services.rollcall.closing import close_at_deadline, close_if_complete

__all__ = ["commands"]


async def _deadline(store: Store, due: Reminder) -> None:
    await close_at_deadline(store, due.subject_id, due.guild_id)


async def _link(store: Store, posted: Card) -> None:
    """The roll call that a session came from links to the session's card, which was not there before."""
    session = await store.sessions.get(posted.subject_id, posted.guild_id)
    if session.option_id is not None:
        await store.cards.want(CardKind.ROLLCALL, await store.roll_calls.id_of_option(session.option_id))


async def _start_anew(store: Store, posted: Card) -> None:
    """Under a new message there are no reactions; the answers that the old ones gave stay."""
    await store.reactions.forget(posted.subject_id)


async def setup(bot: App) -> None:
    """Adds the feature to the bot."""
    bot.add_dynamic_items(OptionButton, NoneOfThese, MyAnswers, WhoAnswered, Promote, Undo)
    client = cast(discord.Client, bot)
    bot.painter.register(CardKind.ROLLCALL, partial(draw, Names(client, bot.clock)))
    bot.painter.on_posted(CardKind.SESSION, _link)
    bot.painter.on_posted(CardKind.ROLLCALL, _start_anew)
    bot.due.acts |= {Kind.DEADLINE: _deadline, Kind.COMPLETE: close_if_complete}
    bot.due.composers |= {Kind.NUDGE: notices.nudge, Kind.MISSING: notices.missing, Kind.UNDONE: notices.undone}
    bot.due.composers |= {Kind.CHANGED: notices.changed, Kind.REFUSED: notices.refused}
    bot.add_dynamic_items(TakeOffer, DeclineOffer, MuteOffers)
    bot.due.composers[Kind.OFFER] = offer.compose
    bot.due.buttons[Kind.OFFER] = offer.buttons
    heard, looks = Heard(), Looks(bot)
    bot.due.waits |= dict.fromkeys((Kind.DEADLINE, Kind.COMPLETE, Kind.NUDGE), looks.wait)
    await bot.add_cog(Reactions(bot, client, heard))
    await bot.add_cog(Reconciling(bot, client, heard, looks))
