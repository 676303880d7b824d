"""Who may see a private session."""

from dataclasses import replace
from typing import Any

import pytest

from domain.campaigns import Kind
from domain.scheduling.visibility import Private, may_see

THREAD, PLAYED_IN, ELSEWHERE = 31, 32, 33
SESSION = Private(session_id=1, campaign_id=3, kind=Kind.CAMPAIGN, shown_in=(THREAD, PLAYED_IN))


@pytest.mark.parametrize(
    ("tie", "organises", "here", "seen"),
    [
        ({}, False, (), False),
        ({}, False, (ELSEWHERE,), False),
        ({}, True, (), True),
        ({"made_it": True}, False, (), True),
        ({"answered": True}, False, (), True),
        ({"plays": True}, False, (), True),
        ({"plays": True, "kind": Kind.GAME_NIGHT}, False, (), False),
        ({"answered": True, "kind": Kind.GAME_NIGHT}, False, (), True),
        ({}, False, (THREAD, ELSEWHERE), True),
        ({}, False, (PLAYED_IN,), True),
        ({"shown_in": ()}, False, (THREAD,), False),
    ],
)
def test_a_private_session_is_seen_by_who_belongs_to_it(
    tie: dict[str, Any], organises: bool, here: tuple[int, ...], seen: bool
) -> None:
    assert may_see(replace(SESSION, **tie), organises=organises, here=here) is seen
