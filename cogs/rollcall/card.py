"""The card of a roll call: the options, who can make them, and which is best."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from cogs.edge.names import Names
from cogs.edge.offline import offline_names
from cogs.edge.painter import Drawing
from cogs.edge.parts import card, fitting, gap
from cogs.edge.text import at, hours, people, plain, plural, when
from cogs.edge.wording import title_of
from cogs.rollcall.buttons import MyAnswers, NoneOfThese, Promote, WhoAnswered
from cogs.rollcall.picture_of import picture_of
from cogs.rollcall.standing import stands
from cogs.rollcall.times import Item, has_many, times
from cogs.rollcall.undo import Undo
from db.store import Store
from domain.campaigns import Campaign, Kind
from domain.cards import Card, CardKind
from domain.rollcall import turnout
from domain.rollcall.options import Answer, Count
from domain.rollcall.poll import Mode, RollCall, Status
from services.rollcall.undoing import undoable

NAMES_SHOWN = (8, 5, 3, 1, 0)  # of each option; the first at which the card holds them
NO_NAMES = (0,)
SILENT_SHOWN = 12
HOW = {
    Mode.BUTTONS: "Tap each time you can make; tap again to take it back.",
    Mode.REACTIONS: "React with the letter of each time you can make.",
    Mode.BOTH: "Tap or react for each time you can make.",
}
QUICK = "*My answers* is the quick way: all times in one form. Or tap the letters below the times."


async def draw(names: Names, store: Store, shown: Card) -> Drawing:
    """The card as it is to be now. `names` are for its picture."""
    roll_call = await store.roll_calls.get(shown.subject_id, shown.guild_id)
    open_ = roll_call.status is Status.OPEN
    best = roll_call.leading(store.now) if roll_call.status is not Status.CANCELLED else None
    link = await _link(store, roll_call)
    counts = [roll_call.count(option) for option in roll_call.options]
    colour = discord.Colour.blurple() if open_ else discord.Colour.dark_grey()

    offline = await offline_names(store, roll_call.campaign_id)
    campaign = await store.campaigns.get(roll_call.campaign_id, roll_call.guild_id)
    stood, can_undo = await stands(store, roll_call), undoable(store, roll_call)
    silent = await _silent(store, roll_call, campaign)
    many, answering = has_many(roll_call), open_ and roll_call.by_button
    can_promote = best is not None and roll_call.session_id is None and roll_call.best(store.now) is not None

    def draw(shown: int) -> discord.ui.LayoutView:
        def listed(user_ids: Sequence[int]) -> str:
            return f": {people(user_ids, shown, offline)}" if user_ids and shown else ""

        parts: list[Item] = [discord.ui.TextDisplay(_head(roll_call, best))]
        if many and answering:
            parts.append(discord.ui.ActionRow[Any](*_answering(roll_call)))
        parts.append(discord.ui.Separator())
        parts += times(roll_call, counts, best, answering=answering, listed=listed)
        parts.append(gap())
        foot = _foot(roll_call, _waited_for(silent, offline), stood, link)
        parts.append(discord.ui.TextDisplay(foot))
        buttons = _buttons(roll_call, can_promote, can_undo)
        if answering and not many:
            buttons = [*_answering(roll_call), *buttons]
        return card(*parts, discord.ui.ActionRow[Any](*buttons), accent=colour)

    reactions = tuple(roll_call.letter(one.id) for one in roll_call.options) if roll_call.by_reaction else ()
    sizes = NO_NAMES if roll_call.names_hidden else NAMES_SHOWN
    return Drawing(
        fitting(draw, sizes),
        roll_call.created_by,
        roll_call.ping_role_id or campaign.ping_role_id,
        reactions,
        await picture_of(store, roll_call, campaign, best, silent, names),
    )


def _head(roll_call: RollCall, best: Count | None) -> str:
    title = f"## 🙋 {plain(title_of(roll_call.title))}\n"
    ahead = [_best(roll_call, best)] if best and len(roll_call.options) > 1 else []
    if roll_call.status is Status.OPEN:
        many = has_many(roll_call) and roll_call.by_button
        rules = [f"It would take {hours(roll_call.duration)}. {QUICK if many else HOW[roll_call.mode]}"]
        if roll_call.players_only:
            rules.append("Only players of the campaign may answer.")
        if roll_call.anonymous:
            rules.append("Anonymous: only counts show until it closes, and names from then on.")
        return "\n".join([f"{title}**Open** until {when(roll_call.deadline)}", *rules, *ahead])
    ended = "Cancelled" if roll_call.status is Status.CANCELLED else "Closed"
    return "\n".join([f"{title}**{ended}** {at(roll_call.closed_at or roll_call.deadline, 'R')}", *ahead])


def _best(roll_call: RollCall, best: Count) -> str:
    """The best option, at the top of the card."""
    best_one = "Best so far" if roll_call.status is Status.OPEN else "Best"
    option = best.option
    return f"⭐ **{best_one}**: {option.letter} {at(option.starts_at)}, **{best.can}** can"


async def _silent(store: Store, roll_call: RollCall, campaign: Campaign) -> tuple[int, ...]:
    """The players who have answered nothing, while they can; past guests of a game night are not waited for."""
    waited_for = campaign.kind is Kind.CAMPAIGN or roll_call.players_only
    if roll_call.status is not Status.OPEN or roll_call.names_hidden or not waited_for:
        return ()
    roster = await store.players.roster(campaign.id)
    ids = (*(one.user_id for one in roster.players), *(-one.id for one in roster.offline))
    return turnout.silent(roll_call, ids)


def _waited_for(silent: Sequence[int], offline: Mapping[int, str]) -> str:
    if not silent:
        return ""
    if all(one < 0 for one in silent):
        names = people(silent, SILENT_SHOWN, offline)
        return f"Waiting for: {names}. An organiser answers for them with `/rollcall answer`.\n"
    return f"Not answered yet: {people(silent, SILENT_SHOWN, offline)}\n"


def _foot(roll_call: RollCall, waited_for: str, stood: str, link: str | None) -> str:
    nobody = {Answer.NO} == {given.answer for given in roll_call.answers.values() if given.answer}
    count = len(roll_call.respondents())
    answered = plural(count, "person has", "people have") if count else "Nobody has"
    answered += f" answered{', and nobody can make any of these' if nobody else ''}."
    return "\n".join(filter(None, [f"{waited_for}{answered}", stood, link, f"-# Roll call {roll_call.id}"]))


async def _link(store: Store, roll_call: RollCall) -> str | None:
    if roll_call.session_id is None:
        return None
    session = await store.sessions.get(roll_call.session_id, roll_call.guild_id)
    shown = await store.cards.get(CardKind.SESSION, session.id)
    where = f" · [its card]({shown.url})" if shown and shown.url else ""
    return f"🎉 It became **session {session.number}**, {when(session.starts_at)}{where}"


def _answering(roll_call: RollCall) -> list[discord.ui.Item[Any]]:
    return [MyAnswers(roll_call.id), NoneOfThese(roll_call.id)]


def _buttons(roll_call: RollCall, can_promote: bool, can_undo: bool) -> list[discord.ui.Item[Any]]:
    buttons: list[discord.ui.Item[Any]] = [WhoAnswered(roll_call.id)]
    if can_promote:
        buttons.append(Promote(roll_call.id))
    if can_undo:
        buttons.append(Undo(roll_call.id))
    return buttons
