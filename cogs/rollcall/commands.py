"""Roll calls: /rollcall open, show, close and promote."""

from datetime import timedelta
from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.places import require_card_channel
from cogs.edge.text import hours, plain, plural, wall, when
from cogs.edge.wording import name, title_of
from db.store import Store
from domain.cards import CardKind
from domain.errors import NothingMatches, NotValid, UserError
from domain.lookup import find
from domain.rollcall.options import LETTERS, MAX_OPTIONS
from domain.rollcall.poll import Mode, RollCall
from domain.scheduling.durations import read_duration
from domain.scheduling.several import Several
from services.rollcall import answers, closing, opening, promotion
from services.rollcall.opening import Poll
from services.scheduling.details import LONGEST

MERGED_SHOWN = 3


@groups.rollcall.command(name="open", description="Ask when everybody can play")
@inputs.with_campaign("Whose session; this channel's if you name none")
@app_commands.describe(
    options="The times: fri 7pm; sat 14:00 or weekdays 8pm next week or sat, sun 15:00-18:00",
    title="What it is for",
    duration="How long you would play, like 3h",
    deadline="Until when people can answer; an hour before the first time if left out",
    mode="How people answer; buttons if left out",
)
@app_commands.choices(mode=[app_commands.Choice(name=one.value, value=one.value) for one in Mode])
async def open_(
    interaction: discord.Interaction[Any],
    options: str,
    title: app_commands.Range[str, 1, 100] | None = None,
    campaign: str | None = None,
    duration: str | None = None,
    deadline: str | None = None,
    mode: app_commands.Choice[str] | None = None,
) -> None:
    """Posts a roll call; its card is the place to answer."""
    async with answering(interaction) as answer:
        several = await inputs.times_given(interaction, options, MAX_OPTIONS, campaign)
        until = (await inputs.time_given(interaction, deadline, campaign)).instant if deadline else None
        given = read_duration(duration, longest=LONGEST) if duration else None
        poll = Poll(
            starts=[one.instant for one in several.times],
            title=title,
            mode=Mode(mode.value) if mode else Mode.BUTTONS,
            deadline=until,
            duration=several.duration if given is None else given,
        )
        async with deciding(interaction) as store:
            chosen = await inputs.campaign_chosen(store, interaction, campaign)
            roll_call = await opening.open_(store, actor_of(interaction), chosen, poll, interaction.channel_id or 0)
            card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
            require_card_channel(interaction, card)
        assert card is not None  # noqa: S101 - opening posts one
        until_when = when(roll_call.deadline)
        times = [f"{roll_call.letter(one.id)} {when(one.starts_at)}" for one in roll_call.options]
        told = f"Roll call {roll_call.id} is open in <#{card.channel_id}> until {until_when}:"
        await answer.pages([told, *times, *_read_back(several, several.duration if given is None else None)])


def _read_back(several: Several, duration: timedelta | None) -> list[str]:
    """What else was understood of a list of times: the length of its ranges, its repetitions, changes of the clocks."""
    lines = [f"Each would take {hours(duration)}."] if duration else []
    if several.merged:
        shown = ", ".join(f"“{plain(one, 40)}”" for one in several.merged[:MERGED_SHOWN])
        more = len(several.merged) - MERGED_SHOWN
        lines.append(f"Written more than once, and merged: {shown}{f' and {more} more' if more > 0 else ''}.")
    return lines + list(dict.fromkeys(note.strip() for one in several.times if (note := inputs.shift_note(one))))


async def _named(store: Store, interaction: discord.Interaction[Any], text: str | None) -> RollCall:
    guild_id = interaction.guild_id or 0
    if text is None:
        newest = await store.roll_calls.newest(guild_id, open_only=True) or await store.roll_calls.newest(guild_id)
        if newest is None:
            raise NotValid("There is no roll call yet. `/rollcall open` asks when everybody can play.")
        return newest
    roll_call_id = find(text, await inputs.names_of_roll_calls(store, guild_id), kind="roll call")
    return await store.roll_calls.get(roll_call_id, guild_id)


@groups.rollcall.command(name="show", description="Show how a roll call stands")
@inputs.which_roll_call("Which roll call; the newest open one if you name none")
async def show(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Shows the ranking privately, and this person's own answers."""
    async with answering(interaction) as answer:
        async with app_of(interaction).database.read() as store:
            roll_call = await _named(store, interaction, named)
            card = await store.cards.get(CardKind.ROLLCALL, roll_call.id)
        lines = [f"**{plain(title_of(roll_call.title))}** ({roll_call.status}), best first:"]
        for place, count in enumerate(roll_call.ranked(), 1):
            mine = roll_call.answer_of(interaction.user.id, count.option.id)
            own = f"; you said {mine.replace('_', ' ')}" if mine else ""
            lines.append(
                f"{place}. {roll_call.letter(count.option.id)} {when(count.option.starts_at)}: "
                f"{len(count.yes)} yes, {len(count.if_needed)} if needed, {len(count.no)} no{own}"
            )
        lines.append(f"{plural(len(roll_call.respondents()), 'person has', 'people have')} answered.")
        if card and card.url:
            lines.append(f"Its card: {card.url}")
        await answer.pages(lines)


@groups.rollcall.command(name="close", description="Take no more answers")
@inputs.which_roll_call("Which roll call; the newest open one if you name none")
async def close(interaction: discord.Interaction[Any], named: str | None = None) -> None:
    """Closes a roll call; it can still be promoted."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            roll_call = await _named(store, interaction, named)
            roll_call = await closing.close(store, actor_of(interaction), roll_call.id)
        best = roll_call.best(app_of(interaction).clock())
        said = f"Roll call {roll_call.id} is closed."
        if best:
            said += f" Best is {when(best.option.starts_at)}; `/rollcall promote` makes it a session."
        await answer.private(said)


@groups.rollcall.command(name="promote", description="Make an option of a roll call a session")
@inputs.which_roll_call("Which roll call; the newest open one if you name none")
@app_commands.describe(
    option="Which time, by its letter; the best one if you name none",
)
async def promote(interaction: discord.Interaction[Any], named: str | None = None, option: str | None = None) -> None:
    """Plans a session at the option's time, with the answers as RSVPs."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            roll_call = await _named(store, interaction, named)
            session = await promotion.promote(
                store, actor_of(interaction), roll_call.id, _option(roll_call, option), interaction.channel_id or 0
            )
            card = await store.cards.get(CardKind.SESSION, session.id)
            require_card_channel(interaction, card)
        where = f" Its card is in <#{card.channel_id}>." if card else ""
        await answer.private(f"{name(session)} is planned for {when(session.starts_at)}.{where}")


@promote.autocomplete("option")
async def options(interaction: discord.Interaction[Any], typed: str) -> inputs.Choices:
    """The options of the roll call named so far, with their times in this person's zone."""
    async with app_of(interaction).database.read() as store:
        try:
            roll_call = await _named(store, interaction, interaction.namespace.rollcall or None)
        except UserError:
            return []
        zone = await answers.reading_zone(store, roll_call, interaction.user.id)
    found = [
        app_commands.Choice(name=f"{chr(65 + n)}: {wall(one.starts_at, zone)} ({zone.key})", value=f"#{one.id}")
        for n, one in enumerate(roll_call.options)
    ]
    return [one for one in found if typed.casefold() in one.name.casefold()]


def _option(roll_call: RollCall, text: str | None) -> int | None:
    """The id of the option that the text names: `#` and its id, its letter, or its emoji."""
    if text is None:
        return None
    wanted = text.strip().upper()
    for n, option in enumerate(roll_call.options):
        if wanted in (f"#{option.id}", chr(65 + n), LETTERS[n]):
            return option.id
    raise NothingMatches("option of that roll call", text)
