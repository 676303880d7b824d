"""The recap of a session that is over: its card, and /session recap."""

from typing import Any

import discord

from cogs.edge import groups, inputs
from cogs.edge.answering import answering
from cogs.edge.app import app_of
from cogs.edge.objectives import OBJECTIVES, listed
from cogs.edge.painter import Drawing
from cogs.edge.parts import PAGE_LIMIT, browse, card, fitting, spaced
from cogs.edge.recaps import HEADS, numbers_line
from cogs.edge.text import NAME_IN_LIST, NAMES_SHOWN, at, cut, hours, plain, plural
from cogs.sessions.attendance import meant
from cogs.sessions.attended import Names, names_of, with_us
from cogs.sessions.drafts import DraftButton
from cogs.sessions.recap_form import EditRecap
from db.store import Store
from domain.cards import Card
from domain.sessions.recap import LONGEST_SUMMARY, GameOfNight, games_of, liked_most
from domain.sessions.summary import Summary
from services.sessions.recaps import Told, require_over, told

SIZES = (15, 8, 4, 2, 1)  # how long the lists are: the first at which the card holds them
A_LINE = 100  # characters of the summary for each line that a list may have
SENTENCE = 250
MOST_LIKED = 3  # names of equally liked games
IN_FULL = 1000  # lines


async def draw_recap(store: Store, shown: Card, *, drafts: bool = False) -> Drawing:
    """What happened in a session that is over; votes still count for a while, and show. `drafts` are offered."""
    session = await store.sessions.get(shown.subject_id, shown.guild_id)
    tale = await told(store, session)
    name = await names_of(store, session)

    def draw(shown: int) -> discord.ui.LayoutView:
        texts = [discord.ui.TextDisplay[Any](one) for one in recap_parts(tale, name, shown)]
        buttons = discord.ui.ActionRow[Any](EditRecap(session.id))
        if drafts:
            buttons.add_item(DraftButton(session.id))
        return card(*spaced(texts), buttons, accent=discord.Colour.dark_green())

    return Drawing(fitting(draw, SIZES), session.created_by)


def recap_parts(tale: Told, name: Names, shown: int) -> list[str]:
    """The recap in parts, each with lists of so many lines; what there is nothing of is left out."""
    session = tale.session
    started, ended = session.started_at or session.starts_at, session.ended_at or session.ends_at
    written = _written(tale, shown * A_LINE)
    parts = [
        f"## 🏁 Session {session.number}: {plain(session.title)}\n"
        f"{at(started, 'f')} to {at(ended, 't')} · ⏱️ {hours(session.played(ended))} played",
        written,
        numbers_line(tale.summary.numbers),
        *(_list(head, getattr(tale.recap, one), shown) for one, head in HEADS.items()),
        listed(OBJECTIVES, tale.objectives, shown),
        _games(games_of(tale.plays), shown),
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
    more = [f"\n-# and {len(entries) - shown} more"] if len(entries) > shown else []
    return "\n".join([head, *(f"- {plain(one, longest)}" for one in entries[:shown]), *more])


def _games(games: list[GameOfNight], shown: int) -> str:
    """How many were played, a line for each with its votes, and which was liked most."""
    if not games:
        return ""
    plays, played = sum(one.played for one in games), sum(one.played > 0 for one in games)
    head = f"🎲 **{plural(played, 'game') if played else 'Only skipped games'}**"
    head += f", {plays} plays" if plays > played else ""
    head += f", {len(games) - played} skipped" if 0 < played < len(games) else ""
    more = [f"-# and {len(games) - shown} more"] if len(games) > shown else []
    liked = liked_most(games) if len(games) > 1 else []
    best = [f"\n🏆 Liked most: {_best(liked)}"] if liked else []
    return "\n".join([head, *map(_game_line, games[:shown]), *more, *best])


def _game_line(one: GameOfNight) -> str:
    """A game with its votes: `Azul: +3 -0`, `Azul (3 plays): +3 -0`, `Root: +0 -1 (skipped)`."""
    title = plain(one.title, NAME_IN_LIST)
    if not one.played:
        return f"{title}: {one.votes} (skipped)"
    several = [plural(one.played, "play")] if one.played > 1 or one.skipped else []
    skipped = [f"{one.skipped} skipped"] if one.skipped else []
    times = ", ".join(several + skipped)
    return f"{title}{f' ({times})' if times else ''}: {one.votes}"


def _best(liked: list[GameOfNight]) -> str:
    names = [f"**{plain(one.title, NAME_IN_LIST)}**" for one in liked]
    return ", ".join(names[:MOST_LIKED]) + (f" and {len(names) - MOST_LIKED} more" if len(names) > MOST_LIKED else "")


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
        await browse(answer, [f"{cut(one, PAGE_LIMIT - 1)}\n" for one in parts])
