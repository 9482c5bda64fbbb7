"""Sealed files that belong to no package: the process died before the sealing committed.

Nobody was told of such a file and nobody will send it, yet its recipient could open it.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from shoumi.base.handover.models import Package
from shoumi.base.handover.services import folder


def orphans(*, older_than: datetime) -> list[Path]:
    """Files without a package, last written before ``older_than``, a moment of the machine's clock
    that lies some hours back: a younger file may belong to a sealing that is still running."""
    known = set(Package.objects.values_list("file_name", flat=True))
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
