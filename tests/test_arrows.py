"""The arrows between the folders hold, and a wrong one is noticed."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINTER = Path(sys.executable).parent / "lint-imports"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LINTER, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in ("bot", "cogs", "services", "db", "domain"):
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_importing_the_rules_pulls_in_neither_discord_nor_sql() -> None:
    modules = [
        ".".join(file.relative_to(ROOT).with_suffix("").parts)
        for file in (ROOT / "domain").rglob("*.py")
        if file.name != "__init__.py"
    ]
    code = f"import sys, {', '.join(modules)}; print(sorted({{'discord', 'sqlalchemy', 'asyncio'}} & set(sys.modules)))"

    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


def test_the_tree_as_it_is_keeps_every_contract(copy: Path) -> None:
    found = lint(copy)

    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("file", "planted"),
    [
        ("domain/rollcall.py", "import services.rollcall"),
        ("domain/rollcall.py", "import sqlalchemy"),
        ("db/rollcall.py", "import services.rollcall"),
        ("services/rollcall.py", "import cogs.rollcall.card"),
        ("services/rollcall.py", "import discord"),
        ("services/scheduling/planning.py", "import services.sessions"),
        ("cogs/rollcall/card.py", "import sqlalchemy"),
        ("cogs/rollcall/card.py", "import cogs.scheduling.card"),
        ("cogs/rollcall/card.py", "import bot.client"),
        ("bot/client.py", "import apscheduler"),
    ],
)
def test_a_planted_import_breaks_a_contract(copy: Path, file: str, planted: str) -> None:
    target = copy / file
    target.write_text(f"{target.read_text(encoding='utf-8')}\n{planted}\n", encoding="utf-8")

    assert lint(copy).returncode == 1
