"""The picture on a card: sent when it is another one, at most every ten seconds; the card works without."""

import logging
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import discord

from cogs.edge.painter.canvas import passes
from cogs.edge.painter.turns import Turns
from cogs.edge.telling import tell_organiser
from db.store import Database
from domain.cards import REFUSED, Card

NOT_OF_THE_PICTURE = frozenset({10008, 30046, 50083})  # Discord's: it is gone; too many edits; its thread is archived
Message = discord.Message | discord.PartialMessage
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture that is wanted. Equal pictures have equal names; `draw` gives the PNG, `alt` says what it shows."""

    filename: str
    alt: str
    draw: Callable[[], Awaitable[bytes]]


Picture = Callable[[], Awaitable[Attached]]
"""Which picture is wanted: asked when the store is closed, so it may ask Discord for names."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a message shows now: the name of its picture, and in how many seconds a newer one may follow."""

    picture: str | None = None
    again_in: float | None = None
    message: discord.Message | None = None


class Pictures:
    """Edits messages so that they show their picture."""

    def __init__(self, client: discord.Client, database: Database, turns: Turns) -> None:
        self._client = client
        self._database = database
        self._turns = turns

    async def edit(self, card: Card, message: Message, view: discord.ui.LayoutView, picture: Picture | None) -> Shown:
        """Has the message show the view, and below it the picture: the newest, or what it has until that one's turn.

        Meanwhile its words for those who hear it tell the newest already. Where Discord takes no picture, the view is
        shown without, as `REFUSED`. Raises what else Discord answers.
        """
        wanted = await picture() if picture else None
        if wanted is None or (card.picture == REFUSED and not self._may_attach(card)):
            none = card.picture if wanted else None
            return Shown(none, message=await _edit(message, view, [] if card.picture else None))
        if wanted.filename == card.picture:
            return await self._keep(card, message, view, wanted)
        if again_in := self._turns.of_picture(card.key):
            if card.picture and card.picture != REFUSED:
                kept = await self._keep(card, message, view, wanted)
                return Shown(kept.picture, again_in, kept.message)
            return Shown(card.picture, again_in, await _edit(message, view))
        return await self._send(card, message, view, wanted)

    async def _keep(self, card: Card, message: Message, view: discord.ui.LayoutView, wanted: Attached) -> Shown:
        """The picture stays as it is; where Discord does not know it any more, the wanted one is sent."""
        assert card.picture  # noqa: S101 - asked only of a card that shows one
        try:
            with _hung(view, card.picture, wanted.alt):
                return Shown(card.picture, message=await _edit(message, view))
        except discord.HTTPException as error:
            if not _is_of_the_picture(error):
                raise
            log.info("card %s %s has lost its picture: %s", *card.key, error)
        return await self._send(card, message, view, wanted)

    async def _send(self, card: Card, message: Message, view: discord.ui.LayoutView, wanted: Attached) -> Shown:
        try:
            png = await wanted.draw()
        except Exception:  # the card is needed more than its picture
            log.exception("the picture of card %s %s could not be drawn", *card.key)
            return Shown(None, message=await _edit(message, view, []))
        file = discord.File(BytesIO(png), filename=wanted.filename)
        try:
            with _hung(view, wanted.filename, wanted.alt):
                return Shown(wanted.filename, message=await _edit(message, view, [file]))
        except discord.HTTPException as error:
            if not _is_of_the_picture(error):
                raise
            log.warning("card %s %s is shown without its picture: %s", *card.key, error)
        return Shown(REFUSED, message=await _edit(message, view, []))

    async def tell_refused(self, card: Card, organiser_id: int) -> None:
        """Tells the organiser that the card is shown without its picture."""
        said = (
            f"The card of a {card.kind} in <#{card.channel_id}> is shown without its picture: Discord takes none "
            "from me there. Everything else works. If you want it, please allow me *Attach Files* in that channel."
        )
        await tell_organiser(self._client, self._database, card.guild_id, organiser_id, said, about=card.channel_id)

    def _may_attach(self, card: Card) -> bool:
        """Whether the bot may attach files there, as far as is known."""
        guild = self._client.get_guild(card.guild_id)
        channel = guild.get_channel_or_thread(card.channel_id) if guild else None
        return guild is None or channel is None or channel.permissions_for(guild.me).attach_files


async def _edit(
    message: Message, view: discord.ui.LayoutView, attachments: list[discord.File] | None = None
) -> discord.Message:
    """`attachments` None: those that it has stay."""
    files: Any = discord.utils.MISSING if attachments is None else attachments
    return await message.edit(view=view, attachments=files, allowed_mentions=discord.AllowedMentions.none())


def _is_of_the_picture(error: discord.HTTPException) -> bool:
    """Whether the same edit may pass without the picture."""
    return not passes(error) and error.code not in NOT_OF_THE_PICTURE


@contextmanager
def _hung(view: discord.ui.LayoutView, filename: str, alt: str) -> Iterator[None]:
    """The picture is below the view, and stays unless Discord refuses that."""
    gallery = discord.ui.MediaGallery[Any](discord.MediaGalleryItem(f"attachment://{filename}", description=alt))
    view.add_item(gallery)
    try:
        yield
    except discord.HTTPException:
        view.remove_item(gallery)
        raise
