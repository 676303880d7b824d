import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.cli import main
from tests.bot.environment import without_rollcall

TOKEN = ".".join(("MTIzNDU2Nzg5MDEyMzQ1Njc4", "GhIjKl", "abcdefghijklmnopqrstuvwxyz0123456789AB"))


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_rollcall(monkeypatch, tmp_path)


def test_run_without_a_token_ends_with_2_and_says_how_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2

    said = capsys.readouterr().err
    assert "ROLLCALL_TOKEN" in said
    assert "Traceback" not in said


def test_a_malformed_setting_ends_with_2(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ROLLCALL_LOG_LEVEL", "loud")

    assert main(["check"]) == 2
    assert "ROLLCALL_LOG_LEVEL" in capsys.readouterr().err


def test_check_finds_a_token_of_the_wrong_shape(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROLLCALL_TOKEN", "the-client-secret-by-mistake")

    assert main(["check"]) == 2

    said = capsys.readouterr().err
    assert "ROLLCALL_TOKEN" in said
    assert "by-mistake" not in said


def test_check_is_content_with_good_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_TOKEN", TOKEN)

    assert main(["check"]) == 0


def test_check_says_that_a_public_address_without_a_port_leads_nowhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROLLCALL_TOKEN", TOKEN)
    monkeypatch.setenv("ROLLCALL_PUBLIC_URL", "https://example.org")

    assert main(["check"]) == 0

    assert "ROLLCALL_HTTP_PORT is not" in capsys.readouterr().out


def test_a_database_that_cannot_be_opened_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROLLCALL_DATABASE_URL", "sqlite+aiosqlite:////nowhere/at/all.db")

    assert main(["migrate"]) == 2

    said = capsys.readouterr().err
    assert said.startswith("ROLLCALL_DATABASE_URL")
    assert "Traceback" not in said


def test_backup_copies_the_database(tmp_path: Path) -> None:
    assert main(["migrate"]) == 0

    assert main(["backup", "copy.db"]) == 0

    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT count(*) FROM sessions").fetchone() == (0,)


def test_backup_of_a_database_that_is_not_there_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup", "copy.db"]) == 2
    assert "ROLLCALL_DATABASE_URL" in capsys.readouterr().err


def test_export_writes_one_servers_rows_without_secrets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["migrate"]) == 0
    with closing(sqlite3.connect(tmp_path / "rollcall.db")) as database, database:
        for guild in (7, 8):
            database.execute(
                "INSERT INTO webhooks (guild_id, url, secret, set_by, set_at)"
                " VALUES (?, 'https://x', 'psst', 1, '2026-01-01 00:00:00')",
                [guild],
            )
            database.execute("INSERT INTO guilds (id, timezone, reminders) VALUES (?, 'UTC', '')", [guild])

    assert main(["export", "--guild", "7", "out.jsonl"]) == 0

    text = (tmp_path / "out.jsonl").read_text()
    rows = [json.loads(line) for line in text.splitlines()]
    assert [(one["table"], one.get("id") or one["guild_id"]) for one in rows] == [("guilds", 7), ("webhooks", 7)]
    assert "psst" not in text
    assert "2 rows" in capsys.readouterr().out


def test_check_says_what_the_assistant_is_sent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ROLLCALL_TOKEN", TOKEN)
    monkeypatch.setenv("ROLLCALL_AI_URL", "https://ai.example.org/v1")
    monkeypatch.setenv("ROLLCALL_AI_KEY", "very-secret")

    assert main(["check"]) == 2
    assert "ROLLCALL_AI_MODEL" in capsys.readouterr().err

    monkeypatch.setenv("ROLLCALL_AI_MODEL", "small")
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "ai.example.org" in said
    assert "very-secret" not in said
