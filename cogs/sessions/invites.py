"""/session invite and revoke: letting others in, by a token or a button."""

from contextlib import suppress
from typing import Any

import discord
from discord import app_commands

from cogs.edge import groups, inputs
from cogs.edge.actors import actor_of
from cogs.edge.answering import answering, deciding
from cogs.edge.app import app_of
from cogs.edge.parts import Step
from cogs.edge.places import require_postable
from cogs.edge.text import at, person, plural, when
from cogs.edge.wording import name
from cogs.sessions import threads
from cogs.sessions.joining import JoinButton
from domain.scheduling.seats import Seating
from domain.scheduling.session import Session
from domain.sessions.invites import MOST_USES, Invite, read_lasting
from services.sessions import inviting
from services.sessions.inviting import Issued

MOST_LET_IN = 50  # into a new thread, one request each


@groups.session.command(name="invite", description="Make an invitation, by which others join a session")
@inputs.which_session("Which session they may join")
@app_commands.describe(
    uses="How many people may join by it; as many as there are seats if left out",
    expires="How long it is good for, like 2h or 3d; a day if left out",
)
async def invite(
    interaction: discord.Interaction[Any],
    named: str,
    uses: app_commands.Range[int, 1, MOST_USES] | None = None,
    expires: str | None = None,
) -> None:
    """Shows the token, once and to the organiser alone; a live session gets a thread for its guests."""
    async with answering(interaction) as answer:
        lasts = read_lasting(expires)
        actor = actor_of(interaction)
        async with app_of(interaction).database.read() as store:
            session = await inputs.session_named(store, interaction, named, ahead=True)
            await inviting.require_invitable(store, actor, session)
        async with threads.made_for(interaction, session) as made, deciding(interaction) as store:
            thread_id = made.thread.id if made.thread else None
            issued = await inviting.invite(store, actor, session.id, lasts, uses, thread_id)
            seating = await store.rsvps.seating(session)
        said = f"{_token(issued)}{_lacking(session, made)}"
        await answer.private(said, view=Sharing(issued.invite, said))
        if made.thread and issued.session.thread_id == made.thread.id:
            await threads.let_in(made.thread, _from_the_start(actor.user_id, seating))
        elif made.thread:  # somebody else was faster
            await threads.drop(made.thread)


def _token(issued: Issued) -> str:
    one = issued.invite
    many = f"for {plural(one.uses, 'person', 'people')}" if one.uses else "for as many as there are seats"
    return (
        f"🎟️ **An invitation to {name(issued.session)}**, {many}, good until {when(one.expires_at)}.\n"
        "Send this line to whom you invite, to be used in this server:\n"
        f"```\n/session join token:{issued.token}\n```"
        "It is shown only now. Whoever has it can join, so send it privately; `/session revoke` takes back every "
        "invitation to the session."
    )


def _lacking(session: Session, made: threads.Made) -> str:
    if not made.lacking:
        return ""
    return (
        f"\nI could not make a thread for the guests: please give me {' and '.join(made.lacking)} in "
        f"<#{session.live_channel_id}>. Until then they join in that channel."
    )


def _from_the_start(organiser_id: int, seating: Seating) -> list[int]:
    """Who belongs in a new thread: the organiser, and who holds a seat; players without an account cannot."""
    seated = (one.user_id for one in seating.rsvps if one.seated and one.user_id > 0)
    return list(dict.fromkeys((organiser_id, *seated)))[:MOST_LET_IN]


class Sharing(Step):
    """Offers to post an invitation with a button; the token stays where it is shown."""

    def __init__(self, issued: Invite, said: str) -> None:
        super().__init__()
        self.invite = issued
        self.said = said

    @discord.ui.button(label="Post a Join button here", style=discord.ButtonStyle.secondary)
    async def post(self, interaction: discord.Interaction[Any], button: discord.ui.Button[Any]) -> None:
        """Posts it, without the token."""
        async with answering(interaction) as answer:
            require_postable(interaction)
            async with app_of(interaction).database.read() as store:
                session = await store.sessions.get(self.invite.session_id, interaction.guild_id or 0)
                await inviting.require_invitable(store, actor_of(interaction), session)
            view = discord.ui.View(timeout=None)
            view.add_item(JoinButton(self.invite.id))
            channel: Any = interaction.channel
            said = _posted(session, self.invite, interaction.user.id)
            await channel.send(said, view=view, nonce=f"invite-{self.invite.id}")
            await answer.replace(f"{self.said}\nIt is posted here too, with a button.")
            self.stop()

    async def on_timeout(self) -> None:
        """Takes the button away, and leaves the token."""
        if self.shown is not None:
            with suppress(discord.HTTPException):
                await self.shown.edit(view=None)


def _posted(session: Session, issued: Invite, by: int) -> str:
    """What everybody reads; of a private session only that it is one."""
    until = f"-# Good until {when(issued.expires_at)}."
    if session.private:
        return f"🎟️ {person(by)} invites you to a private session. *Join* lets you in, and tells which.\n{until}"
    how = f"live in <#{session.live_channel_id}>" if session.is_live else f"planned for {at(session.starts_at)}"
    return f"🎟️ {person(by)} invites you to {name(session)}, {how}. *Join* gives you a seat.\n{until}"


@groups.session.command(name="revoke", description="Take back every invitation to a session")
@inputs.which_session("Which session nobody shall join by invitation any more")
async def revoke(interaction: discord.Interaction[Any], named: str) -> None:
    """Takes them back; who joined stays."""
    async with answering(interaction) as answer:
        async with deciding(interaction) as store:
            session = await inputs.session_named(store, interaction, named, ahead=True)
            session, count = await inviting.revoke(store, actor_of(interaction), session.id)
        if count:
            await answer.private(
                f"{plural(count, 'invitation')} to {name(session)} taken back: nobody joins by {_them(count)} any "
                "more. Who has joined stays."
            )
        else:
            await answer.private(f"There is no invitation to {name(session)} that could still be used.")


def _them(count: int) -> str:
    return "it" if count == 1 else "them"
