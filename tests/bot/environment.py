"""A process environment in which nothing of Rollcall's is set."""

import os
from pathlib import Path

import pytest


def without_rollcall(monkeypatch: pytest.MonkeyPatch, folder: object) -> None:
    """Drops every `ROLLCALL_` variable, and goes where no `.env` is."""
    for name in list(os.environ):
        if name.startswith("ROLLCALL_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(Path(str(folder)))
