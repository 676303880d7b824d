"""Which picture a roll call's card shows: people by options, or only counts where names are hidden."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from cogs.edge.names import Names
from cogs.edge.painter import Attached, Picture
from cogs.edge.wording import title_of
from cogs.rollcall.picture import Column, Grid, Row, alt_text, drawn, filename
from db.store import Store
from domain.campaigns import Campaign
from domain.rollcall.options import Count
from domain.rollcall.poll import RollCall
from services.settings import zone_of_campaign

WORTH = 2  # options, and people who have answered: of fewer the card's text says it all
FORMER = "Former player"


async def picture_of(
    store: Store, roll_call: RollCall, campaign: Campaign, best: Count | None, silent: tuple[int, ...], names: Names
) -> Picture | None:
    """The picture as it is to be now; None where it would say no more than the card. `silent` are waited for."""
    answered = roll_call.respondents()
    if len(roll_call.options) < WORTH or len(answered) < WORTH:
        return None
    zone = await zone_of_campaign(store, campaign)
    people = () if roll_call.names_hidden else (*answered, *silent)
    offline = {-one.id: one.name for one in (await store.players.roster(campaign.id)).offline}

    async def picture() -> Attached:
        called = await names.of(roll_call.guild_id, [one for one in people if one > 0])
        called |= {one: offline.get(one, FORMER) for one in people if one < 0}
        grid = grid_of(roll_call, zone, best, called)
        return Attached(filename(grid), alt_text(grid), lambda: drawn(grid))

    return picture


def grid_of(roll_call: RollCall, zone: ZoneInfo, best: Count | None, called: Mapping[int, str]) -> Grid:
    """The roll call as the picture shows it. `called` are the people in it by name: who answered, then who has not."""
    places = [one.id for one in roll_call.options]
    rows = [
        Row(name, tuple(roll_call.answer_of(user_id, option_id) for option_id in places), offline=user_id < 0)
        for user_id, name in sorted(called.items(), key=lambda one: (one[1].casefold(), one[0]))
    ]
    return Grid(
        title_of(roll_call.title),
        tuple(_column(roll_call.count(option), zone) for option in roll_call.options),
        tuple(sorted(rows, key=lambda row: row.silent)),
        best=places.index(best.option.id) if best else None,
        zone=f"Times in {zone.key}",
    )


def _column(count: Count, zone: ZoneInfo) -> Column:
    head = _head(count.option.starts_at.astimezone(zone))
    return Column(count.option.name, head, len(count.yes), len(count.if_needed), len(count.no))


def _head(local: datetime) -> tuple[str, ...]:
    """The weekday, the date and the time, a line each."""
    return (f"{local:%a}", f"{local.day} {local:%b}", f"{local:%H:%M}")
