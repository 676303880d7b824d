import pytest

from bot.advice import said_of_http, said_of_intents
from bot.settings import BadSettings, Settings, load, require_token
from tests.bot.environment import without_rollcall


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    without_rollcall(monkeypatch, tmp_path)


def test_without_anything_set_the_defaults_hold() -> None:
    settings = load()

    assert settings.token is None
    assert settings.database_url == "sqlite+aiosqlite:///rollcall.db"
    assert settings.message_content
    assert settings.members
    assert settings.log_level == "INFO"


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DATABASE_URL", "nonsense", "is not a database URL"),
        ("DATABASE_URL", "postgresql://user@host/name", "driver postgresql"),
        ("DATABASE_URL", "mysql+aiomysql://host/name", "driver mysql+aiomysql"),
        ("DEV_GUILD", "my server", "valid integer"),
        ("DISCORD_API", "localhost:3000", "is not an http address"),
        ("SHARD_IDS", "zero", "valid integer"),
        ("SHARD_IDS", "0", "needs ROLLCALL_SHARD_COUNT"),
        ("DATABASE_URL", "sqlite+aiosqlite://", "names no file"),
        ("DISCORD_API", "http://", "is not an http address"),
        ("SHARD_COUNT", "0", "greater than or equal to 1"),
        ("MESSAGE_CONTENT", "perhaps", "valid boolean"),
        ("LOG_LEVEL", "loud", "'DEBUG', 'INFO'"),
        ("LOG_JSON", "yaml", "valid boolean"),
        ("HTTP_PORT", "0", "greater than or equal to 1"),
        ("HTTP_PORT", "65536", "less than or equal to 65535"),
        ("HTTP_PORT", "http", "valid integer"),
        ("PUBLIC_URL", "rollcall.example.org", "is not an http address"),
        ("PUBLIC_URL", "https://me:secret@example.org", "holds more than"),
        ("PUBLIC_URL", "https://example.org/?a=b", "holds more than"),
        ("PUBLIC_URL", "https://:8080", "names no host"),
        ("ROOM_API", "rooms.example.org", "is not an http address"),
        ("ROOM_API", "https://rooms.example.org/?code=", "holds more than"),
        ("PUBLIC_URL", "https://example.org:port", "names no port"),
    ],
)
def test_a_malformed_value_is_named_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"ROLLCALL_{name}", value)

    with pytest.raises(BadSettings) as problem:
        load()

    (line,) = str(problem.value).splitlines()
    assert line.startswith(f"ROLLCALL_{name}: ")
    assert said in line
    assert "Remedy: " in line


def test_every_malformed_value_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_DEV_GUILD", "x")
    monkeypatch.setenv("ROLLCALL_LOG_JSON", "x")

    with pytest.raises(BadSettings) as problem:
        load()

    assert [line.partition(":")[0] for line in str(problem.value).splitlines()] == [
        "ROLLCALL_DEV_GUILD",
        "ROLLCALL_LOG_JSON",
    ]


def test_a_problem_does_not_repeat_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_DATABASE_URL", "mysql://root:hunter2@host/name")

    with pytest.raises(BadSettings) as problem:
        load()

    assert "hunter2" not in str(problem.value)


def test_blank_lines_of_the_example_file_mean_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "TOKEN",
        "DEV_GUILD",
        "DISCORD_API",
        "SHARD_IDS",
        "SHARD_COUNT",
        "HTTP_PORT",
        "PUBLIC_URL",
        "ROOM_API",
    ):
        monkeypatch.setenv(f"ROLLCALL_{name}", "")

    settings = load()

    assert settings.token is None
    assert settings.shard_ids is None
    assert settings.http_port is None


def test_shards_are_read_with_commas_between(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_SHARD_IDS", "0, 2")
    monkeypatch.setenv("ROLLCALL_SHARD_COUNT", "4")

    assert load().shard_ids == [0, 2]


@pytest.mark.parametrize("ids", ["2", "-1", "0,2"])
def test_shards_that_there_are_not_are_refused(monkeypatch: pytest.MonkeyPatch, ids: str) -> None:
    monkeypatch.setenv("ROLLCALL_SHARD_IDS", ids)
    monkeypatch.setenv("ROLLCALL_SHARD_COUNT", "2")

    with pytest.raises(BadSettings, match="ROLLCALL_SHARD_IDS"):
        load()


def test_the_token_does_not_show_in_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_TOKEN", "very-secret")

    settings = load()

    assert "very-secret" not in repr(settings)
    assert require_token(settings) == "very-secret"


def test_without_a_token_three_lines_say_how_to_get_one() -> None:
    with pytest.raises(BadSettings) as problem:
        require_token(load())

    assert len(str(problem.value).splitlines()) == 3


def test_every_setting_has_a_description() -> None:
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize(
    ("port", "url", "said"),
    [
        (8080, "https://example.org/rollcall/", "HTTP: port 8080, reached at https://example.org/rollcall."),
        (8080, "http://example.org", "is not https"),
        (8080, None, "Without ROLLCALL_PUBLIC_URL"),
        (None, "https://example.org", "ROLLCALL_HTTP_PORT is not"),
    ],
)
def test_how_the_http_settings_fit_together_is_said(port: int | None, url: str | None, said: str) -> None:
    assert said in (said_of_http(load(http_port=port, public_url=url)) or "")


def test_nothing_is_said_of_http_where_nobody_wants_it() -> None:
    assert said_of_http(load()) is None


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, {"Message Content", "Server Members"}),
        ({"members": False}, {"Message Content"}),
        ({"message_content": False}, {"Server Members"}),
    ],
)
def test_a_refused_intent_names_what_was_asked_for_and_how_to_do_without(
    given: dict[str, bool], named: set[str]
) -> None:
    said = said_of_intents(load(_env_file=None, **given))

    assert {one for one in ("Message Content", "Server Members") if one in said} == named
    assert ("ROLLCALL_MEMBERS=false" in said) == ("Server Members" in named)
    assert ("ROLLCALL_MESSAGE_CONTENT=false" in said) == ("Message Content" in named)
