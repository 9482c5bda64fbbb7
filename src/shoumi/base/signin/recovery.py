"""Recovery codes: ten of 120 bits, shown once, each good once."""

from __future__ import annotations

import unicodedata
from base64 import b32encode
from datetime import datetime
from secrets import token_bytes

from shoumi.base.signin import rules, tokens
from shoumi.base.signin.models import RecoveryCode
from shoumi.base.signin.tokens import Use
from shoumi.core.refs import Ref

_GROUP = 4
# Crockford's base 32, whose readers take O for 0 and I and L for 1.
_ALPHABET = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789abcdefghjkmnpqrstvwxyz"
)
_MISREAD = str.maketrans("oil", "011")


def make(person: Ref) -> list[str]:
    """Fresh codes, in groups of four; those before are worth nothing any more."""
    plain = [
        b32encode(token_bytes(rules.RECOVERY_BYTES)).translate(_ALPHABET).decode()
        for _ in range(rules.RECOVERY_CODES)
    ]
    RecoveryCode.objects.filter(person=person).delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(digest=tokens.digest(one, Use.RECOVERY), person_id=person) for one in plain
    )
    return ["-".join(one[at : at + _GROUP] for at in range(0, len(one), _GROUP)) for one in plain]


def spend(code: str, *, real_at: datetime) -> Ref | None:
    """Whose code it is, once.  120 random bits need no throttle."""
    row = RecoveryCode.objects.filter(
        digest=tokens.digest(_plain(code), Use.RECOVERY), person__is_active=True
    ).first()
    if row is None:
        return None
    fresh = RecoveryCode.objects.filter(pk=row.pk, used_at__isnull=True)
    return Ref(row.person_id) if fresh.update(used_at=real_at) else None


def left(person: Ref) -> int:
    return RecoveryCode.objects.filter(person=person, used_at__isnull=True).count()


def _plain(code: str) -> str:
    folded = unicodedata.normalize("NFKC", code[:128]).casefold()
    return "".join(one for one in folded if one.isalnum()).translate(_MISREAD)
