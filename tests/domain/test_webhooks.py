"""Which addresses a webhook may have, how what it is told is signed, and when that is tried again."""

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.outside.addresses import (
    LONGEST_ADDRESS,
    AddressRefused,
    Wrong,
    host_of,
    is_outside,
    read_address,
    require_outside,
)
from domain.outside.outbox import RETRIES, Trouble, again_at, is_delivered
from domain.outside.signatures import new_secret, signature

NOW = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://example.org", "https://example.org"),
        (" https://example.org/hook?key=1 ", "https://example.org/hook?key=1"),
        ("HTTPS://Example.org:8443/a", "https://Example.org:8443/a"),
        ("https://example.org/a#part", "https://example.org/a"),
        ("https://[2606:4700::1111]/a", "https://[2606:4700::1111]/a"),
    ],
)
def test_an_https_address_is_kept(text: str, kept: str) -> None:
    assert read_address(text) == kept


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Wrong.NOT_HTTPS),
        ("example.org/hook", Wrong.NOT_HTTPS),
        ("http://example.org", Wrong.NOT_HTTPS),
        ("ftp://example.org", Wrong.NOT_HTTPS),
        ("https://", Wrong.NO_ADDRESS),
        ("https:///path", Wrong.NO_ADDRESS),
        ("https://:443/", Wrong.NO_ADDRESS),
        ("https://example.org:0/", Wrong.NO_ADDRESS),
        ("https://example.org:99999/", Wrong.NO_ADDRESS),
        ("https://example.org:port/", Wrong.NO_ADDRESS),
        ("https://[::1/", Wrong.NO_ADDRESS),
        ("https://[fe80::1%25eth0]/", Wrong.NO_ADDRESS),
        ("https://127%2e0.0.1/", Wrong.NO_ADDRESS),
        ("https://example.org\\@evil.example/", Wrong.NO_ADDRESS),
        ("https://exa mple.org/", Wrong.NO_ADDRESS),
        ("https://example.org/\r\nX: y", Wrong.NO_ADDRESS),
        ("https://example.org/`", Wrong.NO_ADDRESS),
        ("https://exämple.org/", Wrong.NO_ADDRESS),
        ("https://ⓔxample.org/", Wrong.NO_ADDRESS),
        ("https://me:secret@example.org/", Wrong.PASSWORD),
        ("https://me@example.org/", Wrong.PASSWORD),
        ("https://example.org/" + "a" * LONGEST_ADDRESS, Wrong.TOO_LONG),
    ],
)
def test_anything_else_is_refused(text: str, why: Wrong) -> None:
    with pytest.raises(AddressRefused) as refused:
        read_address(text)

    assert refused.value.why is why


@given(st.text(max_size=60) | st.text(max_size=40).map("https://{}".format))
def test_whatever_is_typed_is_either_refused_or_reads_again_as_itself(text: str) -> None:
    try:
        address = read_address(text)
    except AddressRefused:
        return

    assert read_address(address) == address
    assert host_of(address)[0]


def test_only_the_host_and_port_are_for_others() -> None:
    assert host_of("https://example.org/secret?key=1") == ("example.org", 443)
    assert host_of("https://[2606:4700::1111]:8443/a") == ("2606:4700::1111", 8443)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",  # noqa: S104 - nothing is bound
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "192.88.99.1",
        "168.63.129.16",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:a00:1::1",
        "2001::1",
        "2001:db8::1",
        "3fff::1",
        "2a00::5efe:10.0.0.1",
        "2a00::200:5efe:127.0.0.1",
        "fd00::5efe:1.1.1.1",
        "100::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "5f00::1",
        "",
        "localhost",
        "2130706433",
    ],
)
def test_what_is_not_the_internet_is_inside(address: str) -> None:
    assert not is_outside(address)
    with pytest.raises(AddressRefused):
        require_outside(["93.184.215.14", address])


@pytest.mark.parametrize(
    "address",
    [
        "93.184.215.14",
        "1.1.1.1",
        "2606:4700::1111",
        "::ffff:1.1.1.1",
        "64:ff9b::101:101",
        "2002:101:101::1",
        "2a00::5efe:1.1.1.1",
    ],
)
def test_the_internet_is_outside(address: str) -> None:
    assert is_outside(address)
    require_outside([address])


@given(st.integers(0, 2**32 - 1).map(IPv4Address))
def test_an_address_written_in_another_is_judged_as_itself(inner: IPv4Address) -> None:
    written = (0xFFFF << 32 | int(inner), 0x64FF9B << 96 | int(inner), 0x2002 << 112 | int(inner) << 80)

    assert {is_outside(str(IPv6Address(one))) for one in written} == {is_outside(str(inner))}


@given(st.integers(0, 2**32 - 1).map(IPv4Address) | st.integers(0, 2**128 - 1).map(IPv6Address))
def test_nothing_that_python_calls_private_is_ever_outside(address: IPv4Address | IPv6Address) -> None:
    if is_outside(str(address)):
        known = ip_address(str(address))
        mapped = getattr(known, "ipv4_mapped", None)
        assert (mapped or known).is_global
        assert not known.is_multicast
        assert not known.is_loopback


def test_a_host_without_addresses_is_not_found() -> None:
    with pytest.raises(AddressRefused) as refused:
        require_outside([])

    assert refused.value.why is Wrong.NOT_FOUND


def test_a_signature_is_over_the_time_a_dot_and_the_body() -> None:
    body = '{"title":"Café"}'.encode()

    said = signature("whsec_key", NOW, body)

    expected = hmac.new(b"whsec_key", b"1788264000." + body, hashlib.sha256).hexdigest()
    assert said == f"t=1788264000,v1={expected}"


@given(st.binary(max_size=50), st.binary(max_size=50))
def test_another_body_time_or_key_has_another_signature(one: bytes, other: bytes) -> None:
    first = signature("a", NOW, one)

    assert (signature("a", NOW, other) == first) is (one == other)
    assert signature("b", NOW, one) != first
    assert signature("a", NOW + timedelta(seconds=1), one) != first


def test_the_documented_way_to_verify_takes_what_is_signed_and_nothing_else() -> None:
    document = (Path(__file__).parents[2] / "docs" / "webhooks.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(import hashlib.*?)```", document, re.DOTALL)
    known: dict[str, Any] = {}
    exec(code, known)  # noqa: S102 - it is what people are told to run
    now = datetime.now(UTC)
    header = signature("whsec_key", now, b"{}")

    assert known["is_genuine"](header, b"{}", "whsec_key")
    assert not known["is_genuine"](header, b"{ }", "whsec_key")
    assert not known["is_genuine"](header, b"{}", "whsec_other")
    assert not known["is_genuine"](signature("whsec_key", now - timedelta(hours=1), b"{}"), b"{}", "whsec_key")


def test_secrets_differ_and_say_what_they_are() -> None:
    assert new_secret() != new_secret()
    assert new_secret().startswith("whsec_")


@pytest.mark.parametrize("result", [500, 404, 302, 199, 300, Trouble.UNREACHED])
def test_what_fails_is_tried_five_times_more_and_then_given_up(result: int | Trouble) -> None:
    waits = [again_at(NOW, failures, result) for failures in range(1, 7)]

    assert waits == [*(NOW + wait for wait in RETRIES), None]
    assert not is_delivered(result)


def test_a_receiver_that_is_gone_is_tried_no_more() -> None:
    assert again_at(NOW, 1, 410) is None


@pytest.mark.parametrize("status", [200, 202, 204, 299])
def test_any_2xx_is_delivered(status: int) -> None:
    assert is_delivered(status)
