"""A guild's token for the JSON API: how it looks, and what is kept of it."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

PREFIX = "rollcall_"  # by which scanners of published code, and people, tell what it is
SECRET_BYTES = 32
_SHAPE = re.compile(rf"{PREFIX}[A-Za-z0-9_-]{{43}}")


@dataclass(frozen=True, slots=True)
class Made:
    """What a guild may know of its token afterwards. `made_by` is a user id; 0 if that person was forgotten."""

    made_by: int
    made_at: datetime


def new_token() -> str:
    """A new token, of 256 random bits."""
    return PREFIX + secrets.token_urlsafe(SECRET_BYTES)


def is_token(text: str) -> bool:
    """Whether the text could be a token at all."""
    return _SHAPE.fullmatch(text) is not None


def hash_of(token: str) -> bytes:
    """What is kept of a token. It is random enough not to be guessed from that, so nothing slower is needed."""
    return hashlib.sha256(token.encode("ascii")).digest()
