"""Canaries: what nobody has a reason to touch, so that whoever does is noticed.

An entry is a made-up person in a file for somebody who processes data for the house.  Its name is
drawn from common ones; its number and address are the house's own, so that nobody is called or
written to by mistake and what comes back comes to the house.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from random import Random

from shoumi.core import receipt_codes

MOST = 200
# Fewer, and somebody who looks around honestly would meet one.
CUSTOMERS_A_CANARY = 50
_NUMBER = re.compile(r"1[3-9]\d{9}")
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[^@\s]{2,}")
_COUNTRY = re.compile(r"^(?:\+|00)86")
# Of a hundred given names so many have one character.
_OF_ONE_CHARACTER = 14


class CanaryKind(StrEnum):
    """Stored values: changing one needs a migration."""

    ENTRY = "ENTRY"  # a made-up person in files for one who processes data
    PAPER = "PAPER"  # a paper of a data room that nobody has a reason to open


class CustomerCanaryState(StrEnum):
    """Of a reference among customers that is nobody's."""

    ASKED = "ASKED"
    STANDS = "STANDS"
    ENDED = "ENDED"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A made-up person; ``mail`` may be empty, ``code`` is a receipt code that is nobody's."""

    name: str
    mobile: str
    mail: str
    code: str


@cache
def _characters() -> tuple[str, str]:
    text = (
        resources.files("shoumi.chapters.defence").joinpath("data/canaries.toml").read_text("utf-8")
    )
    told = tomllib.loads(text)
    return "".join(told["surnames"]), "".join(told["given"])


def name(by: Random) -> str:
    """A common surname, the more common the likelier, and a given name of one or two characters."""
    surnames, given = _characters()
    weights = range(len(surnames), 0, -1)
    [surname] = by.choices(surnames, weights=list(weights))
    length = 1 if by.randrange(100) < _OF_ONE_CHARACTER else 2
    return surname + "".join(by.choice(given) for _ in range(length))


def mobile(told: str) -> str:
    """Eleven digits; empty where it is no mobile number of the mainland."""
    digits = _COUNTRY.sub("", re.sub(r"[\s\-–()（）]", "", told))
    return digits if _NUMBER.fullmatch(digits) else ""


def mail(told: str) -> str:
    """In small letters; empty where it is no address."""
    address = told.strip().lower()
    return address if _MAIL.fullmatch(address) else ""


def is_hit(told: str, one: Drawn) -> bool:
    """Whether what came back is this one's number, address or code.  A name alone is none: many
    people have it."""
    wanted = {part for read in (mobile, mail, _code) if (part := read(told))}
    return bool(wanted & ({one.mobile, one.mail, _code(one.code)} - {""}))


def _code(told: str) -> str:
    return receipt_codes.canonical(told)
