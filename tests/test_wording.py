"""Every error that a person can be told has words of its own."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest

import cogs
import domain
import services
from cogs.edge.wording import words
from domain.errors import UserError


def below(kind: type[UserError]) -> Iterator[type[UserError]]:
    for one in kind.__subclasses__():
        yield one
        yield from below(one)


def kinds() -> list[type[UserError]]:
    """Every error there is, once all modules are imported."""
    for package in (domain, services, cogs):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(module.name)
    return sorted(below(UserError), key=str)


@pytest.mark.parametrize("kind", kinds())
def test_an_error_has_words(kind: type[UserError]) -> None:
    assert words.dispatch(kind) is not words.dispatch(object)
