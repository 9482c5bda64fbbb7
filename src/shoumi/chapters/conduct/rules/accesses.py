"""What somebody of the house did with data of people, as one entry of the ledger says it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """Stored values: changing one needs a migration."""

    READ = "READ"
    LIST = "LIST"  # masked rows, or a search
    EXPORT = "EXPORT"  # taken out of the house, or a list as a file
    EMERGENCY = "EMERGENCY"  # without a second person's yes before
    MINOR = "MINOR"  # a minor's record, with a second person's yes
    REFUSED = "REFUSED"  # asked for, and the gate said no


@dataclass(frozen=True, slots=True)
class Access:
    """
    ``position``  of its entry in the ledger
    ``about``     the ledger's name of the one it is about; of several: of the act or the deal
    ``people``    how many records it is about
    ``task``      for which open work; empty where the entry names none
    ``place``     where the customer stands in the order of its intake; None where nobody knows
    """

    position: int
    person: str
    at: datetime
    kind: Kind
    about: str
    people: int = 1
    deal: str = ""
    task: str = ""
    place: int | None = None
