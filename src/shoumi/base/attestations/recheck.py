"""Doors are asked once more where work that lasted ends, before its entry is written."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.attestations import doors
from shoumi.base.ledger import reader, writer
from shoumi.core.handbook import DoorAct
from shoumi.core.refs import Ref


def require(*acts: DoorAct, deal: Ref | None, at: datetime) -> datetime:
    """As ``doors.require``, as of the newest entry, with the ledger held until the transaction
    ends: what lapsed since the work began is seen, and what lapses from here on comes after it.
    Answers that time, as of which roles are asked too.

    Nothing of this is remembered: what the work wrote before may still be rolled back.

    Raises:
        DoorShut
    """
    writer.hold()
    now = reader.not_before(at)
    doors.require(*acts, deal=deal, at=now)
    return now
