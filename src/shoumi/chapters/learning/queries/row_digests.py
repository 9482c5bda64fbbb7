"""What the ledger says of a row: a digest over all that the code of the row covers."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime

from shoumi.base.row_authentication import codes
from shoumi.base.row_authentication.models import AuthenticatedRow


def digest(row: AuthenticatedRow) -> str:
    """SHA-256 in hex."""
    told = json.dumps(codes.values(row), sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(told.encode()).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    assert isinstance(value, date)
    return value.isoformat()
