"""Lines of chat, told apart by a hash: a line of an imported log and the message heard live are one."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def line_hash(username: str, message: str, instant: datetime) -> bytes:
    """SHA-256 of who said what when; each part is preceded by its length, so that no two different lines are one.

    `instant` is aware, in any zone, and counts to the whole second: most logs keep no more, and the same line has to be
    recognised in them. Two equal lines of one person in one second vote alike. Raises ValueError where it is naive.
    """
    if instant.tzinfo is None:
        raise ValueError(f"a naive datetime is no instant: {instant!r}")
    seconds = (instant - _EPOCH) // timedelta(seconds=1)
    parts = (one.encode("utf-8", "surrogatepass") for one in (username, message, str(seconds)))
    return sha256(b"".join(b"%d:%b" % (len(part), part) for part in parts)).digest()
