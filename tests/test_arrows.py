"""The arrows between the folders hold, and a wrong one is noticed."""

import ast
import re
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


def imported(file: Path) -> set[str]:
    """The top-level names that a file imports."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in plain | named}


def test_the_rules_import_the_standard_library_dateutil_and_dateparser_only() -> None:
    allowed = sys.stdlib_module_names - {"asyncio"} | {"domain", "dateutil", "dateparser"}

    strangers = {str(file): imported(file) - allowed for file in (ROOT / "domain").rglob("*.py")}

    assert {file: names for file, names in strangers.items() if names} == {}


def test_only_the_settings_read_the_environment() -> None:
    files = [file for name in ("bot", "cogs", "services", "db", "domain") for file in (ROOT / name).rglob("*.py")]

    readers = [
        file.name for file in files if re.search(r"\bos\.environ\b|\bgetenv\b", file.read_text(encoding="utf-8"))
    ]

    assert readers == []  # the settings read it by pydantic-settings


def test_the_tree_as_it_is_keeps_every_contract(copy: Path) -> None:
    found = lint(copy)

    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize(
    ("file", "planted"),
    [
        ("domain/rollcall/poll.py", "import services.rollcall"),
        ("domain/rollcall/poll.py", "import sqlalchemy"),
        ("db/rollcall/rows.py", "import services.rollcall"),
        ("services/rollcall/answers.py", "import cogs.rollcall.card"),
        ("services/rollcall/answers.py", "import discord"),
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
