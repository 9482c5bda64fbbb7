"""What stands in a row as JSON, as the ledger names it."""

from __future__ import annotations

import json

from shoumi.core.ledger.leaf import Digest


def digest(value: object) -> Digest:
    told = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Digest.of(told.encode())
