"""The addresses that a guild may have told: https, and never anything in the network of the bot's own host."""

from collections.abc import Iterable
from enum import StrEnum
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from domain.errors import UserError

LONGEST_ADDRESS = 500
GLOBAL_UNICAST = ip_network("2000::/3")  # all that IANA has given out to the internet
NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
SIX_TO_FOUR = ip_network("2002::/16")  # RFC 3056: the 32 bits after these are an IPv4 address
ISATAP = 0x5EFE  # RFC 5214: after these, the last 32 bits are an IPv4 address; the bit before says who gave it out
ISATAP_MASK = 0xFDFFFFFF
NOT_OUTSIDE = (
    ip_network("3fff::/20"),  # RFC 9637: for documentation
    ip_network("192.88.99.0/24"),  # RFC 7526: what is left of 6to4's relays
    ip_network("168.63.129.16/32"),  # Azure's platform, which is inside for who is hosted there
)


class Wrong(StrEnum):
    """Why something cannot be the address of a webhook."""

    NO_ADDRESS = "no address"
    NOT_HTTPS = "not https"
    PASSWORD = "a name or password in it"  # noqa: S105 - no password
    TOO_LONG = "too long"
    NOT_FOUND = "no such host"
    INSIDE = "inside"


class AddressRefused(UserError):
    """That cannot be the address of a webhook."""

    def __init__(self, why: Wrong) -> None:
        super().__init__(why)
        self.why = why


def read_address(text: str) -> str:
    """An https address as it is kept, without its fragment. Raises AddressRefused.

    It is made of printable ASCII without what programs read differently (spaces, backslashes, quotes, angle brackets);
    hosts in other scripts are written in Punycode.
    """
    text = text.strip()
    if len(text) > LONGEST_ADDRESS:
        raise AddressRefused(Wrong.TOO_LONG)
    if not text.isascii() or not text.isprintable() or any(one in " \\\"'`<>{}|^" for one in text):
        raise AddressRefused(Wrong.NO_ADDRESS)
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise AddressRefused(Wrong.NO_ADDRESS) from None
    if parts.scheme != "https":
        raise AddressRefused(Wrong.NOT_HTTPS)
    if "@" in parts.netloc:
        raise AddressRefused(Wrong.PASSWORD)
    if not host or port == 0 or "%" in parts.netloc:
        raise AddressRefused(Wrong.NO_ADDRESS)
    return parts._replace(fragment="").geturl()


def host_of(address: str) -> tuple[str, int]:
    """The host of an address that was read, and the port: what may be shown to others."""
    parts = urlsplit(address)
    return parts.hostname or "", parts.port or 443


def is_outside(text: str) -> bool:
    """Whether an IP address is one of the internet's: neither private, nor of a link, nor another written in it."""
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return _is_global(address)
    inner = _inner(address)
    if inner is not None:
        return _is_global(inner)
    if int(address) >> 32 & ISATAP_MASK == ISATAP and not _is_global(_last(address)):
        return False
    return address in GLOBAL_UNICAST and _is_global(address)


def require_outside(addresses: Iterable[str]) -> None:
    """Raises AddressRefused unless a host has addresses, and all of them are the internet's."""
    found = list(addresses)
    if not found:
        raise AddressRefused(Wrong.NOT_FOUND)
    if not all(is_outside(one) for one in found):
        raise AddressRefused(Wrong.INSIDE)


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address to which a gateway would hand on what is sent to this one."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in NAT64:
        return _last(address)
    if address in SIX_TO_FOUR:
        return IPv4Address(int(address) >> 80 & 0xFFFFFFFF)
    return None


def _last(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFFFFFF)


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    listed = any(address in one for one in NOT_OUTSIDE if one.version == address.version)
    return address.is_global and not address.is_multicast and not address.is_reserved and not listed
