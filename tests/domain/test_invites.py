"""Invitations: whom they let in, for how long, and what is kept of their token."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.errors import UserError
from domain.scheduling.errors import DurationNotUnderstood, DurationTooLong
from domain.sessions.invites import (
    Invite,
    InviteExpired,
    InviteRevoked,
    InviteTooShort,
    InviteUsedUp,
    hashed,
    read_lasting,
)

NOON = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
HOUR, MOMENT = timedelta(hours=1), timedelta(microseconds=1)


def invite(uses: int | None = None, used: int = 0, revoked_at: datetime | None = None) -> Invite:
    return Invite(1, 2, 3, 4, NOON, NOON + HOUR, uses, revoked_at, used)


@pytest.mark.parametrize(
    ("given", "now", "before", "refusal"),
    [
        (invite(), NOON, False, None),
        (invite(), NOON + HOUR - MOMENT, False, None),
        (invite(), NOON + HOUR, False, InviteExpired),
        (invite(used=900), NOON, False, None),
        (invite(uses=2, used=1), NOON, False, None),
        (invite(uses=2, used=2), NOON, False, InviteUsedUp),
        (invite(uses=2, used=2), NOON, True, None),
        (invite(revoked_at=NOON), NOON, True, InviteRevoked),
        (invite(revoked_at=NOON), NOON + HOUR, False, InviteRevoked),
    ],
)
def test_an_invitation_lets_in_while_it_lasts_and_has_uses_left(
    given: Invite, now: datetime, before: bool, refusal: type[UserError] | None
) -> None:
    if refusal is None:
        given.check(now, used_before=before)
    else:
        with pytest.raises(refusal):
            given.check(now, used_before=before)


@pytest.mark.parametrize(
    ("text", "lasts"), [(None, timedelta(days=1)), ("2h", timedelta(hours=2)), ("1m", timedelta(minutes=1))]
)
def test_it_lasts_as_long_as_is_said_and_a_day_if_nothing_is(text: str | None, lasts: timedelta) -> None:
    assert read_lasting(text) == lasts


@pytest.mark.parametrize(
    ("text", "refusal"),
    [("0", InviteTooShort), ("59s", InviteTooShort), ("for ever", DurationNotUnderstood), ("9w", DurationTooLong)],
)
def test_how_long_it_lasts_is_refused_where_it_cannot_be(text: str, refusal: type[UserError]) -> None:
    with pytest.raises(refusal):
        read_lasting(text)


def test_a_token_is_the_same_however_it_was_pasted() -> None:
    assert hashed("`abc-_1` ") == hashed(" abc-_1\n") == hashed("abc-_1")
    assert hashed("abc-_1") != hashed("ABC-_1")
    assert len(hashed("\ud800")) == 32
