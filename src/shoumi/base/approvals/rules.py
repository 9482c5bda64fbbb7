"""Which acts take two persons, who may ask, who may approve, and what exactly is approved.

A change is written down in one way only, so two that mean the same have the same digest: JSON with
keys sorted and no spaces, as in the ledger.  ``before`` belongs to it.  Whoever approves sees what
is replaced by what; where the first half is not so any more, something else would be done than was
seen, and the digest says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from shoumi.base.approvals.events import Action
from shoumi.core import constants
from shoumi.core.ledger.leaf import Digest
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

Value = str | int | bool | None | Sequence[str]
Parameters = Mapping[str, Value]

MAX_BYTES = 1024 * 1024


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    OPEN = "open"
    APPROVED = "approved"
    TURNED_DOWN = "turned_down"
    WITHDRAWN = "withdrawn"
    USED = "used"


@dataclass(frozen=True, slots=True)
class Two:
    """Who may ask and carry out, and who may approve.  The same person never does both."""

    askers: frozenset[Role]
    approvers: frozenset[Role]


# All but those who only oversee, and those who have no task in this house.
READERS = frozenset(Role) - {Role.SUP, Role.AUD, Role.TE, Role.VEN, Role.SUBJ}
# Those whose act stands on this room; the others have two persons of their own (``dual_control``).
# Nobody in this house is another's subordinate by record, so no rule rests on that.
TWO: Mapping[Action, Two] = MappingProxyType(
    {
        Action.ROTATION: Two(frozenset({Role.SEC}), frozenset({Role.DPO, Role.HEAD})),
        # Whoever may be put on a task; nobody says yes to his or her own curiosity.
        Action.READING: Two(READERS, frozenset({Role.DPO, Role.HEAD})),
        Action.MINOR: Two(READERS, frozenset({Role.DPO, Role.HEAD})),
        # Whoever holds such a key and one copy holds the house.
        Action.COPY_KEY: Two(frozenset({Role.SEC}), frozenset({Role.DPO, Role.HEAD})),
        # Either of the two who answer for the whole, and the other one.
        Action.GRACE: Two(frozenset({Role.HEAD, Role.DPO}), frozenset({Role.HEAD, Role.DPO})),
        # Every deadline rests on it: who knows the law or keeps the house, and one of those who
        # answer for what the law asks.
        Action.CALENDAR: Two(
            frozenset({Role.HEAD, Role.DPO, Role.LEG, Role.OPS}),
            frozenset({Role.HEAD, Role.DPO, Role.LEG}),
        ),
        # Whoever stands at the machine, and one of the two who answer for the whole.
        Action.RESTORE: Two(
            frozenset({Role.OPS, Role.SEC, Role.DPO, Role.HEAD}),
            frozenset({Role.DPO, Role.HEAD}),
        ),
    }
)


# What is so while a house stands sealed is so for a short time only.
_SHORTER: Mapping[Action, str] = MappingProxyType(
    {Action.RESTORE: "operations.restore_approval_valid"}
)


@cache
def valid(action: Action | None = None) -> timedelta:
    """How long after it was asked for an approval may be given and used."""
    name = _SHORTER.get(action) if action else None
    return timedelta(hours=constants.get(name or "operations.approval_valid").number)


def shorter() -> Mapping[Action, timedelta]:
    """The actions whose approvals last less long than the others'."""
    return {action: valid(action) for action in _SHORTER}


def is_good(asked_at: datetime, at: datetime, action: Action | None = None) -> bool:
    return asked_at <= at < asked_at + valid(action)


def _plain(parameters: Parameters) -> dict[str, object]:
    """
    Raises:
        TypeError: a bug, a value that has no one canonical form.
    """
    plain: dict[str, object] = {}
    for name, value in parameters.items():
        if value is None or isinstance(value, (str, bool, int)):
            plain[name] = str(value) if isinstance(value, str) else value
        elif isinstance(value, (list, tuple)) and all(isinstance(one, str) for one in value):
            plain[name] = [str(one) for one in value]
        else:
            raise TypeError(f"{name} is {type(value).__name__}")
    return plain


def canonical(parameters: Parameters) -> str:
    """
    Raises:
        TypeError: a bug, a value that has no one canonical form, or too much of it.
    """
    plain = _plain(parameters)
    text = json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if len(text.encode()) > MAX_BYTES:
        raise TypeError("too much for somebody to read and approve")
    return text


def read(text: str) -> dict[str, Value]:
    found: dict[str, Value] = json.loads(text)
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """One act as it would be carried out.

    ``parameters``  references, closed words, numbers, names of hosts or fields; never a value of
                    a customer's.  Lists are in an order of their own: sort those that have none.
    ``before``      of the same names, what is so now and would be replaced
    """

    action: Action
    parameters: Parameters
    before: Parameters = field(default_factory=dict)
    deal: Ref | None = None

    @property
    def digest(self) -> Digest:
        whole = (self.action.value, self.deal or "", canonical(self.before))
        return Digest.of("\n".join((*whole, canonical(self.parameters))).encode())


@dataclass(frozen=True, slots=True)
class Difference:
    """One line of what the approver reads; ``before`` is None where nothing was there."""

    name: str
    before: Value
    after: Value

    @property
    def is_new(self) -> bool:
        return self.before != self.after


def differences(parameters: Parameters, before: Parameters) -> list[Difference]:
    """What becomes of each parameter, in order of name; what would go is there as well."""
    return [
        Difference(name, before.get(name), parameters.get(name))
        for name in sorted({*parameters, *before})
    ]
