"""The words for errors of campaigns and players: the cause, and the remedy."""

from cogs.edge.text import plain
from cogs.edge.wording.said import words
from domain.campaigns import (
    CampaignArchived,
    NameTaken,
    NeedsRole,
    OrganisersOnly,
    PlaysAlready,
    PlaysNot,
    WhichCampaign,
)


@words.register
def _(error: OrganisersOnly) -> str:
    own = f"<@{error.campaign.organiser_id}>, " if error.campaign.organiser_id else ""
    return (
        f"Only organisers of {plain(error.campaign.name)} can do that: {own}holders of the organiser role, and members "
        "with Manage Events."
    )


@words.register
def _(error: WhichCampaign) -> str:
    listed = ", ".join(plain(one) for one in error.names[:10])
    more = f", and {len(error.names) - 10} more" if len(error.names) > 10 else ""
    return (
        f"Which campaign do you mean? There are: {listed}{more}. Name it with the option `campaign`; a command without "
        "that option is for the campaign in whose channel it is used (`/campaign edit` sets its `channel`)."
    )


@words.register
def _(error: NeedsRole) -> str:
    return f"This campaign is for holders of <@&{error.role_id}>. Ask an organiser for the role."


@words.register
def _(error: CampaignArchived) -> str:
    return f"{plain(error.campaign.name)} is archived, and takes nothing new. `/campaign archive` brings it back."


@words.register
def _(error: NameTaken) -> str:
    article, where = ("a", "list") if error.kind == "campaign" else ("an" if error.kind[0] == "o" else "a", "show")
    return (
        f"There is {article} {error.kind} called “{plain(error.name)}” already; `/campaign {where}` tells more. "
        "Choose another name."
    )


@words.register
def _(error: PlaysAlready) -> str:
    return (
        f"<@{error.user_id}> plays in {plain(error.campaign.name)} already. Give a `character` to add one to those "
        "they play."
    )


@words.register
def _(error: PlaysNot) -> str:
    return f"<@{error.user_id}> does not play in {plain(error.campaign.name)}. `/campaign show` lists who does."
