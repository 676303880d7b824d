"""What is registered with Discord: exactly what the design names, within Discord's limits."""

from collections.abc import Iterator
from typing import Any

import pytest
import simcord
from simcord import ChannelHandle, MemberActor

SCOPE = """
help
campaign create, campaign edit, campaign show, campaign list, campaign archive
campaign join, campaign leave, campaign add, campaign remove, campaign offline
session schedule, session edit, session cancel, session delete, session clone
session show, session list, session rsvp, upcoming
session invite, session revoke, session join
session start, session pause, session resume, session end, session presence
session log, session timeline, session notes, session objective, campaign goal, recall, Add to session notes
rollcall open, rollcall show, rollcall edit, rollcall answer, rollcall close, rollcall cancel, rollcall nudge
rollcall promote
game add, game edit, game remove, game own, game show, game list, game import, game export, game pick
queue add, queue list, queue remove, queue clear, Nominate this game
play start, play next, play skip, play done, play room, play players
votes tally, votes leaderboard, votes mine, votes import, votes undo, votes export, Count as vote
session attendance, session recap, stats attendance, stats hide, stats games, stats me
settings show, settings edit, settings api, settings webhook
timezone set
remind me, remind list, remind forget, remind sessions
calendar feed, calendar revoke
data export, data forget, data archive
"""
NAMED = {one.strip() for line in SCOPE.strip().splitlines() for one in line.split(",")}
DESIGN = {
    "campaign create": "name kind channel ping timezone organiser role reminders",
    "campaign edit": "campaign name kind channel ping timezone organiser role reminders offer_after clear",
    "campaign show": "campaign",
    "campaign archive": "campaign",
    "campaign join": "campaign character",
    "campaign leave": "campaign",
    "campaign add": "campaign member character",
    "campaign remove": "campaign member name character",
    "campaign offline": "campaign name character",
    "session schedule": (
        "when title campaign duration description scenario location capacity tags objectives repeat reminders private"
    ),
    "session edit": "session when title duration description scenario location capacity tags repeat reminders scope",
    "session cancel": "session reason scope",
    "session delete": "session scope",
    "session clone": "session when",
    "session show": "session",
    "session list": "campaign status tag",
    "session rsvp": "session answer note",
    "upcoming": "mine campaign",
    "session start": "session campaign title voice capacity notes",
    "session invite": "session uses expires",
    "session revoke": "session",
    "session join": "token",
    "session log": "text category type importance visibility amount game_time",
    "session timeline": "session",
    "session notes": "session",
    "session objective": "text done session",
    "campaign goal": "campaign text done",
    "recall": "query campaign",
    "session pause": "session",
    "session resume": "session",
    "session end": "session notes",
    "session attendance": "session member name status",
    "session recap": "session",
    "stats attendance": "campaign",
    "stats hide": "hidden",
    "session presence": "session",
    "rollcall open": "options title campaign duration deadline quorum mode players_only anonymous fair ping",
    "rollcall show": "rollcall",
    "rollcall edit": "rollcall options title deadline duration quorum",
    "rollcall answer": "player rollcall",
    "rollcall cancel": "rollcall",
    "rollcall nudge": "rollcall",
    "rollcall close": "rollcall",
    "rollcall promote": "rollcall option",
    "game add": "title alias min_players max_players minutes weight tags link",
    "game edit": "game title alias min_players max_players minutes enabled weight tags link",
    "game remove": "game",
    "game own": "game",
    "game show": "game",
    "game list": "tags players minutes owned enabled",
    "game import": "file",
    "game export": "format",
    "game pick": "players minutes tags owned",
    "queue add": "game",
    "play start": "game room_code count",
    "play room": "room_code",
    "play players": "count",
    "queue remove": "game",
    "votes tally": "session game",
    "votes leaderboard": "session by",
    "votes import": "file session",
    "votes undo": "import",
    "votes export": "session",
    "stats games": "campaign",
    "settings edit": "timezone channel organiser_role reminders digest vote_reaction quiet_hours clear",
    "settings webhook": "url",
    "timezone set": "zone",
    "remind me": "when text",
    "remind forget": "note",
    "remind sessions": "privately",
    "calendar feed": "campaign",
    "calendar revoke": "campaign",
    "data archive": "campaign",
    "help": "topic",
}
SUBCOMMANDS = (1, 2)  # Discord's option types of a subcommand and of a group of them
MESSAGE_MENU = 3  # Discord's type of a command in a message's menu; it has no description, and any name


@pytest.fixture
def registered(env: simcord.Env) -> list[dict[str, Any]]:
    """The commands as Discord got them."""
    (sent,) = [one.json for one in env.http_requests if one.method == "PUT" and one.path.endswith("/commands")]
    return list(sent or [])


def leaves(commands: list[dict[str, Any]], *above: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each command that can be used, by its whole name."""
    for command in commands:
        below = [one for one in command.get("options", []) if one["type"] in SUBCOMMANDS]
        if below:
            yield from leaves(below, *above, command["name"])
        else:
            yield " ".join((*above, command["name"])), command


MENU = 3  # Discord's type of a command in a message's menu


def everything(commands: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each command, group, subcommand and option that is typed; menus have a name only."""
    for one in (one for one in commands if one["type"] != MENU or "description" in one):
        yield one
        yield from everything(one.get("options", []))


async def test_the_commands_are_exactly_those_of_the_scope(registered: list[dict[str, Any]]) -> None:
    assert {name for name, _ in leaves(registered)} == NAMED


async def test_every_option_is_one_that_the_design_names(registered: list[dict[str, Any]]) -> None:
    for name, command in leaves(registered):
        options = [one["name"] for one in command.get("options", [])]
        assert options == DESIGN.get(name, "").split(), name


async def test_everything_is_described_within_discords_limits(registered: list[dict[str, Any]]) -> None:
    for one in everything([one for one in registered if one.get("type") != MESSAGE_MENU]):
        assert 1 <= len(one["description"]) <= 100, one["name"]
        assert one["description"] != "…", one["name"]
        assert one["name"] == one["name"].lower(), one["name"]
        assert 1 <= len(one["name"]) <= 32, one["name"]
        assert len(one.get("options", [])) <= 25, one["name"]
        assert len(one.get("choices", [])) <= 25, one["name"]


async def test_no_required_option_comes_after_one_that_is_not(registered: list[dict[str, Any]]) -> None:
    for name, command in leaves(registered):
        required = [one.get("required", False) for one in command.get("options", [])]
        assert required == sorted(required, reverse=True), name


async def test_each_command_with_all_that_is_in_it_stays_below_8000_characters(
    registered: list[dict[str, Any]],
) -> None:
    def characters(one: dict[str, Any]) -> int:
        choices = sum(len(choice["name"]) + len(str(choice["value"])) for choice in one.get("choices", []))
        return (
            len(one["name"]) + len(one.get("description", "")) + choices + sum(map(characters, one.get("options", [])))
        )

    assert max(map(characters, registered)) < 8000


async def test_no_command_works_in_private_messages(registered: list[dict[str, Any]], bob: MemberActor) -> None:
    for one in registered:
        assert one.get("dm_permission") is False or one.get("contexts") == [0], one["name"]
    assert bob.user.available_commands() == ()


async def test_only_the_settings_are_hidden_from_some(registered: list[dict[str, Any]], table: ChannelHandle) -> None:
    hidden = {one["name"] for one in registered if one.get("default_member_permissions")}

    assert hidden == {"settings"}
