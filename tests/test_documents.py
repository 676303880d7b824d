"""What the documents say of settings and commands is what there is."""

import re
from pathlib import Path

import pytest

from bot.invite import PERMISSIONS
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
SETTINGS = sorted(f"ROLLCALL_{name.upper()}" for name in Settings.model_fields)


@pytest.mark.parametrize("document", ["README.md", ".env.example"])
def test_every_setting_is_documented_and_no_other(document: str) -> None:
    named = set(re.findall(r"ROLLCALL_[A-Z_]+", (ROOT / document).read_text(encoding="utf-8")))

    assert sorted(named) == SETTINGS


def test_every_permission_that_the_invitation_asks_for_is_explained() -> None:
    said = (ROOT / "README.md").read_text(encoding="utf-8").casefold()
    spoken = {"view_channel": "view channels"}

    for name, granted in PERMISSIONS:
        if granted:
            assert spoken.get(name, name.replace("_", " ")) in said, name


def test_the_locks_hold_hashes_and_no_address() -> None:
    for lock in ROOT.glob("requirements*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert "--hash=sha256:" in text
        assert "http://" not in text
        assert "https://" not in text
