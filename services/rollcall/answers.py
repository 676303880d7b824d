"""Answering a roll call: by tap and form."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from db.store import Store
from domain.actor import Actor
from domain.campaigns import NeedsRole, OfflinePlayer
from domain.cards import CardKind
from domain.errors import NothingMatches
from domain.rollcall.errors import PlayersOnly
from domain.rollcall.options import Answer
from domain.rollcall.poll import RollCall
from services.campaigns import require_organiser
from services.rollcall.closing import watch
from services.settings import zone_of


async def toggle(store: Store, actor: Actor, option_id: int, cause: int) -> RollCall:
    """A tap on an option: yes, or no answer where it was yes. Raises RollCallClosed, PlayersOnly, OptionGone."""
    before = await store.roll_calls.with_option(option_id, actor.guild_id)
    await require_may_answer(store, actor, before)
    return await save(store, before, before.toggled(option_id, actor.user_id, cause))


async def none_of_these(store: Store, actor: Actor, roll_call_id: int, cause: int) -> bool:
    """No to everything; False where the person says so already. Raises RollCallClosed, PlayersOnly."""
    before = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    await require_may_answer(store, actor, before)
    return await save(store, before, before.none_of_these(actor.user_id, cause)) is not before


async def answer(
    store: Store, actor: Actor, roll_call_id: int, answers: Mapping[int, Answer | None], cause: int
) -> RollCall:
    """Sets several answers at once, by option id; None takes one back.

    Raises RollCallClosed, PlayersOnly, OptionGone.
    """
    before = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    await require_may_answer(store, actor, before)
    return await save(store, before, before.with_answers(actor.user_id, answers, cause))


async def answer_for(
    store: Store, actor: Actor, roll_call_id: int, offline_id: int, answers: Mapping[int, Answer | None], cause: int
) -> RollCall:
    """An organiser sets the answers of a player without an account, kept under minus that player's id.

    Raises NotAllowed, NothingMatches where no such player is in the campaign, RollCallClosed, OptionGone.
    """
    before = await store.roll_calls.get(roll_call_id, actor.guild_id, lock=True)
    if offline_id not in {one.id for one in await offline_players(store, actor, before)}:
        raise NothingMatches("offline player", f"#{offline_id}")
    return await save(store, before, before.with_answers(-offline_id, answers, cause))


async def offline_players(store: Store, actor: Actor, roll_call: RollCall) -> tuple[OfflinePlayer, ...]:
    """Those for whom `answer_for` may answer. Raises NotAllowed, RollCallClosed."""
    campaign = await store.campaigns.get(roll_call.campaign_id, actor.guild_id)
    await require_organiser(store, actor, campaign)
    roll_call.require_taking(store.now)
    return (await store.players.roster(campaign.id)).offline


async def require_may_answer(store: Store, actor: Actor, roll_call: RollCall) -> None:
    """Raises RollCallClosed, also once its deadline has come, and as `require_asked` does."""
    roll_call.require_taking(store.now)
    await require_asked(store, actor, roll_call)


async def require_asked(store: Store, actor: Actor, roll_call: RollCall) -> None:
    """Raises NeedsRole where only holders of the campaign's role answer, PlayersOnly where only players do.

    Who opened it and who runs the campaign take part in what they plan.
    """
    campaign = await store.campaigns.get(roll_call.campaign_id, actor.guild_id)
    if campaign.role_id is not None and campaign.role_id not in actor.role_ids:
        raise NeedsRole(campaign.role_id)
    if not roll_call.players_only or actor.user_id == roll_call.created_by:
        return
    if actor.user_id != campaign.organiser_id and not await store.campaigns.is_player(campaign.id, actor.user_id):
        raise PlayersOnly(campaign)


async def save(store: Store, before: RollCall, after: RollCall) -> RollCall:
    """Keeps what an act changed, and has the card and what waits for answers follow; gives `after`."""
    if after is not before:
        await store.roll_calls.save_answers(before, after)
        await watch(store, after)
        await store.cards.want(CardKind.ROLLCALL, after.id)
    return after


async def reading_zone(store: Store, roll_call: RollCall, user_id: int) -> ZoneInfo:
    """The zone in which this person reads the roll call's times where Discord cannot show their own."""
    campaign = await store.campaigns.get(roll_call.campaign_id, roll_call.guild_id)
    return await zone_of(store, user_id, roll_call.guild_id, campaign)
