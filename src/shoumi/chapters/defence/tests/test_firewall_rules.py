"""What is let in becomes nftables' words, and what nft answers becomes the same words again."""

from __future__ import annotations

import json

import pytest

from shoumi.chapters.defence.rules import firewall, nft_output, sockets
from shoumi.chapters.defence.rules.firewall import BadLine, LineFault, Protocol
from shoumi.chapters.defence.rules.nft_output import NoListing
from shoumi.chapters.defence.tests.defence_house import AS_APPROVED, OPENED, let_in, listing

BEFORE = "0ce4f8a7b195edf4763623814579b70227416d5a50d11381af259141ed487cbc"
OPENINGS = firewall.openings(OPENED)


def differing(listed, *, is_routing=False):
    lines = nft_output.lines(listed)
    return nft_output.differences(lines, OPENINGS, is_routing=is_routing)


def test_openings_are_read_a_line_each_and_put_in_order():
    assert [(one.port, one.protocol, one.source) for one in OPENINGS] == [
        (22, Protocol.TCP, "192.0.2.0/24"),
        (443, Protocol.TCP, ""),
    ]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("443 tcp", LineFault.SHAPE),
        ("0 | tcp | * | 网页", LineFault.PORT),
        ("65536 | tcp | * | 网页", LineFault.PORT),
        ("٤٤٣ | tcp | * | 网页", LineFault.PORT),
        ("443 | sctp | * | 网页", LineFault.PROTOCOL),
        ("443 | tcp | 192.0.2.1/24 | 网页", LineFault.SOURCE),
        ("443 | tcp | 样板 | 网页", LineFault.SOURCE),
        ("443 | tcp | * | ", LineFault.WHY),
        ("22 | tcp | 192.0.2.0/24 | 再来一次", LineFault.TWICE),
    ],
)
def test_a_line_that_does_not_do_is_named(line, fault):
    with pytest.raises(BadLine) as refused:
        firewall.openings(f"{OPENED}\n{line}")
    assert (refused.value.line, refused.value.fault) == (3, fault)


@pytest.mark.parametrize(
    ("source", "rule"),
    [
        ("*", "tcp dport 22 accept"),
        ("0.0.0.0/0", "tcp dport 22 accept"),
        ("203.0.113.7", "ip saddr 203.0.113.7 tcp dport 22 accept"),
        ("203.0.113.0/24", "ip saddr 203.0.113.0/24 tcp dport 22 accept"),
        ("2001:DB8::/32", "ip6 saddr 2001:db8::/32 tcp dport 22 accept"),
    ],
)
def test_a_network_is_written_as_nft_lists_it(source, rule):
    assert firewall.openings(f"22 | tcp | {source} | 运维")[0].rule == rule


def test_everything_that_is_not_named_is_dropped_and_no_other_table_is_touched():
    text = firewall.text(OPENINGS, is_routing=False)
    assert text.count("policy drop;") == 2
    assert {line.split()[-2] for line in text.splitlines() if line.endswith("shoumi {")} == {
        "shoumi"
    }
    assert "flush" not in text
    assert "hook forward" not in firewall.text(OPENINGS, is_routing=True)


def test_only_a_file_of_ours_word_for_word_is_ours():
    for is_routing in (False, True):
        text = firewall.text(OPENINGS, is_routing=is_routing)
        assert firewall.is_ours(text)
        for other in (
            text + 'include "/etc/passwd"\n',
            text.replace("policy drop", "policy accept", 1),
            text.replace("inet shoumi", "inet filter"),
            text.replace("\t\ttcp dport 443 accept", "\t\taccept"),
            "",
        ):
            assert not firewall.is_ours(other)


def test_what_nft_lists_of_our_rules_differs_in_nothing():
    assert differing(listing(AS_APPROVED)) == []


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ([*AS_APPROVED, let_in(9000)], ["+ tcp dport 9000 accept"]),
        ([*AS_APPROVED, let_in(443)], ["+ tcp dport 443 accept"]),
        (AS_APPROVED[1:], ["- ip saddr 192.0.2.0/24 tcp dport 22 accept"]),
        (AS_APPROVED[::-1], ["~ chain input"]),
        ([*AS_APPROVED, [{"accept": None}]], ["+ accept"]),
        ([*AS_APPROVED, [{"jump": {"target": "x"}}]], ['+ {"jump":{"target":"x"}}']),
    ],
)
def test_what_the_host_does_otherwise_is_named(rules, told):
    assert differing(listing(rules)) == told


def test_a_table_of_an_older_version_lets_in_nothing_besides():
    said = listing(AS_APPROVED).replace('["interval", "timeout"]', '["timeout"]')
    assert differing(said) == []
    assert differing(said.replace('["timeout"]', '["dynamic"]', 1)) == ["+ set blocked4"]
    now, before = firewall.digests(OPENINGS, is_routing=False)
    assert now == firewall.digest(OPENINGS, is_routing=False)
    # As the version before wrote and approved it, of these openings.
    assert before.hex() == BEFORE


def test_a_chain_that_lets_all_through_or_is_hooked_elsewhere_differs():
    for hook in ({"policy": "accept"}, {"hook": "output"}, {"prio": 10}, {"type": "nat"}):
        assert differing(listing(AS_APPROVED, **hook)) != []
    assert differing(listing(AS_APPROVED, chains=["input"])) == ["- chain forward"]
    assert differing(listing(AS_APPROVED), is_routing=True) == ["+ chain forward"]
    assert differing(listing(AS_APPROVED, chains=["input"]), is_routing=True) == []


def test_a_blocked_address_is_no_difference_and_another_object_is():
    said = json.loads(listing(AS_APPROVED))
    said["nftables"].append({"element": {"name": "blocked4", "elem": ["203.0.113.9"]}})
    assert differing(json.dumps(said)) == []
    said["nftables"].append({"flowtable": {"name": "f", "hook": "ingress"}})
    assert len(differing(json.dumps(said))) == 1


@pytest.mark.parametrize(
    "said", ["", "[]", "{}", '{"nftables": [{"rule": {}}]}', '{"nftables": 1}']
)
def test_what_is_no_listing_is_no_listing(said):
    with pytest.raises(NoListing):
        nft_output.lines(said)


SOCKETS = """  sl  local_address rem_address   st tx_queue rx_queue
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000
   1: 00000000:01BB 00000000:0000 0A 00000000:00000000
   2: 00000000:0016 0A00000A:D431 01 00000000:00000000
"""
SOCKETS6 = """  sl  local_address remote_address st
   0: 00000000000000000000000001000000:0277 00000000000000000000000000000000:0000 0A
   1: 0000000000000000FFFF00000100007F:0278 00000000000000000000000000000000:0000 0A
   2: 00000000000000000000000000000000:2328 00000000000000000000000000000000:0000 0A
"""


def test_ports_that_others_can_reach_are_those_that_listen_beyond_loopback():
    assert sockets.ports(Protocol.TCP, [SOCKETS, SOCKETS6]) == {443, 9000}
    assert sockets.ports(Protocol.UDP, [SOCKETS]) == set()
