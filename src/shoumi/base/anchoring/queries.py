"""How the witness stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from shoumi.base.anchoring import witness
from shoumi.base.anchoring.models import Anchor, Standing
from shoumi.base.jobs import server_time
from shoumi.core import constants

# A clock of the database that was put back by more than this makes nothing fresh.
_TOLERANCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Witnessed:
    """``silent_for`` None: it has never agreed.  ``refused_status`` 0: it has not refused."""

    size: int
    silent_for: timedelta | None
    refused_status: int
    failures: int

    @property
    def holds(self) -> bool:
        fresh = self.silent_for is not None and -_TOLERANCE <= self.silent_for <= longest_silence()
        return fresh and not self.refused_status


def longest_silence() -> timedelta:
    hours, _ = constants.get("ledger.witness_silence").period
    return timedelta(hours=hours)


def standing() -> Witnessed:
    """How the witness stands now."""
    row = Standing.objects.first()
    if row is None:
        return Witnessed(0, None, 0, 0)
    silent = None if row.agreed_at is None else server_time.now() - row.agreed_at
    return Witnessed(row.agreed_size, silent, row.refused_status, row.failures)


def is_witnessed() -> bool:
    """For the gate: no witness is configured, or it agreed lately and has not refused."""
    return witness.url() is None or standing().holds


def newest() -> tuple[int, datetime] | None:
    """Size and time of the newest cosigned checkpoint."""
    found = Anchor.objects.exclude(cosigned="").order_by("-size").first()
    return None if found is None or found.witnessed_at is None else (found.size, found.witnessed_at)
