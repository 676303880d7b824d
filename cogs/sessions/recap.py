"""The recap of a session that is over: its card, and /session recap."""

from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.edge.objectives import OBJECTIVES, listed
from cogs.edge.painter import Drawing
from cogs.edge.parts import PAGE_LIMIT, browse, card, fitting
from cogs.edge.recaps import HEADS, numbers_line
from cogs.edge.text import NAMES_SHOWN, at, cut, hours, plain, plural
from cogs.sessions.attendance import meant
from cogs.sessions.attended import Names, names_of, with_us
from cogs.sessions.board import lines
from cogs.sessions.drafts import DraftButton
from cogs.sessions.recap_form import EditRecap
from db.store import Store
from domain.cards import Card
from domain.gamenight.plays import Play
from domain.sessions.recap import LONGEST_SUMMARY
from domain.sessions.summary import Summary
from domain.votes import Tally
from services.sessions.recaps import Told, require_over, told

SIZES = (15, 8, 4, 2, 1)  # how long the lists are: the first at which the card holds them
A_LINE = 100  # characters of the summary for each line that a list may have
SENTENCE = 250
IN_FULL = 1000  # lines


async def draw_recap(store: Store, shown: Card, *, drafts: bool = False) -> Drawing:
    """What happened in a session that is over; votes still count for a while, and show. `drafts` are offered."""
    session = await store.sessions.get(shown.subject_id, shown.guild_id)
    tale = await told(store, session)
    name = await names_of(store, session)

    def draw(shown: int) -> discord.ui.LayoutView:
        text = "\n".join(recap_parts(tale, name, shown))
        buttons = discord.ui.ActionRow[Any](EditRecap(session.id))
        if drafts:
            buttons.add_item(DraftButton(session.id))
        return card(discord.ui.TextDisplay(text), buttons, accent=discord.Colour.dark_green())

    return Drawing(fitting(draw, SIZES), session.created_by)


def recap_parts(tale: Told, name: Names, shown: int) -> list[str]:
    """The recap in parts, each with lists of so many lines; what there is nothing of is left out."""
    session = tale.session
    started, ended = session.started_at or session.starts_at, session.ended_at or session.ends_at
    written = _written(tale, shown * A_LINE)
    parts = [
        f"## 🏁 Session {session.number}: {plain(session.title)}\n"
        f"{at(started, 'f')} to {at(ended, 't')} · ⏱️ {hours(session.played(ended))} played",
        f"\n{written}" if written else "",
        numbers_line(tale.summary.numbers),
        *(_list(head, getattr(tale.recap, one), shown) for one, head in HEADS.items()),
        listed(OBJECTIVES, tale.objectives, shown),
        _games(tale.plays, shown),
        with_us(tale.attendance, name, NAMES_SHOWN if shown < IN_FULL else IN_FULL),
        "-# Votes count for 15 minutes after the end." if tale.plays else "",
    ]
    return [one for one in parts if one]


def _written(tale: Told, most: int) -> str:
    """The organiser's summary, or else the one written from the log."""
    if tale.recap.summary is None:
        return "📖 " + written_from(tale.summary, most) if tale.summary.sentences else ""
    short = cut(tale.recap.summary, min(most, LONGEST_SUMMARY))
    return "📖 " + "\n".join(plain(line, LONGEST_SUMMARY) for line in short.splitlines())


def written_from(summary: Summary, most: int) -> str:
    """The log's sentences in a row, as many as there is room for; each is cut where it is long."""
    taken: list[str] = []
    for one in summary.sentences:
        sentence = plain(one, SENTENCE)
        if taken and sum(map(len, taken)) + len(sentence) > most:
            return " ".join([*taken, "…"])
        taken.append(sentence)
    return " ".join(taken)


def _list(head: str, text: str, shown: int) -> str:
    entries = [one for one in text.splitlines() if one.strip()]
    if not entries:
        return ""
    longest = SENTENCE if shown == SIZES[0] or shown >= IN_FULL else A_LINE
    more = [f"-# and {len(entries) - shown} more"] if len(entries) > shown else []
    return "\n".join([head, *(f"- {plain(one, longest)}" for one in entries[:shown]), *more])


def _games(plays: list[tuple[Play, Tally]], shown: int) -> str:
    if not plays:
        return ""
    text = f"🎲 **{plural(len(plays), 'game')}**\n{lines(plays, shown)}"
    best = max(plays, key=lambda one: one[1].ups - one[1].downs)
    if best[1].ups > best[1].downs and len(plays) > 1:
        text += f"\n🏆 Liked most: **{plain(best[0].game.title)}**"
    return text


@groups.session.command(name="recap", description="Read what happened in a session that is over")
@inputs.which_session("Which session; the last one if you name none")
async def recap(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Shows the whole recap privately."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            session = await meant(store, interaction, named)
            require_over(session)
            tale = await told(store, session)
            name = await names_of(store, session)
        parts = recap_parts(tale, name, IN_FULL)
        await browse(answer, [cut(one, PAGE_LIMIT) for one in parts])
