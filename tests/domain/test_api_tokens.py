"""How the JSON API's tokens look."""

import pytest

from domain.outside.tokens import PREFIX, hash_of, is_token, new_token


def test_a_token_is_recognised_and_never_the_same() -> None:
    made = {new_token() for _ in range(100)}

    assert len(made) == 100
    assert all(is_token(one) and one.startswith(PREFIX) for one in made)
    assert len({hash_of(one) for one in made}) == 100


@pytest.mark.parametrize(
    "text", ["", PREFIX, PREFIX + "A" * 42, PREFIX + "A" * 44, "A" * 43, PREFIX + "ä" * 43, PREFIX + "A" * 43 + "\n"]
)
def test_what_cannot_be_a_token_is_none(text: str) -> None:
    assert not is_token(text)
