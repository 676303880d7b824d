"""Posting one event to a webhook: signed, only into the internet, and reading nothing but the status."""

import logging
import socket
from collections.abc import Callable
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver

from cogs.edge.resolving import Resolver
from domain.outside.addresses import is_outside
from domain.outside.outbox import Parcel, Trouble
from domain.outside.signatures import signature

PATIENCE = 10.0  # seconds that a receiver has to answer in
USER_AGENT = "Rollcall-Webhooks/1"
LOOKUPS = 50  # names that are looked up at once
log = logging.getLogger(__name__)


class NotOutside(OSError):
    """The connection would go to an address in the host's own network."""


def is_elsewhere(host: str) -> bool:
    """Whether an IP address is one of the internet's, and neither the host's own nor in an IPv6 network of its own."""
    return is_outside(host) and not is_own(host)


def is_own(host: str) -> bool:
    """Whether the machine would send from that very IP address, or from the same /64, to get there."""
    family, bits = (socket.AF_INET6, 64) if ":" in host else (socket.AF_INET, 32)
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((host, 9))  # sends nothing, but chooses the way
        except OSError:  # there is none
            return False
        own = probe.getsockname()[0]
    return ip_address(host) in ip_network(f"{own}/{bits}", strict=False)


class Poster:
    """Posts events. `permits` says to which IP addresses a connection may be made.

    It is asked of every one, just before, so that it does not matter what a name meant when it was set. `patience` is
    how many seconds a receiver has.
    """

    def __init__(
        self,
        *,
        permits: Callable[[str], bool] = is_elsewhere,
        resolver: AbstractResolver | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self._permits = permits
        self._resolver = resolver or Resolver(LOOKUPS)
        self._timeout = aiohttp.ClientTimeout(total=patience)

    async def post(self, parcel: Parcel, now: datetime) -> int | Trouble:
        """Sends it, and gives the status that came back, or why none did. Of the answer nothing else is read."""
        headers = {
            "Content-Type": "application/json",
            "User-Agent": USER_AGENT,
            "X-Rollcall-Event": parcel.event,
            "X-Rollcall-Delivery": parcel.delivery_id,
            "X-Rollcall-Signature": signature(parcel.secret, now, parcel.body),
        }
        # A client for each: no connection is kept, on which another name's address could be used.
        connector = aiohttp.TCPConnector(
            socket_factory=self._socket, resolver=self._resolver, use_dns_cache=False, force_close=True
        )
        try:
            async with (
                aiohttp.ClientSession(
                    connector=connector,
                    connector_owner=True,
                    timeout=self._timeout,
                    cookie_jar=aiohttp.DummyCookieJar(),
                    trust_env=False,
                    auto_decompress=False,
                    skip_auto_headers=("Accept-Encoding",),
                ) as client,
                client.post(parcel.url, data=parcel.body, headers=headers, allow_redirects=False) as answer,
            ):
                return answer.status
        except (aiohttp.ClientError, OSError, ValueError) as error:  # TimeoutError is an OSError
            causes = (error, error.__cause__, getattr(error, "os_error", None))
            if any(isinstance(one, NotOutside) for one in causes):
                return Trouble.INSIDE
            log.info("the webhook of guild %s: %s", parcel.guild_id, type(error).__name__)
            return Trouble.UNREACHED

    def _socket(self, address: tuple[Any, ...]) -> socket.socket:
        """A socket for a connection to that address: the last moment at which it can be refused, whatever led to it."""
        family, kind, protocol, _, (host, *_) = address
        if not self._permits(host):
            raise NotOutside
        return socket.socket(family, kind, protocol)
