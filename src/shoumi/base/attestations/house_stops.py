"""What stops the whole house, whatever its demands say: it shuts doors of every demand alike."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError

from shoumi.base import registry
from shoumi.base.ledger import home_seal, seal
from shoumi.base.vault import keyring
from shoumi.base.vault.errors import NotSetUp
from shoumi.core.errors import DomainError
from shoumi.core.gate import Fact
from shoumi.core.gate.policy import POLICY
from shoumi.core.handbook import Door, DoorAct, Lapse
from shoumi.core.terms import ControlState, Role

LEDGER_SEALED = "ledger.sealed"
# What asks the gate, which stops at facts of the house as well.
_AT_THE_GATE = (
    DoorAct.READ,
    DoorAct.WRITE,
    DoorAct.SEND,
    DoorAct.EXPORT,
    DoorAct.ENTER,
    DoorAct.ENTER_L2,
    DoorAct.ENTER_L3,
)
_ALTERED = Lapse("12.2", ControlState.FAIL, LEDGER_SEALED, Role.OPS)
_PUT_BACK = Lapse("13.2", ControlState.FAIL, "home.sealed", Role.OPS)

_AT_GATE_FACTS = frozenset({Fact.LEDGER_READY, Fact.CLOCK_SOUND, Fact.KEYS_SOUND})
# Reasons of stops, besides what is wrong with keys: each is mended where its own remedy says.
REASONS = frozenset(
    {
        _ALTERED.reason,
        _PUT_BACK.reason,
        *(str(rule.code) for rule in POLICY.rules if rule.needs in _AT_GATE_FACTS),
    }
)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stop:
    """``at_the_gate``  it stops what asks the gate alone; otherwise every act that asks a door"""

    lapse: Lapse
    at_the_gate: bool = False

    def shuts(self, door: Door) -> bool:
        return not self.at_the_gate or any(door.is_passed_by(act) for act in _AT_THE_GATE)


def altered() -> Lapse | None:
    """What stops every act where the ledger was found altered."""
    return _ALTERED if seal.is_sealed() else None


def stops(at: datetime) -> list[Stop]:
    """All that stops the house now."""
    if home_seal.is_sealed():
        return [Stop(_PUT_BACK)]
    if found := altered() or _keyless():
        return [Stop(found)]
    return list(_at_the_gate(at))


def _keyless() -> Lapse | None:
    """Without its keys a house can hold no row against its code, so nothing is known of any demand.
    One that never had keys has no codes either."""
    try:
        keyring.unlock()
    except NotSetUp:
        return None
    except DomainError as error:
        return Lapse("3.4", ControlState.FAIL, error.code, Role.SEC)
    return None


def _at_the_gate(at: datetime) -> Iterator[Stop]:
    """Facts of the house that the gate refuses everything without; one that nobody can find out
    refuses too."""
    stated: dict[Fact, object] = {}
    asked: set[Fact] = set()
    for card in registry.cards():
        if card.house_facts is None:
            continue
        asked |= card.states
        try:
            stated |= card.house_facts(at)[0]
        except (DomainError, DatabaseError, OSError, ValueError) as error:
            log.error("facts of %s broke: %s", card.slug, type(error).__name__)
    for rule in POLICY.rules:
        if (
            rule.needs in asked & _AT_GATE_FACTS
            and stated.get(rule.needs) is not True
            and rule.mender
        ):
            held = Lapse(rule.duty, ControlState.FAIL, str(rule.code), rule.mender)
            yield Stop(held, at_the_gate=True)
