"""/help: what Rollcall does, and how."""

import re
from typing import Any

import discord
from discord import app_commands

from cogs.edge.answering import answering

# A point is one line to Discord; the lines here that begin with a space go on with the one before.
_WRITTEN = {
    "start": """**Rollcall** takes a group from “when can we all play?” to “which game did we like?”

1. `/rollcall open` asks when everybody can play. People tap the times they can make.
2. *Make it a session* on its card (or `/session schedule`) plans the session. People tap *Going*, and are reminded.
3. `/session start` puts up the live board, where the games and their votes show.
4. `/queue add` and `/play next` choose what to play; `thisgame++` or `thisgame--` in chat says how it was.
5. `/session end` posts the recap.

-# More with `/help topic:` campaigns, times, sessions, roll calls, games, votes, reminders, calendar, your data,
 settings.""",
    "campaigns": """A **campaign** is a group that plays together again and again. Until one is made, all is one
 “Game night”.

- `/campaign create` (Manage Events) makes one; `edit` changes it; `archive` puts it away, or brings it back.
- `/campaign join` lets you play in one, with a character if you like; `leave` ends that and frees your seats.
- Its organiser adds others with `add`, and people without an account with `offline`; `remove` takes either out.
- `/campaign goal` keeps what the group is after, over many sessions.
- `/campaign show` and `list` tell more.
- Without the option `campaign`, commands mean the campaign of the channel you are in.""",
    "times": """Write **times** as you would say them:

- `fri 8pm`, `tomorrow 19:00`, `5 Dec 8pm`, `2026-12-05 20:00`
- `in 2 hours`, `in 3 days 20:00`
- `20:00` (the next one), `next friday 7pm` (of next week)

They are read in your own zone (`/timezone set`), else the server's (`/settings edit`). What I show is in everybody's
 own zone.

Lengths are `3h`, `90m` or `1h30m`.""",
    "sessions": """**Planning**
- `/session schedule` plans one; what you leave out is as last time. `clone` plans another one like it.
- `/session edit` and `cancel` change it and tell those who come; `delete` removes it without a word.
- The buttons of its card, or `/session rsvp` with a note, say whether you come. `/upcoming` shows what is ahead.
- `repeat:weekly` plans the next one whenever one is over. `scope` says whether a change is for one or for all to come;
 `/session edit` with `repeat` changes how it goes on from there, and `none` ends it.

**Playing**
- `/session start` offers the one planned about now, or starts one on the spot; `pause`, `resume` and `end` run it.
- `/session invite` lets others in by a token or a button; `revoke` ends that, and `/session join` uses a token.
- `/session log`, `objective` and `notes` keep what happens.

**Afterwards**
- `/session recap` tells what happened, `attendance` who was there; `show` and `list` tell how things stand.
- `/stats attendance` counts; `/stats hide` keeps your own numbers to yourself.

-# Sessions are run by organisers: whoever runs the campaign, holders of the organiser role, and members with Manage
 Events.""",
    "roll calls": """`/rollcall open options: fri 7pm; sat 14:00; sun 3pm` asks **when people can play**. In “Game
 night” anyone may ask; elsewhere whoever runs the campaign.

- Tap a time for yes, and again to take it back. *My answers* also takes “if needed” and “no”.
- It closes at its `deadline` (an hour before the first time), or two minutes after every player has answered;
 `/rollcall close` closes it now.
- `/rollcall promote` makes the best time, or the one you name, a session. For ten minutes *Undo* on its card takes
 that back.
- `quorum: 4`, with `open` or `edit`, makes the best time with 4 yes a session by itself when it closes;
 `none`, with `edit`, takes that away.
- `/rollcall edit` changes one that is open, and tells those who had answered if its times change; `cancel` calls it
 off.
- `/rollcall nudge` pings those who have not answered; `answer` lets organisers answer for a player without an account.
- Where several could be meant, name one with `rollcall`.

With nothing planned three days after a session, I offer its organiser a roll call at the usual times, privately;
 `/campaign edit` with `offer_after` changes that, or turns it `off`.""",
    "games": """**The library**
- `/game add` puts a game in it, `edit` changes it, `remove` takes it out (Manage Events).
- `/game list` shows all, or those for `players: 5`, `tags: party` or `owned: True`; `/game show` tells all about one.
- `/game own` says that you have a game.
- `/game export` gives the library as a file; `import` reads such a file.

**What to play next**
- `/queue add` nominates a game; `/queue list` shows the queue, and takes votes. So does *Vote in the queue* on the
 board.
- `/game pick` picks a game that fits who is here and the time left. *Ask everyone* has the channel choose.

**Playing, in a live session**
- `/play next` starts the first of the queue, `/play start` any game.
- `/play done` ends the game being played; `/play skip` gives it up, and its votes stay.
- `/play room` gives it a room code, which the board shows to each who taps for it; `/play players` says how many
 play.""",
    "votes": """**How to vote**: write `thisgame++` or `thisgame--` in the channel of a live session.

- `thisgame` is the game begun last when you wrote it, until the next one begins: also once it is done or skipped, and
 until 15 minutes after the session.
- `catan++`, with a game's short name, votes for its latest play tonight.
- It stands alone, with spaces or punctuation around it; `thisgame—` counts as `--`. `thisgame ++`, `thisgame+++`, and
 what is quoted, code or part of a link do not count, nor does a name that no game of tonight has.
- **One vote a message**: the last `name++` or `name--` in it that names a game of tonight.
- **One vote a person** on each play: your latest message counts. Edit it to change your vote, delete it to take that
 back.
- Where the server has set a reaction (`/settings edit`), I put it under what counted.

**How they stand**
- `/votes tally` shows a session, or one `game` over all; `/votes mine` lists yours.
- `/votes leaderboard` ranks games, or people by how they vote.
- `/stats games` shows what is played most, liked best, controversial, or a hidden gem; `/stats me` is about you.

**For organisers**
- `/votes import` counts a chat log, CSV or JSON with `username`, `message` and `timestamp`. Lines heard or imported
 before do not count twice; `/votes undo` takes an import back.
- `/votes export` gives all votes as a file.""",
    "calendar": """*Add to calendar* on a session's card gives you that session **as a file**, as it is now.

`/calendar feed` gives you a **secret address**: a calendar program that subscribes to it shows your sessions, and
 follows when one is moved or cancelled.
- With `campaign` it shows that campaign's sessions instead.
- Asking again makes a new address and ends the old one; `/calendar revoke` ends it.

Your sessions are those of campaigns you play in or run, and those you answered; not those you said you cannot come to.
 Private ones show if you were asked in: as a player of their campaign, or by your answer.""",
    "reminders": """**Your own notes**
- `/remind me when:fri 8pm text:bring the maps` has me write to you privately then.
- `/remind list` shows what is to come; `/remind forget` takes a note back.
- If I was away at that time, your note comes late, and says so.

**Reminders of sessions**
- They are posted beside a session's card, and mention those who come.
- `/remind sessions privately:True` has yours come as private messages instead.
- Private ones keep the server's quiet hours, read in your own zone: they wait, unless the session starts, or the roll
 call closes, before these hours end. Your own notes do not wait.

If your private messages are closed, I tell you what you missed when you next use me.""",
    "your data": """- `/data export` gives you all that I keep about you in this server, as a file.
- `/data forget` has me forget you here. It asks first, and says what stays without your name.
- `/data archive` gives organisers a campaign's history as files: one to keep, and one that everybody may read.

I keep no chat, except what somebody saves on purpose.

*Draft with the assistant* on a recap, where the host has set one up, sends it what was logged for everyone in that
 session, and only when an organiser presses it.""",
    "settings": """`/settings show` and `/settings edit` (Manage Server):
- the time zone, the channel for cards, and the organiser role; `clear` unsets the channel or the role
- `reminders`, like `1d, 1h, 0`
- `vote_reaction`: what I put under votes that count
- `digest`: the week ahead, posted in that channel, like `mon 09:00`
- `quiet_hours` for private messages, like `22:00-08:00`

**For other programs**
- `/settings webhook` has a program of yours told when a session starts or ends, a game is added, a play changes or
 somebody votes. It shows you a secret, by which your program can tell that it was me.
- `/settings api` makes the token with which programs read sessions, plays, votes and games as JSON, and revokes it.

**For everyone**
- `/timezone set` sets the zone in which the times you write are read.""",
}
TOPICS = {topic: re.sub("\n +", " ", text) for topic, text in _WRITTEN.items()}


@app_commands.command(name="help", description="How Rollcall works")
@app_commands.guild_only()
@app_commands.describe(topic="What about; the first steps if left out")
@app_commands.choices(topic=[app_commands.Choice(name=topic, value=topic) for topic in TOPICS])
async def help_(interaction: discord.Interaction[Any], topic: app_commands.Choice[str] | None = None) -> None:
    """Explains a topic privately."""
    async with answering(interaction) as answer:
        await answer.private(TOPICS[topic.value if topic else "start"])
