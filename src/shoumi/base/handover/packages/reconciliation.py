"""Does what is sent equal what was agreed to?  And is what arrived what was sent?"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from shoumi.base.handover.packages.errors import NotReconciled

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Reconciliation:
    consented: int
    withdrawn: int
    sent: int


def reconcile(*, sent: int, consented: int, withdrawn: int) -> Reconciliation:
    """``sent == consented - withdrawn``, none of them negative.

    Raises:
        NotReconciled: with the three counts and what was expected.
    """
    expected = consented - withdrawn
    if min(sent, consented, withdrawn, expected) < 0 or sent != expected:
        raise NotReconciled(sent=sent, consented=consented, withdrawn=withdrawn, expected=expected)
    return Reconciliation(consented, withdrawn, sent)


def digest_of(path: Path) -> str:
    """SHA-256 of a sealed file: 64 lower-case hex digits, as ``sha256sum`` prints them."""
    summed = sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            summed.update(chunk)
    return summed.hexdigest()


def is_receipt_for(sent: str, told: str) -> bool:
    """Is the digest that the recipient tells the one that was sent?

    Spaces, colons and capitals are forgiven: people copy digests from certutil and PowerShell.
    """
    plain = "".join(told.split()).replace(":", "").lower()
    return hmac.compare_digest(sent.encode(), plain.encode())
