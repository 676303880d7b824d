"""The unit of work: one transaction, with a repository for each feature."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

import db.outside.rows
import db.sessions.rows  # noqa: F401 - its tables belong to the metadata
from db.campaigns.campaigns import Campaigns
from db.campaigns.players import Players
from db.cards.cards import Cards
from db.cards.given_up import GivenUpCards
from db.causes import Causes
from db.data.archives import Archives
from db.data.people import PersonalData
from db.engine import for_reading, open_engine
from db.gamenight.games import Games
from db.gamenight.history import PlayHistory
from db.gamenight.nominations import Queue
from db.gamenight.plays import Plays
from db.gamenight.polls import PickPolls
from db.gamenight.rooms import Rooms
from db.outside.api_reading import ApiReading
from db.outside.api_tokens import ApiTokens
from db.outside.outbox import Outbox
from db.outside.turns import Turns
from db.outside.webhooks import Webhooks
from db.reminders.deliveries import Deliveries
from db.reminders.reminders import Reminders
from db.rollcall.reactions import Reactions
from db.rollcall.roll_calls import RollCalls
from db.scheduling.feeds import Feeds
from db.scheduling.listing import Listing
from db.scheduling.rsvps import Rsvps
from db.scheduling.series import AllSeries
from db.scheduling.sessions import Sessions
from db.scheduling.threads import Threads
from db.sessions.attendance import Attendances
from db.sessions.drafts import Drafts
from db.sessions.events import Events
from db.sessions.gametimes import GameTimes
from db.sessions.happenings import Happenings
from db.sessions.invites import Invites
from db.sessions.notes import PlayerNotes
from db.sessions.objectives import Objectives
from db.sessions.presence import Presences
from db.sessions.recaps import Recaps
from db.sessions.search import Search
from db.settings import Settings
from db.undelivered import Undelivered
from db.votes.imports import Imports
from db.votes.read_backs import ReadBacks
from db.votes.standing import StandingVotes
from db.votes.statistics import Played
from db.votes.votes import Votes
from domain.cards import CardKind


class Store:
    """What one transaction reads and writes. `now` is its instant, aware UTC: one reading of the clock."""

    def __init__(self, session: AsyncSession, now: datetime) -> None:
        self.now = now
        self.touched: set[tuple[CardKind, int]] = set()
        self.touched_slowly: set[tuple[CardKind, int]] = set()
        self.settings = Settings(session)
        self.campaigns = Campaigns(session)
        self.players = Players(session)
        self.sessions = Sessions(session)
        self.listing = Listing(session)
        self.threads = Threads(session)
        self.series = AllSeries(session)
        self.rsvps = Rsvps(session)
        self.roll_calls = RollCalls(session)
        self.reactions = Reactions(session)
        self.games = Games(session)
        self.queue = Queue(session)
        self.plays = Plays(session)
        self.rooms = Rooms(session)
        self.play_history = PlayHistory(session)
        self.pick_polls = PickPolls(session)
        self.votes = Votes(session)
        self.standing_votes = StandingVotes(session)
        self.read_backs = ReadBacks(session)
        self.imports = Imports(session)
        self.played = Played(session)
        self.reminders = Reminders(session)
        self.deliveries = Deliveries(session)
        self.undelivered = Undelivered(session)
        self.cards = Cards(session, self.touched, self.touched_slowly)
        self.given_up_cards = GivenUpCards(session, self.touched)
        self.causes = Causes(session)
        self.feeds = Feeds(session)
        self.events = Events(session)
        self.game_times = GameTimes(session)
        self.happenings = Happenings(session)
        self.invites = Invites(session)
        self.player_notes = PlayerNotes(session)
        self.objectives = Objectives(session)
        self.presences = Presences(session)
        self.attendance = Attendances(session)
        self.recaps = Recaps(session)
        self.drafts = Drafts(session)
        self.search = Search(session)
        self.personal = PersonalData(session)
        self.archives = Archives(session)
        self.webhooks = Webhooks(session)
        self.outbox = Outbox(session)
        self.turns = Turns(session)
        self.api_tokens = ApiTokens(session)
        self.api_reading = ApiReading(session)


@dataclass(frozen=True, slots=True)
class Committed:
    """What a transaction left to be done: the cards to be redrawn, and whether what is due has changed.

    `slowly`: cards that changed by what nobody clicked for; `outside`: webhooks are to be told something.
    """

    cards: frozenset[tuple[CardKind, int]]
    timetable: bool
    slowly: frozenset[tuple[CardKind, int]] = frozenset()
    outside: bool = False


class Database:
    """The store's door. After each commit, every listener is told of it."""

    def __init__(self, url: str, clock: Callable[[], datetime]) -> None:
        self._engine: AsyncEngine = open_engine(url)
        self._reading = for_reading(self._engine)
        self._clock = clock
        self._listeners: list[Callable[[Committed], None]] = []
        self._open = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def on_commit(self, listener: Callable[[Committed], None]) -> None:
        """Has the listener called after every commit; it must neither block nor raise."""
        self._listeners.append(listener)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Store]:
        """A unit of work: committed at the end, rolled back on any error. Nothing in it awaits Discord."""
        async with self._counted(), AsyncSession(self._engine, expire_on_commit=False) as session, session.begin():
            await session.connection()  # on SQLite this waits for its turn; only then is it now
            store = Store(session, self._clock())
            yield store
        slowly = frozenset(store.touched_slowly - store.touched)
        for listener in self._listeners:
            listener(Committed(frozenset(store.touched), store.reminders.changed, slowly, store.outbox.changed))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Store]:
        """A consistent view that takes no write lock. What is written in it is lost."""
        async with AsyncSession(self._reading, expire_on_commit=False) as session:
            yield Store(session, self._clock())

    @asynccontextmanager
    async def _counted(self) -> AsyncIterator[None]:
        self._open += 1
        self._idle.clear()
        try:
            yield
        finally:
            self._open -= 1
            if not self._open:
                self._idle.set()

    async def close(self) -> None:
        """Waits for the transactions that are under way, and closes every connection."""
        await self._idle.wait()
        await self._engine.dispose()
