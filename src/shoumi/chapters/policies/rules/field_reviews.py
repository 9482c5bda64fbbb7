"""Whether each field of the register is still necessary, and who gets it, looked at each year.

Sources: PIPL 6, 19; Network Data Security Regulation 22(1); handbook 1.2; how often is the house's
own rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shoumi.core import constants


class Recipient(StrEnum):
    """Who outside of the house gets a field.  Stored values."""

    NOBODY = "NOBODY"
    VENDOR = "VENDOR"
    TRANSFEREE = "TRANSFEREE"
    ADVISER = "ADVISER"
    AUTHORITY = "AUTHORITY"
    BANK = "BANK"


@dataclass(frozen=True, slots=True)
class Look:
    """What was found of one field, and when."""

    at: datetime
    is_necessary: bool
    recipients: Sequence[Recipient]


@dataclass(frozen=True, slots=True)
class Standing:
    """``look``   the newest, None where nobody looked since the field came in
    ``until``  when it has to be looked at again; None: never yet asked for (a version that was
               published before the house looked at fields)
    """

    look: Look | None
    until: datetime | None

    def is_used(self, at: datetime) -> bool:
        """Whether anything of it may be stored or used."""
        if self.look is not None and not self.look.is_necessary:
            return False
        return self.until is None or at < self.until


def standing(adopted_at: datetime | None, look: Look | None) -> Standing:
    """
    ``adopted_at``  when the group decided on the version that the field is in: those who did looked
                    at each field; a look before that is over
    """
    if look is not None and adopted_at is not None and look.at < adopted_at:
        found = look if look.is_necessary else None
        return Standing(found, adopted_at + _every())
    begun = look.at if look is not None else adopted_at
    return Standing(look, begun + _every() if begun is not None else None)


def _every() -> timedelta:
    return timedelta(days=constants.get("operations.field_review_every").number)
