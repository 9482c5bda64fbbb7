"""Doors are asked once more where work that lasted ends, before its entry is written."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.attestations import doors
from shoumi.base.ledger import reader, writer
from shoumi.core.handbook import DoorAct
from shoumi.core.refs import Ref


def require(*acts: DoorAct, deal: Ref | None, at: datetime) -> None:
    """As ``doors.require``, as of the newest entry, with the ledger held until the transaction
    ends: what lapsed since the work began is seen, and what lapses from here on comes after it.

    Nothing of this is remembered: what the work wrote before may still be rolled back.

    Raises:
        DoorShut
    """
    writer.hold()
    doors.require(*acts, deal=deal, at=reader.not_before(at))
