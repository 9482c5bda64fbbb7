"""Which version of the policy somebody has to have been told of before data serve a purpose.

Source: PIPL 14(2), 17(2); handbook 1.3 and the rule of its chapter.  Plain functions.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shoumi.core.fields import FieldRegister
from shoumi.core.terms import LegalBasis, Purpose


class ToldBy(StrEnum):
    """How people were told, each by name.  Stored values."""

    LETTER = "LETTER"
    MAIL = "MAIL"
    MESSAGE = "MESSAGE"
    IN_PERSON = "IN_PERSON"


@dataclass(frozen=True, slots=True)
class Published:
    """A version that was in force from ``since`` on."""

    number: int
    since: datetime
    register: FieldRegister


@dataclass(frozen=True, slots=True)
class Novelty:
    """A purpose that an earlier version did not have.

    Who was taken in before ``since`` has to have been told of version ``number`` or a later one;
    where it ``asks``, that person's own yes is needed.
    """

    number: int
    since: datetime
    asks: bool


def serves(register: FieldRegister, purpose: Purpose, fields: Collection[str]) -> bool:
    """Whether a version says that ``fields`` serve ``purpose``.

    A field that it did not have yet is told of when it is collected (6.1); its purpose has to be
    one that the version had for some field.
    """
    if not any(purpose in rule.purposes for rule in register.values()):
        return False
    return all(purpose in register[code].purposes for code in fields if code in register)


def novelty(
    versions: Sequence[Published], purpose: Purpose, fields: Collection[str]
) -> Novelty | None:
    """None: every version said so, or the newest does not.

    ``versions``  all that were in force, the oldest first
    """
    first = len(versions)
    while first and serves(versions[first - 1].register, purpose, fields):
        first -= 1
    if not first or first == len(versions):
        return None
    told, before = versions[first], versions[first - 1].register
    new = [
        code
        for code, rule in told.register.items()
        if (not fields or code in fields)
        and purpose in rule.purposes
        and not (code in before and purpose in before[code].purposes)
    ]
    asks = any(told.register[code].basis is LegalBasis.CONSENT for code in new)
    return Novelty(told.number, told.since, asks)
