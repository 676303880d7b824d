import json
import logging

from bot.logs import Json, Safe

TOKEN = ".".join(("MTIzNDU2Nzg5MDEyMzQ1Njc4", "GhIjKl", "abcdefghijklmnopqrstuvwxyz0123456789AB"))


def record(message: str, *args: object) -> logging.LogRecord:
    return logging.LogRecord("bot", logging.WARNING, __file__, 1, message, args, None)


def test_the_token_is_struck_out_wherever_it_stands() -> None:
    said = Safe("short-secret").format(record("a %s and %s", "short-secret", TOKEN))

    assert "short-secret" not in said
    assert TOKEN not in said


def test_the_token_of_an_interaction_is_struck_out_of_addresses() -> None:
    said = Safe().format(record("POST /interactions/123/aW50ZXJhY3Rpb24/callback and /webhooks/9/abc-def failed"))

    assert "aW50ZXJhY3Rpb24" not in said
    assert "abc-def" not in said
    assert "/interactions/123/[token]/callback" in said


def test_a_traceback_is_struck_out_too() -> None:
    try:
        raise ValueError(TOKEN)
    except ValueError as error:
        failed = logging.LogRecord("bot", logging.ERROR, __file__, 1, "failed", (), (ValueError, error, None))

    assert TOKEN not in Safe().format(failed)
    assert TOKEN not in Json().format(failed)


def test_json_is_one_object_a_line() -> None:
    line = Json().format(record("two\nlines of %s", "text"))

    assert "\n" not in line
    said = json.loads(line)
    assert said["message"] == "two\nlines of text"
    assert said["level"] == "WARNING"
    assert said["time"].endswith("+00:00")
