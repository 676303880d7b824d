"""Campaigns: which one is meant, who runs it, and who plays in it."""

from services.campaigns.lookup import card_channel, chosen, every_one, game_night, going_on, meant, named
from services.campaigns.rights import ORGANISERS, may_organise, require_organiser, require_player

__all__ = [
    "ORGANISERS",
    "card_channel",
    "chosen",
    "every_one",
    "game_night",
    "going_on",
    "may_organise",
    "meant",
    "named",
    "require_organiser",
    "require_player",
]
