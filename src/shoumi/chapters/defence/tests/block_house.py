"""Addresses that are shut out on a made-up host, and tries to sign in that are refused."""

from __future__ import annotations

import json

from shoumi.base.ledger import writer
from shoumi.base.signin import refused_addresses
from shoumi.base.signin.events import By
from shoumi.base.signin.events import Tag as SignIn
from shoumi.base.tests.memories import forget
from shoumi.chapters.defence.block_models import AddressBlock
from shoumi.chapters.defence.queries import blocks as queries
from shoumi.chapters.defence.services import blocks, host_firewall
from shoumi.chapters.defence.tests.defence_house import AS_APPROVED, listing
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import SYSTEM

ATTACKER, OTHER, WHOLE = "198.51.100.7", "2001:db8::7", "2001:db8::/64"


class Sets:
    """What stands in the sets of a made-up host, which does what it is told."""

    def __init__(self, host, monkeypatch):
        self.host, self.has, self.does = host, {}, True
        monkeypatch.setattr(host_firewall, "change_blocks", self.change)
        self.say()

    def say(self):
        told = json.loads(listing(AS_APPROVED))
        for one in told["nftables"]:
            if (name := one.get("set", {}).get("name", "")).startswith("blocked"):
                one["set"]["elem"] = [
                    {"elem": {"val": listed(told), "timeout": seconds, "expires": seconds}}
                    for told, seconds in self.has.items()
                    if (":" in told) == (name == "blocked6")
                ]
        self.host.said = json.dumps(told)

    def change(self, changes):
        for one in changes if self.does else ():
            self.has.pop(one.address, None)
            if one.seconds:
                self.has[one.address] = one.seconds
        self.say()
        return self.does


def listed(told):
    """A network as nft lists it."""
    first, _, length = told.partition("/")
    return {"prefix": {"addr": first, "len": int(length)}} if length else told


def shut(desk, address=ATTACKER, **other):
    given = {"hours": 3, "reasons": "同一来源反复猜口令。", "actor": desk.security, "at": desk.at}
    return blocks.block(address=address, **{**given, **other})


def work(desk):
    forget()
    return blocks.put_on_host(at=desk.at)


def state(desk):
    return queries.state(AddressBlock.objects.latest("number"), desk.at)


def guessed(desk, tries=8, address=ATTACKER):
    for number in range(tries):
        event = Event(
            SignIn.REFUSED,
            SYSTEM,
            desk.consultant,
            desk.go(seconds=5),
            {"by": By.PASSWORD},
            ("1.5",),
        )
        source = address if number else OTHER
        refused_addresses.keep(writer.record(event).position, source, at=desk.at)
