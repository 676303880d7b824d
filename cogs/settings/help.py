"""/help: what Rollcall does, and how."""

from typing import Any

import discord
from discord import app_commands

from cogs.edge.answering import answering

TOPICS = {
    "start": """**Rollcall** takes a group from “when can we all play?” to “which game did we like?”
1. `/rollcall open` asks when everybody can play. People tap the times they can make.
2. *Make it a session* on its card (or `/session schedule`) plans the session. People tap *Going*, and are reminded.
3. `/session start` puts up the live board, where the games and their votes show.
4. `/queue add` and `/play next` choose what to play; `thisgame++` or `thisgame--` in chat says how it was.
5. `/session end` posts the recap.
More: `/help topic:` campaigns, times, sessions, roll calls, games, votes, reminders, calendar, your data, settings.""",
    "campaigns": """A campaign is a group that plays together again and again. Until one is made, all is one
“Game night”.
`/campaign create` (Manage Events) makes one; `edit` changes it and `archive` puts it away, or brings it back.
`/campaign join` lets you play in one, with a character if you like; `leave` ends that, and frees your seats.
Its organiser adds others with `add`, and people without an account with `offline`; `remove` takes either out.
`/campaign show` and `list` tell more. Without the option `campaign`, commands mean the campaign of their channel.""",
    "times": """Write times as you would say them: `fri 8pm`, `tomorrow 19:00`, `in 2 hours`, `in 3 days 20:00`,
`2026-12-05 20:00`, `5 Dec 8pm`, `next friday 7pm` (of next week), `20:00` (the next one).
They are read in your own zone (`/timezone set`), else the server's (`/settings edit`).
Times that I show are in everybody's own zone. Lengths are `3h`, `90m` or `1h30m`.""",
    "sessions": """`/session schedule` plans one, with what you leave out as last time; `clone` plans one like another.
`/session edit` and `cancel` change it, and tell those who come; `delete` removes it without a word.
The buttons of its card, or `/session rsvp` with a note, say whether you come. `/upcoming` shows what is ahead.
`repeat:weekly` has the next one planned as soon as one is behind you; with `scope`, a change is for all to come.
`/session start` with no name offers the one planned about now, or starts one on the spot.
`/session invite` lets others in by a token or a button; `revoke` ends that, and `/session join` uses a token.
`/session pause`, `resume` and `end` run it; `show` and `list` tell how things stand.
`/session recap` tells what happened, and `attendance` who was there; `/stats attendance` counts, `/stats hide` keeps
yours to yourself.
Organisers do this: holders of the organiser role, and members with Manage Events.""",
    "roll calls": """`/rollcall open options: fri 7pm; sat 14:00; sun 3pm` asks. In “Game night” anyone can; in
other campaigns who runs them.
Tap a time for yes, again to take it back; *My answers* also takes “if needed” and “no”.
`/rollcall close` takes no more answers; `/rollcall promote` makes the best time, or the one you name, a session;
for ten minutes *Undo* on its card takes that back. Where several could be meant, name one with `rollcall`.
`/rollcall edit` changes one that is open and tells those who had answered; `cancel` calls it off.
`/rollcall answer` lets organisers answer for a player without an account.
It closes at its `deadline` (an hour before the first time), or two minutes after every player has answered.
`quorum: 4` then makes the best time with 4 yes a session by itself. `/rollcall nudge` pings who said nothing.
With nothing planned three days after a session, I offer its organiser one at the usual times, privately;
`/campaign edit` with `offer_after` sets that, or turns it `off`.""",
    "games": """`/game add` puts a game in the library, `/game edit` changes it, `/game remove` takes it out again.
`/game list` shows them, also those for `players: 5`, `tags: party` or `owned: True`; `/game show` tells all of one.
`/game own` says that you have one. `/game export` gives the library as a file, and `/game import` takes it back.
`/queue add` nominates a game, `/queue list` shows what is queued and takes votes. `/game pick` picks one that fits.
`/play next` starts the first of the queue in the live session, `/play start` any other; `/play skip` gives up the one
being played, `/play done` ends it. `/play room` gives it a room code, which the board shows to each who taps it.""",
    "votes": """In the channel of a live session, write `thisgame++` or `thisgame--`, standing alone as a word.
It counts for the game played when you wrote it; your last word on a game is what counts. Edit the message to change
your vote, delete it to take it back. `catan++`, with a game's short name, votes for its last play tonight.
Votes count until 15 minutes after the session. `/votes tally` shows how they stand, of a session or of a `game`.
`/votes mine` lists yours, `/votes leaderboard` ranks games, or people by how they vote. `/stats games` shows what is
played most, liked best, controversial, and rarely played but liked; `/stats me` is about you.
Organisers: `/votes import` counts a chat log, CSV or JSON with `username`, `message` and `timestamp`; lines heard or
imported before do not count twice, and `/votes undo` takes an import back. `/votes export` gives all votes.""",
    "calendar": """*Add to calendar* on a session's card gives you that session as a file, as it is now.
`/calendar feed` gives you a secret address: a calendar program that subscribes to it shows your sessions, and follows
when one is moved or cancelled. With `campaign` it shows that campaign's sessions instead.
Asking again makes a new address and ends the old one; `/calendar revoke` ends it.
Your sessions are those of campaigns you play in or run, and those you answered; not those you said you cannot come to.
Private ones show where you were asked in: as a player of their campaign, or by your answer.""",
    "reminders": """`/remind me when:fri 8pm text:bring the maps` has me write to you privately then;
`/remind list` shows what is to come, and `/remind forget` takes it back. A note that I was away for comes late, and
says so.
`/remind sessions privately:True` has your sessions' reminders and news come as private messages instead of mentions.
They keep the server's quiet hours, read in your own zone: what falls into them waits, and a reminder that would then
come after the start is left out. Your own notes come when you said.
If your private messages are closed, I say what you missed when you next use me, to you alone.""",
    "your data": """`/data export` gives you all that I keep of you in this server, as a file.
`/data forget` has me forget you here: it asks first, and says what stays without your name.
`/data archive` gives organisers a campaign's history as files: one to keep, and one that everybody may read.
I keep no chat, except what somebody saves on purpose. *Draft with the assistant* on a recap, where the host has set one
up, sends it what was logged for everyone in that session, and only when an organiser presses it.""",
    "settings": """`/settings show` and `/settings edit` need Manage Server: time zone, channel for cards,
organiser role, reminders (like `1d, 1h, 0`), the reaction to counted votes, `digest` (the week ahead, posted in that
channel, like `mon 09:00`) and `quiet_hours` for private messages (like `22:00-08:00`). `clear` unsets the channel
or the role.
`/timezone set` is for everyone: the zone in which the times you write are read.""",
}


@app_commands.command(name="help", description="How Rollcall works")
@app_commands.guild_only()
@app_commands.describe(topic="What about; the first steps if left out")
@app_commands.choices(topic=[app_commands.Choice(name=topic, value=topic) for topic in TOPICS])
async def help_(interaction: discord.Interaction[Any], topic: app_commands.Choice[str] | None = None) -> None:
    """Explains a topic privately."""
    async with answering(interaction) as answer:
        await answer.private(TOPICS[topic.value if topic else "start"])
