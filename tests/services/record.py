"""What the tests of the record stand on: a campaign, and people who stand to it in every way."""

from dataclasses import replace

from db.sessions.rows import GuestRow, InviteRow
from db.store import Database
from domain.actor import Actor
from domain.campaigns import Campaign, Kind
from domain.scheduling.session import Session
from domain.sessions.log import Event, Readers, Said, Visibility
from services.sessions import log, running
from tests.conftest import Clock
from tests.services.acting import ANA, BEN, CHANNEL, CLEO, GUILD, HOST, act

GUEST, PASSER_BY = Actor(21, GUILD), Actor(22, GUILD)
ELSEWHERE = Actor(ANA.user_id, GUILD + 1, may_manage_events=True)
VIEWERS = {"organiser": HOST, "named": ANA, "player": BEN, "guest": GUEST, "passer-by": PASSER_BY}
SECRETS = {
    "everyone": Readers(),
    "organisers": Readers(Visibility.ORGANISER),
    "named": Readers(Visibility.NAMED, frozenset({ANA.user_id})),
}


async def campaign_of(database: Database) -> Campaign:
    """A campaign in which Ana, Ben and Cleo play."""
    async with database.transaction() as store:
        made = await store.campaigns.add(Campaign(0, GUILD, "Curse", Kind.CAMPAIGN, organiser_id=HOST.user_id))
        for one in (ANA, BEN, CLEO):
            await store.campaigns.add_player(made.id, one.user_id, store.now)
    return made


async def begun(database: Database, campaign: Campaign, channel_id: int = CHANNEL) -> Session:
    """A session of the campaign that is live."""
    return await act(database, running.start_ad_hoc, HOST, campaign, channel_id)


async def invited(database: Database, session: Session) -> None:
    """GUEST came to the session by an invitation."""
    async with database.transaction() as store:
        rows = store.events._session  # what no repository writes here
        invite = InviteRow(
            session_id=session.id,
            guild_id=GUILD,
            token_hash=bytes(32),
            created_by=HOST.user_id,
            created_at=store.now,
        )
        rows.add(invite)
        await rows.flush()
        rows.add(GuestRow(session_id=session.id, user_id=GUEST.user_id, invite_id=invite.id, joined_at=store.now))


async def logs(database: Database, session: Session, who: Actor, text: str, **said: object) -> Event:
    """An entry of the session's log."""
    entry = replace(Said(text), **said)  # type: ignore[arg-type]  # the fields of Said, by name
    return (await act(database, log.log, who, session.id, entry)).event


async def with_secrets(database: Database, clock: Clock) -> Session:
    """A live session whose log has an entry for everyone, one for organisers and one for Ana; GUEST is at it."""
    session = await begun(database, await campaign_of(database))
    await invited(database, session)
    clock.advance(minutes=1)
    for name, readers in SECRETS.items():
        await logs(database, session, HOST, f"dragon {name}", readers=readers)
    return session
