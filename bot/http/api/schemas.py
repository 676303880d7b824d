"""How the API's answers look, as JSON Schema: what `services.outside.documents` gives."""

from collections.abc import Mapping
from typing import Any

from domain.campaigns import Kind
from domain.gamenight.library import Weight
from domain.gamenight.plays import PlayStatus
from domain.scheduling.session import State

Schema = Mapping[str, Any]


def ref(name: str) -> Schema:
    """Points to one of the schemas."""
    return {"$ref": f"#/components/schemas/{name}"}


def _object(**properties: Schema) -> Schema:
    """An object that holds just these, all of them."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def _list(name: str) -> Schema:
    return {"type": "array", "items": ref(name)}


def _page(of: str, name: str, after: Schema) -> Schema:
    about = "What to ask for as `after` to get the page behind this one; null where there is none."
    return _object(**{of: {**_list(name), "maxItems": 100}, "next_after": {**_or_null(after), "description": about}})


ID: Schema = {"type": "integer", "minimum": 1}
TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
SECONDS: Schema = {**COUNT, "description": "A length in seconds."}
INSTANT: Schema = {"type": "string", "format": "date-time", "pattern": "Z$", "description": "In UTC."}
SNOWFLAKE: Schema = {"type": "string", "pattern": "^[0-9]{1,20}$", "description": "An id of Discord's."}
TEXTS: Schema = {"type": "array", "items": TEXT}
NAMED: dict[str, Schema] = {"id": ID, "title": TEXT, "alias": TEXT}
VOTER = "Null where the voter is known by name only, keeps their statistics to themselves, or was forgotten."

SCHEMAS: Mapping[str, Schema] = {
    "Error": {
        "type": "object",
        "properties": {
            "error": {**TEXT, "description": "HTTP's words for the status."},
            "message": {**TEXT, "description": "What is wrong, and what would do."},
            "reference": {**TEXT, "description": "With status 500: by this, the log tells more."},
        },
        "required": ["error", "message"],
        "additionalProperties": False,
    },
    "Campaign": _object(id=ID, name=TEXT, kind={"type": "string", "enum": list(Kind)}),
    "Session": _object(
        id=ID,
        campaign=ref("Campaign"),
        number={**ID, "description": "Within the campaign, from 1."},
        title=TEXT,
        state={"type": "string", "enum": list(State)},
        starts_at={**INSTANT, "description": "The planned start, in UTC."},
        duration_seconds={**SECONDS, "description": "The planned length in seconds."},
        started_at={**_or_null(INSTANT), "description": "When it really began, in UTC."},
        ended_at={**_or_null(INSTANT), "description": "When it really ended, in UTC."},
        played_seconds={**SECONDS, "description": "The time played so far in seconds, without pauses."},
        channel_id={**_or_null(SNOWFLAKE), "description": "The channel in which it is or was live: Discord's id."},
        capacity={**_or_null(ID), "description": "Seats; null: as many as come."},
        description=_or_null(TEXT),
        scenario=_or_null(TEXT),
        location=_or_null(TEXT),
        tags=TEXTS,
        cancel_reason=_or_null(TEXT),
    ),
    "GameName": _object(**NAMED),
    "Game": _object(
        **NAMED,
        enabled={"type": "boolean", "description": "False: it is put away, and not picked or nominated."},
        min_players=_or_null(ID),
        max_players=_or_null(ID),
        minutes={**_or_null(ID), "description": "How long one play usually takes."},
        weight={"type": "string", "enum": list(Weight), "description": "How much the organiser favours it."},
        link=_or_null(TEXT),
        tags=TEXTS,
    ),
    "Tally": _object(ups=COUNT, downs=COUNT),
    "Play": _object(
        id=ID,
        session_id=ID,
        game=ref("GameName"),
        status={"type": "string", "enum": list(PlayStatus)},
        started_at=INSTANT,
        ended_at=_or_null(INSTANT),
        player_count=_or_null(COUNT),
        votes=ref("Tally"),
    ),
    "Vote": _object(
        play_id=ID,
        session_id=ID,
        game=ref("GameName"),
        value={"type": "integer", "enum": [1, -1]},
        cast_at=INSTANT,
        voter_id={**_or_null(SNOWFLAKE), "description": f"Discord's id of the user. {VOTER}"},
        voter_name={**_or_null(TEXT), "description": "What an imported chat log calls a voter that is no member."},
    ),
    "Sessions": _page("sessions", "Session", ID),
    "ActiveSession": _object(session={"anyOf": [ref("Session"), {"type": "null"}]}),
    "OneSession": _object(session=ref("Session")),
    "Plays": _page("plays", "Play", ID),
    "Votes": _page("votes", "Vote", TEXT),
    "Games": _page("games", "Game", ID),
    "Description": {
        "type": "object",
        "properties": {"openapi": TEXT, "info": {"type": "object"}, "paths": {"type": "object"}},
        "required": ["openapi", "info", "paths"],
    },
}
