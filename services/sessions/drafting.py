"""Drafts of recaps: asking the assistant, and accepting, changing or discarding what it proposes."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from db.store import Store
from domain.actor import Actor
from domain.data import SOMEBODY
from domain.errors import NotValid
from domain.scheduling.session import Session
from domain.sessions.draft import (
    LONGEST_MATERIAL,
    LONGEST_PROBLEM,
    LONGEST_WAIT,
    Draft,
    DraftFailed,
    DraftGone,
    DraftStatus,
    DraftUnderWay,
    Proposal,
)
from domain.sessions.log import EVERYBODY
from domain.sessions.recap import Recap
from services.campaigns import require_organiser
from services.sessions import recaps

INTERRUPTED = "the bot was stopped while it was at work"
NOTHING_LOGGED = "Nothing was logged for everyone in that session, so there is nothing to draft from."
_MENTION = re.compile(r"<@[!&]?[0-9]{1,20}>")


@dataclass(frozen=True, slots=True)
class Begun:
    """A draft, and what the assistant is to be given for it; None where one is there to review already."""

    session: Session
    draft: Draft
    material: str | None = None


async def begin(store: Store, actor: Actor, session_id: int) -> Begun:
    """An organiser asks for a draft; one that waits to be reviewed is given instead of a new one.

    Raises NotAllowed, NotValid where the session is not over or nothing was logged for everyone, DraftUnderWay.
    """
    session = await _own(store, actor, session_id, lock=True)
    draft = await store.drafts.of_session(session.id)
    if draft is not None and draft.status is DraftStatus.TO_REVIEW:
        return Begun(session, draft)
    if draft is not None and draft.status is DraftStatus.PROCESSING and draft.asked_at > store.now - LONGEST_WAIT:
        raise DraftUnderWay(draft.asked_at)
    material = await _material(store, session)
    begun = Draft(session.id, DraftStatus.PROCESSING, store.now)
    await store.drafts.save(begun)
    return Begun(session, begun, material)


async def finish(store: Store, begun: Draft, outcome: Proposal | DraftFailed) -> Draft:
    """Keeps what the assistant gave. Raises DraftGone where it was given up or asked for anew meanwhile."""
    now = await store.drafts.of_session(begun.session_id)
    if now is None or now.status is not DraftStatus.PROCESSING or now.asked_at != begun.asked_at:
        raise DraftGone
    if isinstance(outcome, DraftFailed):
        finished = replace(begun, status=DraftStatus.FAILED, problem=outcome.reason)
    else:
        finished = replace(begun, status=DraftStatus.TO_REVIEW, proposal=outcome)
    await store.drafts.save(finished)
    return finished


async def to_review(store: Store, actor: Actor, session_id: int, *, lock: bool = False) -> tuple[Session, Proposal]:
    """What an organiser is to review. Raises NotAllowed, NotValid, DraftGone."""
    session = await _own(store, actor, session_id, lock=lock)
    draft = await store.drafts.of_session(session.id)
    if draft is None or draft.status is not DraftStatus.TO_REVIEW or draft.proposal is None:
        raise DraftGone
    return session, draft.proposal


async def revise(store: Store, actor: Actor, session_id: int, texts: Mapping[str, str]) -> tuple[Session, Proposal]:
    """An organiser changes the draft, and not yet the recap. Raises NotAllowed, NotValid, DraftGone."""
    session, proposed = await to_review(store, actor, session_id, lock=True)
    kept = Recap(session.id).with_texts(texts)
    revised = replace(proposed, **{name: getattr(kept, name) or "" for name in texts})
    draft = await store.drafts.of_session(session.id)
    assert draft is not None  # noqa: S101 - it is to be reviewed
    await store.drafts.save(replace(draft, proposal=revised))
    return session, revised


async def accept(store: Store, actor: Actor, session_id: int) -> Session:
    """The draft becomes the recap, as if the organiser had written it. Raises NotAllowed, NotValid, DraftGone."""
    session, proposed = await to_review(store, actor, session_id, lock=True)
    draft = await store.drafts.of_session(session.id)
    assert draft is not None  # noqa: S101 - it is to be reviewed
    await recaps.edit(store, actor, session.id, proposed.texts)
    await store.drafts.save(replace(draft, status=DraftStatus.APPLIED, proposal=None))
    return session


async def discard(store: Store, actor: Actor, session_id: int) -> Session:
    """Drops the draft. Raises NotAllowed, NotValid, DraftGone."""
    session, _ = await to_review(store, actor, session_id, lock=True)
    await store.drafts.remove(session.id)
    return session


async def give_up_lost(store: Store) -> None:
    """Has drafts fail that nobody works on any more: the bot was stopped meanwhile."""
    await store.drafts.give_up(store.now - LONGEST_WAIT, INTERRUPTED[:LONGEST_PROBLEM])


async def _own(store: Store, actor: Actor, session_id: int, *, lock: bool) -> Session:
    session = await store.sessions.get(session_id, actor.guild_id, lock=lock)
    await require_organiser(store, actor, await store.campaigns.get(session.campaign_id, actor.guild_id))
    recaps.require_over(session)
    return session


async def _material(store: Store, session: Session) -> str:
    """What everybody may read of the session, as JSON, and nothing else: no ids, no notes, no names of members."""
    tale = await recaps.told(store, session)
    log = await store.events.visible(session.id, EVERYBODY)
    if not log:
        raise NotValid(NOTHING_LOGGED)
    entries: list[dict[str, object]] = []
    room = LONGEST_MATERIAL
    for one in reversed(log):  # of a very long log, the end
        entry: dict[str, object] = {"category": one.said.category.value, "text": _unnamed(one.said.text)}
        if one.said.measure is not None:
            entry |= {"counts": one.said.measure.value, "amount": one.said.amount}
        room -= len(json.dumps(entry))
        if room < 0:
            break
        entries.insert(0, entry)
    return json.dumps(
        {
            "title": _unnamed(session.title),
            "log": entries,
            "objectives": [{"text": _unnamed(one.text), "done": one.done_at is not None} for one in tale.objectives],
            "games": [play.game.title for play, _ in tale.plays],
        },
        ensure_ascii=False,
    )


def _unnamed(text: str) -> str:
    return _MENTION.sub(SOMEBODY, text)
