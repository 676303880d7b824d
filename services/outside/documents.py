"""How things look as JSON, outside: in the API's answers and in webhooks alike.

Discord's ids are text, because programs that read JSON may round numbers so large; our own are numbers. Instants are
ISO 8601 in UTC, lengths whole seconds. What is not known is null, and never left out.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from domain.campaigns import Campaign
from domain.gamenight.library import Game
from domain.gamenight.plays import Play
from domain.scheduling.session import Session
from domain.snowflake import instant_of
from domain.votes import Tally, Vote

Document = Mapping[str, Any]
"""An object of JSON."""


def session(one: Session, campaign: Campaign, now: datetime) -> Document:
    """A session with its campaign; the time played is that up to `now`."""
    return {
        "id": one.id,
        "campaign": {"id": campaign.id, "name": campaign.name, "kind": campaign.kind.value},
        "number": one.number,
        "title": one.title,
        "state": one.state.value,
        "starts_at": instant(one.starts_at),
        "duration_seconds": round(one.duration.total_seconds()),
        "started_at": instant(one.started_at),
        "ended_at": instant(one.ended_at),
        "played_seconds": round(one.played(now).total_seconds()),
        "channel_id": snowflake(one.live_channel_id),
        "capacity": one.capacity,
        "description": one.description,
        "scenario": one.scenario,
        "location": one.location,
        "tags": list(one.tags),
        "cancel_reason": one.cancel_reason,
    }


def play(one: Play, tally: Tally) -> Document:
    """A play with the votes that stand on it; the code of its room is no part of it."""
    return {
        "id": one.id,
        "session_id": one.session_id,
        "game": _named(one.game),
        "status": one.status.value,
        "started_at": instant(one.started_at),
        "ended_at": instant(one.ended_at),
        "player_count": one.player_count,
        "votes": {"ups": tally.ups, "downs": tally.downs},
    }


def vote(one: Vote, on: Play, *, hidden: bool) -> Document:
    """A vote; its value is null where it was taken back.

    Of people who keep their statistics to themselves (`hidden`), or were forgotten, it does not say who they are.
    """
    known = one.name is None and one.user_id > 0 and not hidden
    return {
        "play_id": on.id,
        "session_id": on.session_id,
        "game": _named(on.game),
        "value": one.value,
        "cast_at": instant(instant_of(one.message_id)),
        "voter_id": snowflake(one.user_id) if known else None,
        "voter_name": one.name,
    }


def game(one: Game) -> Document:
    """An entry of the library, without who owns it."""
    return {
        **_named(one),
        "enabled": one.enabled,
        "min_players": one.min_players,
        "max_players": one.max_players,
        "minutes": one.minutes,
        "weight": one.weight.value,
        "link": one.link,
        "tags": list(one.tags),
    }


def _named(one: Game) -> Document:
    return {"id": one.id, "title": one.title, "alias": one.alias}


def instant(at: datetime | None) -> str | None:
    """An instant as text, like `2026-09-01T12:00:00Z`."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at is not None else None


def snowflake(discords: int | None) -> str | None:
    """An id of Discord's as text."""
    return str(discords) if discords is not None else None
