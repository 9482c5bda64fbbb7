"""By which way a person is written to, and what of the person each way needs."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Way(StrEnum):
    """Stored values: changing one needs a migration."""

    SMS = "sms"
    MAIL = "mail"
    POST = "post"


# What is opened of a person for each way; the first says where to.
FIELDS: Mapping[Way, tuple[str, ...]] = {
    Way.SMS: ("mobile",),
    Way.MAIL: ("email",),
    Way.POST: ("address", "name"),
}
# For a child the guardian is written to (PIPL 31); no mail address of one is registered.
FIELDS_OF_GUARDIAN: Mapping[Way, tuple[str, ...]] = {
    Way.SMS: ("guardian_mobile",),
    Way.POST: ("address", "guardian_name"),
}
_MOBILE = re.compile(r"(?:\+?86)?(1\d{10})")
_BETWEEN = re.compile(r"[\s\-()（）]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where one letter goes; ``name`` stands on an envelope and nowhere else.

    ``of_guardian``  it goes to the guardian of whom it is about
    """

    way: Way
    to: str = field(repr=False)
    name: str = field(default="", repr=False)
    of_guardian: bool = False


def fields(ways: Collection[Way]) -> frozenset[str]:
    """What is opened of people where these ways are tried."""
    wanted = (table.get(way, ()) for table in (FIELDS, FIELDS_OF_GUARDIAN) for way in ways)
    return frozenset(code for codes in wanted for code in codes)


def place(
    values: Mapping[str, str], ways: Sequence[Way], *, of_guardian: bool = False
) -> Place | None:
    """The first of ``ways`` that the person can be reached by; None: by none of them."""
    table = FIELDS_OF_GUARDIAN if of_guardian else FIELDS
    for way in ways:
        codes = table.get(way, ())
        told = [values.get(code, "").strip() for code in codes]
        if codes and told[0] and (to := _fit(way, told[0])):
            return Place(way, to, told[1] if told[1:] else "", of_guardian)
    return None


def _fit(way: Way, told: str) -> str:
    """The number of a mobile without what people write around it; empty where it is none."""
    if way is not Way.SMS:
        return told
    found = _MOBILE.fullmatch(_BETWEEN.sub("", told))
    return found[1] if found else ""
