"""A roll call as sentences name it."""

from cogs.edge.text import plain
from cogs.edge.wording import title_of
from domain.cards import Card
from domain.rollcall.poll import RollCall


def called(roll_call: RollCall, card: Card | None = None) -> str:
    """`“Next game” (roll call 12)`; the number leads to its card, where that is known."""
    number = f"roll call {roll_call.id}"
    return f"“{plain(title_of(roll_call.title))}” ({f'[{number}]({card.url})' if card and card.url else number})"
