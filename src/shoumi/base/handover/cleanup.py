"""Sealed files that belong to no package, or to one that is void: the process died before the
sealing committed, or after the package was taken back.

Nobody was told of such a file and nobody will send it, yet its recipient could open it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from shoumi.base.handover.models import Package, State
from shoumi.base.handover.services import folder


def orphans(*, older_than: datetime) -> list[Path]:
    """Files without a package, last written before ``older_than``, a moment of the machine's clock
    that lies some hours back: a younger file may belong to a sealing that is still running."""
    living = Package.objects.exclude(state=State.VOIDED)
    known = set(living.values_list("file_name", flat=True))
    return [
        path
        for path in sorted(folder().iterdir())
        if path.name not in known and datetime.fromtimestamp(path.stat().st_mtime, UTC) < older_than
    ]


def sweep(*, older_than: datetime) -> int:
    """Remove the orphans; answers how many there were."""
    found = orphans(older_than=older_than)
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)
