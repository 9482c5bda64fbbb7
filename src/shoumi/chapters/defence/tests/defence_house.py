"""A house with security, operations, officer and head, and a host whose firewall is made up."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from shoumi.base.accounts.tests.cast import AT as FOUNDED
from shoumi.base.accounts.tests.cast import House
from shoumi.base.pages.tests.page_requests import asked
from shoumi.base.tests.memories import forget
from shoumi.base.vault import services as vault
from shoumi.chapters.defence.models import HostReading, RuleSet
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.rules.firewall import Seen
from shoumi.chapters.defence.services import readings, rulesets
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

AT = datetime(2026, 8, 26, 2, tzinfo=UTC)
OPENED = "443 | tcp | * | 网页\n22 | tcp | 192.0.2.0/24 | 运维"


def _match(op, left, right):
    return {"match": {"op": op, "left": left, "right": right}}


def let_in(port, source=None, protocol="tcp"):
    """A rule as nft lists it."""
    address, _, length = (source or "").partition("/")
    saddr = {"payload": {"protocol": "ip", "field": "saddr"}}
    from_ = [_match("==", saddr, {"prefix": {"addr": address, "len": int(length or 32)}})]
    dport = {"payload": {"protocol": protocol, "field": "dport"}}
    return [*(from_ if source else []), _match("==", dport, port), {"accept": None}]


def _blocked(family, name):
    saddr = {"payload": {"protocol": family, "field": "saddr"}}
    return [_match("==", saddr, f"@{name}"), {"drop": None}]


_STATE = {"ct": {"key": "state"}}
_OURS = [
    [_match("==", {"meta": {"key": "iif"}}, "lo"), {"accept": None}],
    [_match("in", _STATE, ["established", "related"]), {"accept": None}],
    [_match("in", _STATE, "invalid"), {"drop": None}],
    _blocked("ip", "blocked4"),
    _blocked("ip6", "blocked6"),
    [
        _match("==", {"meta": {"key": "l4proto"}}, {"set": ["icmp", "ipv6-icmp"]}),
        {"accept": None},
    ],
]
FLAGS = {4: ["timeout"], 6: ["interval", "timeout"]}
AS_APPROVED = [let_in(22, "192.0.2.0/24"), let_in(443)]


def listing(rules, chains=("input", "forward"), **hook):
    """What ``nft -j list table inet shoumi`` answers, as nftables 1.1.3 writes it."""
    of = {"family": "inet", "table": "shoumi"}
    chain = {"type": "filter", "prio": 0, "policy": "drop", **hook}
    objects = [{"metainfo": {"version": "1.1.3", "json_schema_version": 1}}]
    objects += [{"table": {"family": "inet", "name": "shoumi", "handle": 2}}]
    objects += [{"chain": {**of, "name": one, "hook": one, **chain}} for one in chains]
    objects += [
        {"set": {**of, "name": f"blocked{n}", "type": f"ipv{n}_addr", "flags": FLAGS[n]}}
        for n in (4, 6)
    ]
    objects += [{"rule": {**of, "chain": "input", "expr": one}} for one in [*_OURS, *rules]]
    return json.dumps({"nftables": objects})


class Host:
    def __init__(self):
        self.said = Seen.ABSENT

    def listed(self):
        return self.said

    def has(self, *rules, **other):
        self.said = listing(list(rules) or AS_APPROVED, **other)


class Desk:
    def __init__(self):
        vault.setup(at=FOUNDED, indexed=[])
        self.house = House()
        self.at = AT
        self.head, self.officer = self.house.head, self.house.dpo
        self.security = self.house.staff(Role.SEC, name="安示例")
        self.operations = self.house.staff(Role.OPS, name="维示例")
        self.consultant = self.house.staff(Role.CON, name="陈示例")

    def go(self, **by):
        self.at += timedelta(**by)
        return self.at

    def draft(self, **other) -> RuleSet:
        given = {"openings": OPENED, "is_routing": False, "actor": self.operations, "at": self.at}
        return rulesets.draft(**{**given, **other})

    def approved(self, **other) -> Ref:
        one = Ref(self.draft(**other).ref)
        rulesets.approve(ruleset=one, actor=self.security, at=self.at)
        return one

    def in_force(self, host) -> Ref:
        one = self.approved()
        host.has()
        assert self.read().seen == Seen.AS_APPROVED
        return one

    def request(self, role=Role.SEC, actor=None, **more):
        """As the door makes it for somebody with a role in the house."""
        request = asked(roles=frozenset({role}), **more)
        request.actor, request.at = actor or self.security, self.at
        request.actor_name, request.reach = "安示例", frozenset({""})
        return request

    def read(self) -> HostReading | None:
        return readings.read(at=self.at)

    def state(self):
        forget()
        found = queries.check_firewall(self.at)
        return (found.state.value, found.reason)
