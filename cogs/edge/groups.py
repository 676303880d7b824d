"""Command groups that several features put commands into."""

from discord import app_commands


def _group(name: str, description: str) -> app_commands.Group:
    return app_commands.Group(name=name, description=description, guild_only=True)


campaign = _group("campaign", "Groups that play together, and who plays in them")
session = _group("session", "Plan, start and look back at sessions")
rollcall = _group("rollcall", "Ask when everybody can play")
game = _group("game", "The server's game library")
queue = _group("queue", "What to play next")
play = _group("play", "What is being played")
votes = _group("votes", "What people thought of the games")
stats = _group("stats", "Who was there, and which games were liked")
settings = _group("settings", "How Rollcall behaves in this server")
timezone = _group("timezone", "Your own time zone")
remind = _group("remind", "What you want to be reminded of, and how")
calendar = _group("calendar", "Sessions in your own calendar program")
data = _group("data", "What Rollcall keeps of you, and a campaign's history")

ALL = (campaign, session, rollcall, game, queue, play, votes, stats, settings, timezone, remind, calendar, data)
