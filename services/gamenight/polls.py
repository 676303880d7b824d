"""Quick polls on what to play: asking, voting, stopping, and what comes of them."""

from collections.abc import Sequence
from contextlib import suppress

from db.store import Store
from domain.actor import Actor
from domain.cards import CardKind
from domain.errors import NotAllowed, NothingMatches
from domain.gamenight.nominations import GamePutAway
from domain.gamenight.plays import Play
from domain.gamenight.polls import LASTS, LATEST, OTHER, NotStarted, PickPoll, PollUnderWay
from domain.reminders import Kind, Reminder
from domain.scheduling.session import Session
from services.campaigns import may_organise, require_player
from services.gamenight.plays import begin, playable

WHO_STOPS = "who asked, and organisers,"


async def ask(store: Store, actor: Actor, session: Session, game_ids: Sequence[int]) -> PickPoll:
    """Asks everyone where the session is live which of these games to play; the winner is started in two minutes.

    Raises NotAllowed, NothingLive, NothingMatches, GamePutAway, PollUnderWay.
    """
    session = await playable(store, actor, session)
    if (under_way := await store.pick_polls.open_of(session.campaign_id)) is not None:
        card = await store.cards.get(CardKind.PICK, under_way)
        raise PollUnderWay(card.url if card else None)
    games = [await store.games.get(game_id, actor.guild_id) for game_id in game_ids]
    for game in games:
        if not game.enabled:
            raise GamePutAway(game.title)
    ends_at = store.now + LASTS
    poll = await store.pick_polls.add(actor.guild_id, session.campaign_id, actor.user_id, ends_at, games)
    await store.reminders.add(Reminder(0, poll.guild_id, Kind.PICK, poll.id, ends_at))
    assert session.live_channel_id is not None  # noqa: S101 - a live session has its channel
    await store.cards.post(CardKind.PICK, poll.id, poll.guild_id, session.live_channel_id)
    return poll


async def vote(store: Store, actor: Actor, poll_id: int, place: int, cause: int) -> PickPoll:
    """Chooses that place; an act older than the person's last changes nothing. Raises NothingMatches, NotAllowed,
    PollOver.
    """
    poll = await store.pick_polls.get(poll_id, actor.guild_id, lock=True)
    await require_player(store, actor, await store.campaigns.get(poll.campaign_id, actor.guild_id))
    after = poll.voted(actor.user_id, place, cause, store.now)
    if after is not poll:
        await store.pick_polls.vote(poll.id, actor.user_id, after.choices[actor.user_id])
        await store.cards.want(CardKind.PICK, poll.id)
    return after


async def stop(store: Store, actor: Actor, poll_id: int) -> None:
    """Ends the poll, and nothing is started. Raises NothingMatches, NotAllowed, PollOver."""
    poll = await store.pick_polls.get(poll_id, actor.guild_id, lock=True)
    campaign = await store.campaigns.get(poll.campaign_id, actor.guild_id)
    if poll.created_by != actor.user_id and not await may_organise(store, actor, campaign):
        raise NotAllowed(WHO_STOPS)
    poll.require_open(store.now)
    await store.pick_polls.end(poll.id, store.now, stopped_by=actor.user_id)
    await store.reminders.withdraw((Kind.PICK,), poll.id, store.now)
    await store.cards.want(CardKind.PICK, poll.id)


async def close(store: Store, session: Session) -> None:
    """The session is over, and so is the poll of its campaign, if one is open: nothing is started."""
    poll_id = await store.pick_polls.open_of(session.campaign_id)
    if poll_id is None:
        return
    poll = await store.pick_polls.get(poll_id, session.guild_id, lock=True)
    if poll.ended_at is None:  # nobody stopped it meanwhile
        await store.pick_polls.end(poll.id, store.now, not_started=NotStarted.OVER)
        await store.reminders.withdraw((Kind.PICK,), poll.id, store.now)
        await store.cards.want(CardKind.PICK, poll.id)


async def would_end(store: Store, poll: PickPoll) -> Play | None:
    """What is being played since before the poll, and would be played once its winner starts."""
    session = await store.sessions.live_instead(poll.campaign_id, None)
    playing = await store.plays.playing(session.id) if session else None
    return playing if playing and playing.started_at <= poll.begun_at else None


async def finish(store: Store, due: Reminder) -> None:
    """The countdown has ended: the winner is started, once, or it is kept why not."""
    with suppress(NothingMatches):  # its campaign was deleted
        campaign_id = (await store.pick_polls.get(due.subject_id, due.guild_id)).campaign_id
        live = await store.sessions.live_instead(campaign_id, None)
        session = await store.sessions.get(live.id, due.guild_id, lock=True) if live else None
        poll = await store.pick_polls.get(due.subject_id, due.guild_id, lock=True)
        if poll.ended_at is not None:
            return
        came = await _start_winner(store, poll, session)
        if isinstance(came, NotStarted):
            await store.pick_polls.end(poll.id, store.now, not_started=came)
        else:
            await store.pick_polls.end(poll.id, store.now, play_id=came.id if came else None)
        await store.cards.want(CardKind.PICK, poll.id)


async def _start_winner(store: Store, poll: PickPoll, session: Session | None) -> Play | NotStarted | None:
    """What comes of the poll in the campaign's live session: a play, or why not; None where no game won."""
    game = poll.games.get(poll.winner() or OTHER)
    if game is None:
        return None
    if session is None or session.started_at is None or not session.is_live or session.started_at > poll.begun_at:
        return NotStarted.OVER  # what is live by now is another one
    if any(one.started_at > poll.begun_at for one in await store.plays.of_session(session.id)):
        return NotStarted.ANOTHER
    if store.now - poll.ends_at > LATEST:
        return NotStarted.LATE
    game = await store.games.get(game.id, poll.guild_id, lock=True)  # so that nobody puts it away meanwhile
    return await begin(store, session, game) if game.enabled else NotStarted.PUT_AWAY
