"""Recall: searching the record for what one may read of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from db.store import Store
from domain.actor import Actor
from domain.campaigns import Campaign
from domain.cards import CardKind
from domain.errors import NotValid
from domain.sessions.recall import Found, words_of, worth_alone
from services.sessions.reading import reach_of, viewer_of

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a search found, the newest sessions' first. `every`: each holds all the `words`; else some of them.

    `urls`: where to read on, by the session's id: its recap, else its board.
    """

    words: tuple[str, ...]
    found: tuple[Found, ...]
    every: bool
    urls: dict[int, str]


async def recall(
    store: Store, actor: Actor, here: Sequence[int], query: str, campaign: Campaign | None = None
) -> Recalled:
    """What the record says of the query, of one campaign or of all, as far as the actor may read it. Raises NotValid.

    What holds all the words; if nothing does, what holds some.
    """
    words = words_of(query)
    if not words:
        raise NotValid("Give at least one word to look for, for example `dragon`.")
    viewer = await viewer_of(store, actor)
    reach = await reach_of(store, actor, here)
    if campaign is not None:
        reach = replace(reach, only=campaign.id)
    found = await store.search.find(words, viewer, reach, every=True)
    every = bool(found) or len(words) == 1
    if not every:
        words = worth_alone(words)
        found = await store.search.find(words, viewer, reach, every=False)
    shown = tuple(found[:MOST_SHOWN])
    return Recalled(words, shown, every, await _urls(store, {one.session_id for one in shown}))


async def _urls(store: Store, session_ids: set[int]) -> dict[int, str]:
    urls = {}
    for session_id in session_ids:
        for kind in (CardKind.BOARD, CardKind.RECAP):
            card = await store.cards.get(kind, session_id)
            if card is not None and card.url:
                urls[session_id] = card.url
    return urls
