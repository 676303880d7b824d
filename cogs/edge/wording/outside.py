"""The words for errors of webhooks: the cause, and the remedy."""

from cogs.edge.wording.said import words
from domain.outside.addresses import LONGEST_ADDRESS, AddressRefused, Wrong
from domain.outside.outbox import NoWebhook

REFUSED = {
    Wrong.NO_ADDRESS: "That is no address that I can use. Give one like `https://example.org/rollcall`.",
    Wrong.NOT_HTTPS: "A webhook's address begins with `https://`, so that nobody on the way can read what is told.",
    Wrong.PASSWORD: (
        "Leave the name and password out of the address: what I send is signed, and the receiver can check that."
    ),
    Wrong.TOO_LONG: f"A webhook's address has at most {LONGEST_ADDRESS} characters.",
    Wrong.NOT_FOUND: "I find no host of that name. Check the address, or try again in a minute.",
    Wrong.INSIDE: (
        "That host is inside a private network, or is the machine I run on, and there I send nothing. "
        "Give an address that the internet reaches."
    ),
}


@words.register
def _(error: AddressRefused) -> str:
    return REFUSED[error.why]


@words.register
def _(error: NoWebhook) -> str:
    return "This server has no webhook. `/settings webhook` with an address in `url` sets one."
