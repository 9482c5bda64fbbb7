"""The ledger sealed: once it was computed anew and did not hold, nothing is opened on its word.

The file ``ledger.sealed`` in the home says since which position; who can write the database cannot
take it away.  It goes when the whole ledger holds again, as after a restore.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from shoumi.base.ledger import atomic_files, audit
from shoumi.base.ledger.audit import Report


def path() -> Path:
    return _in(settings.SHOUMI_HOME)


@lru_cache(maxsize=8)
def _in(home: str | Path) -> Path:
    return Path(home) / "ledger.sealed"


def is_sealed() -> bool:
    return os.access(path(), os.F_OK)  # each act asks: no exception is made for it


def examine() -> Report:
    """Compute the whole ledger anew; seal it where it does not hold, else lift the seal."""
    report = audit.verify_all()
    if report.sound:
        path().unlink(missing_ok=True)
    else:
        first = report.findings[0]
        told = f"{'-' if first.position is None else first.position} {first.fault.value}\n"
        atomic_files.replace(path(), told.encode("ascii"))
    return report
