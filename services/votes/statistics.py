"""How the games of a guild are liked, and how its people vote."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign
from domain.scheduling.session import Session
from domain.votes import Tally, Vote, standing, tallies
from domain.votes.exchange import Exported
from domain.votes.statistics import GameScore, PlayOf, Standing, VoterScore, by_game, by_voter
from services.scheduling import looking
from services.votes.importing import require_importing


@dataclass(frozen=True, slots=True)
class Votes:
    """Plays in time order, and the votes that stand on them."""

    plays: list[PlayOf]
    standing: Standing

    @property
    def games(self) -> list[GameScore]:
        """Each game that was played, the best liked first."""
        return by_game(self.plays, self.standing)

    @property
    def voters(self) -> list[VoterScore]:
        """Everybody who voted, who votes most first."""
        return by_voter(self.standing)

    @property
    def tallies(self) -> dict[int, Tally]:
        """How the votes on each play stand, by its id."""
        on_play = tallies(self.standing.values())
        return {one.play_id: on_play.get(one.play_id, Tally()) for one in self.plays}

    def of(self, user_id: int) -> list[tuple[PlayOf, Vote]]:
        """The votes of one person with what they are about, the latest play first."""
        found = ((play, self.standing.get((play.play_id, user_id))) for play in reversed(self.plays))
        return [(play, vote) for play, vote in found if vote is not None]


@dataclass(frozen=True, slots=True)
class Mine:
    """What one person played and how they vote. `evenings` are those at which they were, `games` those played then."""

    evenings: int
    games: list[GameScore]
    score: VoterScore | None
    votes: list[tuple[PlayOf, Vote]]


async def known_to(
    store: Store,
    actor: Actor,
    here: Collection[int],
    *,
    campaign: Campaign | None = None,
    session: Session | None = None,
) -> Votes:
    """The guild's plays and standing votes, or that campaign's or session's, as far as the actor may know of them."""
    plays = await store.played.of_guild(
        actor.guild_id,
        campaign_id=campaign.id if campaign else None,
        session_id=session.id if session else None,
        without=await looking.hidden(store, actor, here),
    )
    return Votes(plays, standing(await store.votes.on_plays([one.play_id for one in plays])))


async def mine(store: Store, actor: Actor, here: Collection[int]) -> Mine:
    """What the actor played in the guild, and how they vote."""
    votes = await known_to(store, actor, here)
    evenings = await store.played.evenings_of(actor.guild_id, actor.user_id)
    played = [one for one in votes.plays if one.session_id in evenings]
    score = next((one for one in votes.voters if one.voter == actor.user_id), None)
    return Mine(len(evenings), by_game(played, votes.standing), score, votes.of(actor.user_id))


async def named_voters(store: Store, actor: Actor, votes: Votes) -> tuple[list[VoterScore], int]:
    """Those who voted, and how many are left out because they keep their statistics to themselves.

    If that is one person, the actor's own votes alone are told: what all the others voted, taken from what the games
    got, would tell how that one did.
    """
    voters = votes.voters
    hidden = await _hidden(store, actor, (one.voter for one in voters))
    if len(hidden) == 1:
        return [one for one in voters if one.voter == actor.user_id], 1
    return [one for one in voters if one.voter not in hidden], len(hidden)


async def _hidden(store: Store, actor: Actor, voters: Iterable[int | str]) -> set[int]:
    """Those of the voters who keep their statistics to themselves; the actor is told their own."""
    ids = {one for one in voters if isinstance(one, int)}
    return await store.attendance.hidden(list(ids)) - {actor.user_id}


async def export(store: Store, actor: Actor, session: Session | None) -> list[Exported]:
    """The votes of the session, or of all that the actor runs, by play and in time order; of logs each voter's latest.

    Those of people who keep their statistics to themselves are of nobody (0). Raises NotAllowed, NothingToImport.
    """
    run = await require_importing(store, actor, session)
    plays = await store.played.of_guild(actor.guild_id, session_id=session.id if session else None)
    plays = [one for one in plays if one.campaign_id in run]  # who runs a campaign knows of its private sessions
    votes = await store.votes.on_plays([one.play_id for one in plays])
    stand = set(map(id, standing(votes).values()))
    hidden = await _hidden(store, actor, (one.voter for one in votes))
    of_play: dict[int, list[Exported]] = {play.play_id: [] for play in plays}
    of = {play.play_id: play for play in plays}
    for vote in votes:
        if vote.value is not None:
            told = replace(vote, user_id=0) if vote.voter in hidden else vote
            of_play[vote.play_id].append(Exported(of[vote.play_id], told, id(vote) in stand))
    return [one for play in plays for one in sorted(of_play[play.play_id], key=lambda one: one.vote.message_id)]
