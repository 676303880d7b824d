"""Whom a message mentions and pings, given what its sender allowed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .guild import Member

USER, ROLE, EVERYONE = re.compile(r"<@!?(\d+)>"), re.compile(r"<@&(\d+)>"), re.compile(r"@(everyone|here)\b")


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a message mentions, and who is pinged by it when it is sent."""

    members: list[Member]
    role_ids: list[int]
    everyone: bool
    pinged: frozenset[int]


def mentions(text: str, allowed: dict[str, Any] | None, members: Mapping[int, Member]) -> Mentions:
    """Reads the mentions in a text; with no `allowed_mentions` at all everything is parsed."""
    rules: dict[str, Any] = {"parse": ["users", "roles", "everyone"]} if allowed is None else allowed
    parse = rules.get("parse") or []
    user_ids = _permitted(USER, text, "users", rules)
    role_ids = _permitted(ROLE, text, "roles", rules)
    everyone = "everyone" in parse and EVERYONE.search(text) is not None
    pinged = {user_id for user_id in user_ids if user_id in members}
    pinged |= {member.id for member in members.values() if everyone or set(member.role_ids) & set(role_ids)}
    return Mentions([members[u] for u in user_ids if u in members], role_ids, everyone, frozenset(pinged))


def _permitted(pattern: re.Pattern[str], text: str, name: str, rules: dict[str, Any]) -> list[int]:
    found = list(dict.fromkeys(int(number) for number in pattern.findall(text)))
    if name in (rules.get("parse") or []):
        return found
    named = {int(number) for number in rules.get(name) or []}
    return [number for number in found if number in named]
