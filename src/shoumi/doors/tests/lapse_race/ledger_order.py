"""The ledger has one order: it tells by itself what was got between a lapse and its mending.

A term that ends has no entry, and an export is about pseudonyms: of those the clock of the
processes tells alone.
"""

from __future__ import annotations

import json

from shoumi.base.ledger import reader
from shoumi.core.ledger import leaf
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Role
from shoumi.doors.tests.lapse_race.lapses import (
    LAPSES,
    LEAVING,
    RESTRICTION,
    ROOM,
    STAFF,
    TWO_HATS,
)

# A sealing opens the others and is refused at its end; an L3 room names others too.
_GO_ON = frozenset({"export", "clean room"})
# So many ask for a restriction in one round.
_ASKING = 2
_BY_DUTY = {"4.1": STAFF, "12.1": ROOM, "13.1": LEAVING}


def late(security: Ref) -> list[tuple[int, str]]:
    """Position and act of each entry of something got that no lapse in force allowed.

    ``security``  who never holds two roles that do not go together
    """
    order = _Order(security)
    return [
        (entry.position, act)
        for entry in reader.entries()
        if (act := order.next(leaf.read(entry.body)))
    ]


class _Order:
    """Where one stands in the ledger: what has lapsed so far, who withdrew."""

    def __init__(self, security: Ref) -> None:
        self.security = security
        self.lapsed: dict[str, frozenset[str]] = {}
        self.withdrawn = 0
        self.resting = 0
        self.agreed: int | None = None
        self.sent: dict[str, int] = {}  # by package
        self.destroyed: set[str] = set()  # by the name that the ledger gave them

    def next(self, line: Line) -> str:
        """The act that ``line`` is evidence of, where it should have been stopped."""
        self._lapse(line)
        act = _act(line)
        if not act:
            return ""
        if act in ("reveal", "clean room") and line.about in self.destroyed:
            return act
        if any(act in stops for stops in self.lapsed.values()):
            return act
        return act if act in ("seal", "release") and self._holds_who_withdrew(line) else ""

    def _lapse(self, line: Line) -> None:
        match line.tag:
            case "attestation.revoked":
                self.lapsed[line.duties[0]] = _BY_DUTY[line.duties[0]]
            case "attestation.given":
                self.lapsed.pop(line.duties[0], None)
            case "agreement.breached":
                self.lapsed["agreement"] = LAPSES["breach"].stops
            case "agreement.drafted":
                self.lapsed.pop("agreement", None)
            case "deal.suspended":
                self.lapsed["deal"] = LAPSES["suspension"].stops
            case "deal.resumed":
                self.lapsed.pop("deal", None)
            case "grant.made" if self._are_two_hats(line):
                self.lapsed["hats"] = LAPSES[TWO_HATS].stops
            case "grant.ended" if self._are_two_hats(line):
                self.lapsed.pop("hats", None)
            case "feedback.restricted":
                self.resting += 1
                if self.resting == _ASKING:
                    # Who does not rest is still opened by these.
                    self.lapsed[RESTRICTION] = LAPSES[RESTRICTION].stops - _GO_ON
            case "feedback.released":
                self.resting -= 1
                self.lapsed.pop(RESTRICTION, None)
            case "destruction.verified":
                rows = reader.rows(int(line.facts["intent"]))
                self.destroyed |= {json.loads(row)["subject"] for row in rows}
            case "consent.withdrawn":
                self.withdrawn += 1

    def _are_two_hats(self, line: Line) -> bool:
        return (line.facts["person"], line.facts["role"]) == (self.security, Role.OPS)

    def _holds_who_withdrew(self, line: Line) -> bool:
        if line.tag == "package.sealed":
            self.sent[line.about] = int(line.facts["sent"])
            self.agreed = self.agreed or int(line.facts["consented"])
        assert self.agreed is not None
        return self.sent[line.about] > self.agreed - self.withdrawn


def _act(line: Line) -> str:
    match line.tag, line.facts.get("act"):
        case "gate.revealed", "reveal" if line.facts.get("level") == DisclosureLevel.L3:
            return "clean room"
        case "gate.revealed", "reveal" | "export" as act:
            return str(act)
        case "gate.decided", "enter":
            return "enter" if line.facts["allowed"] is True else ""
        case "room.page_seen", _:
            return "page image"
        case "package.sealed", _:
            return "seal"
        case "package.released", _:
            return "release"
    return ""
