"""Signing what is told, so that its receiver knows from whom it is, and that it is new."""

import hashlib
import hmac
import secrets
from datetime import datetime

PREFIX = "whsec_"  # by which scanners of published code, and people, tell what it is
SECRET_BYTES = 32


def new_secret() -> str:
    """A new key for signatures, of 256 random bits."""
    return PREFIX + secrets.token_urlsafe(SECRET_BYTES)


def signature(secret: str, now: datetime, body: bytes) -> str:
    """The header's value: `t=<unix seconds>,v1=<hex>`, an HMAC-SHA256 over the time, a dot and the body.

    The key is all of the secret's text.
    """
    at = int(now.timestamp())
    digest = hmac.new(secret.encode(), b"%d." % at + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={digest}"
