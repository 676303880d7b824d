"""What ends a roll call waits until the reactions that came while the bot was away were counted."""

from datetime import datetime, timedelta

from cogs.edge.app import App
from db.store import Store
from domain.reminders import Reminder
from domain.reminders import Status as Became
from domain.rollcall.poll import Status

PATIENCE = timedelta(minutes=2)  # for all looks after one absence
AGAIN_AFTER = timedelta(seconds=5)


class Looks:
    """Which roll calls' cards were looked at since the bot was last away. A process begins with an absence."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._since: datetime | None = app.clock()
        self._looking = False
        self._looked: set[int] = set()

    def away(self) -> None:
        """The gateway is lost. Every further attempt to reach it says so again."""
        if self._since is None:
            self._since = self._app.clock()
            self._looked.clear()

    def resumed(self) -> None:
        """The gateway has told all that was missed; but not what another shard may still be looking at."""
        if not self._looking:
            self._since = None

    def begin(self) -> None:
        """Each card is to be looked at."""
        self._since = self._app.clock()
        self._looking = True
        self._looked.clear()

    def note(self, roll_call_id: int) -> None:
        """That one's was, or cannot be."""
        self._looked.add(roll_call_id)

    def end(self) -> None:
        """Every one was."""
        self._since = None
        self._looking = False

    async def wait(self, store: Store, due: Reminder) -> datetime | None:
        """When to come again with what is due of an open roll call that reactions answer; None: now is right."""
        now = store.now
        if self._since is None or due.subject_id in self._looked or now >= self._since + PATIENCE:
            return None
        roll_call = await store.roll_calls.get(due.subject_id, due.guild_id)
        row = await store.reminders.get(due.id, due.guild_id)
        if not roll_call.by_reaction or roll_call.status is not Status.OPEN:
            return None
        withdrawn = row is None or row.status is Became.WITHDRAWN  # putting it off would bring it back
        return None if withdrawn else now + AGAIN_AFTER
