"""What the worker asks the helper for, and where a block stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shoumi.chapters.defence.rules import blocks as rules
from shoumi.chapters.defence.rules.blocks import BadChange, BlockState, Change, Sets

ATTACKER, OTHER, NEAR = "198.51.100.7", "2001:db8::/64", "2001:db8::7"


def test_the_helper_reads_what_the_worker_writes_and_nothing_else():
    wanted = [Change(ATTACKER, 3600), Change(OTHER, 0)]
    lines = "".join(f"{one.line}\n" for one in wanted)
    assert rules.read(lines) == wanted
    assert rules.text(wanted) == (
        f"add element inet shoumi blocked4 {{ {ATTACKER} timeout 3600s }}\n"
        f"delete element inet shoumi blocked6 {{ {OTHER} }}\n"
    )
    for bad in (
        "198.51.100.7",
        "198.51.100.7 -1",
        "198.51.100.7 99999999",
        "198.51.100.7 60; flush ruleset",
        "198.51.100.7 ６０",
        "198.51.100.0/24 60",
        "127.0.0.1 60",
        "2001:0db8::7 60",
        "2001:db8::7/64 60",
        "2001:db8::/32 60",
        "fe80::1 60",
        "fe80::/64 60",
        "\n198.51.100.7 60",
        "198.51.100.7 60\n" * 1001,
    ):
        with pytest.raises(BadChange):
            rules.read(bad)


@pytest.mark.parametrize(
    ("told", "shut"),
    [
        (" 198.51.100.7 ", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:DB8:1:2:ffff::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:3::/64", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::/56", ""),
        ("198.51.100.0/24", ""),
        ("198.51.100.7/64", ""),
        ("64:ff9b::c633:6407", "64:ff9b::c633:6407"),
        ("64:ff9b::/64", ""),
        *((own, "") for own in ("127.0.0.1", "::1", "::7", "::/64", "fe80::1", "169.254.0.9")),
        *((none, "") for none in ("ff02::1", "224.0.0.1", "0.0.0.0", "", "/64", "example")),
    ],
)
def test_of_ipv6_a_subscriber_is_shut_out_whole_and_never_the_host_or_its_link(told, shut):
    assert rules.address(told) == shut


def test_nothing_that_overlaps_is_put_beside_each_other():
    wanted = {OTHER: 60, NEAR: 90, ATTACKER: 30}
    todo = [Change(ATTACKER, 30), Change(OTHER, 60)]
    assert rules.changes(wanted, [], Sets()) == todo
    has = Sets(frozenset({NEAR, "2001:db8:0:1::7", "203.0.113.9"}))
    assert rules.changes(wanted, [], has) == [Change(NEAR, 0), *todo]
    for wide in (OTHER, "2001:db8::/32"):
        assert rules.changes(wanted, [], Sets(frozenset({wide, ATTACKER}))) == []
    assert rules.changes({NEAR: 90}, [OTHER], Sets(frozenset({OTHER}))) == [Change(OTHER, 0)]


def test_a_table_of_an_older_version_gets_no_network_and_the_rest_all_the_same():
    wanted = {OTHER: 60, ATTACKER: 30, "2001:db8:9::1": 20}
    todo = rules.changes(wanted, [], Sets(takes_networks=False))
    assert todo == [Change(ATTACKER, 30), Change("2001:db8:9::1", 20)]


def test_a_state_follows_from_the_times():
    at = datetime(2026, 8, 26, 2, tzinfo=UTC)
    later = at + timedelta(hours=1)
    assert rules.state(later, None, None, at) is BlockState.WAITING
    assert rules.state(later, at, None, at) is BlockState.IN_FORCE
    assert rules.state(at, at, None, at) is BlockState.OVER
    assert rules.state(later, at, at, at) is BlockState.LIFTED
