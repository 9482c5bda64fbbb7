"""Data of people that go to somebody who processes them for the house (PIPL 21, 59)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from shoumi.core.terms import Purpose


class Way(StrEnum):
    """By what data reach a vendor.  Stored values: changing one needs a migration."""

    TEXT_MESSAGES = "text_messages"
    MAIL = "mail"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Entrustment:
    """``fields``   codes of the register, of each person
    ``account``  at whom, or on whose machine, the house has them delivered: the company of the
                 account for text messages, the host of the relay; empty where neither is
    """

    way: Way
    purpose: Purpose
    fields: frozenset[str]
    account: str = ""
