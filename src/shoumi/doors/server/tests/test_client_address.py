"""Whose request it is: the matrix of proxies, forged headers and hops."""

from __future__ import annotations

import pytest

from shoumi.doors.server.client_address import BadProxies, named, resolved

CADDY, SECOND, READER, LIAR = "127.0.0.1", "10.0.0.7", "198.51.100.9", "203.0.113.66"


def asked(peer: str, proxies: str, *hops: str, scheme: str = "") -> tuple[str, str]:
    headers = [(b"x-forwarded-for", hop.encode()) for hop in hops]
    headers += [(b"x-forwarded-proto", scheme.encode())] if scheme else []
    address, found, left = resolved(peer, headers, named(proxies))
    assert left == []
    return address, found


@pytest.mark.parametrize(
    ("peer", "proxies", "hops", "address"),
    [
        # No proxy: nobody is believed.
        (READER, "", (), READER),
        (READER, "", (LIAR,), READER),
        (CADDY, "", (LIAR,), CADDY),
        # One proxy: what it wrote itself, whatever it was told.
        (CADDY, CADDY, (READER,), READER),
        (CADDY, CADDY, (f"{LIAR}, {READER}",), READER),
        (CADDY, CADDY, (LIAR, READER), READER),
        (CADDY, CADDY, (), CADDY),
        # Somebody else than the proxy comes straight to us.
        (LIAR, CADDY, (READER,), LIAR),
        # Two hops of ours.
        (CADDY, f"{CADDY} 10.0.0.0/24", (f"{READER}, {SECOND}",), READER),
        (CADDY, f"{CADDY} 10.0.0.0/24", (f"{LIAR}, {READER}, {SECOND}",), READER),
        (CADDY, CADDY, (f"{READER}, {SECOND}",), SECOND),
        # Every hop is ours: whoever began is the leftmost of them.
        (CADDY, f"{CADDY} 10.0.0.0/24", (f"{SECOND}",), SECOND),
        # Nonsense counts for the proxy that told it.
        (CADDY, CADDY, ("unknown",), CADDY),
        (CADDY, f"{CADDY} 10.0.0.0/24", (f"{READER}, _hidden, {SECOND}",), SECOND),
        (CADDY, CADDY, (f"{READER}:4711",), READER),
        (CADDY, CADDY, ("[2001:db8::1]:443",), "2001:db8::1"),
        (CADDY, CADDY, (f"::ffff:{READER}",), READER),
        ("::1", "::1", (READER,), READER),
    ],
)
def test_the_rightmost_hop_that_is_not_ours(peer, proxies, hops, address):
    assert asked(peer, proxies, *hops)[0] == address


@pytest.mark.parametrize(
    ("peer", "said", "scheme"),
    [
        (CADDY, "https", "https"),
        (CADDY, "http", "http"),
        (LIAR, "https", "http"),
        (CADDY, "", "http"),
    ],
)
def test_only_a_named_proxy_says_how_it_was_asked(peer, said, scheme):
    assert asked(peer, CADDY, scheme=said)[1] == scheme


def test_what_the_way_says_reaches_no_page():
    told = ("forwarded", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "true-client-ip")
    headers = [(name.encode(), b"x") for name in told] + [(b"host", b"a")]
    assert resolved(CADDY, headers, named(CADDY))[2] == [(b"host", b"a")]


def test_a_proxy_that_is_no_address_is_refused():
    with pytest.raises(BadProxies):
        named("proxy.example")
