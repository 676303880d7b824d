"""The link by which the bot is invited to a server, with just the permissions that it uses."""

import discord

PERMISSIONS = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,
    add_reactions=True,
    attach_files=True,
    manage_messages=True,
    pin_messages=True,
    create_events=True,
    create_private_threads=True,
    manage_threads=True,
)


def link(application_id: int) -> str:
    """The address at which somebody with Manage Server lets the bot in."""
    return discord.utils.oauth_url(application_id, permissions=PERMISSIONS, scopes=("bot", "applications.commands"))
