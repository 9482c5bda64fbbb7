"""What a law keeps of somebody who asks for deletion (PIPL 47(2))."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry.recipients import Kept
from shoumi.base.subjects.models import State, Subject
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis

_WHAT: Both = ("客户资料", "What is held of the customer")
_DUTY: Both = (
    "法定保存期未满，只存不用（个人信息保护法第四十七条）",
    "a term of law has not ended: it is stored and not used (PIPL 47)",
)
_LEDGER: Kept = Kept(
    ("账本里的记录", "Entries of the ledger"),
    (
        "证明做过什么，不含个人信息；密钥销毁后认不出是谁",
        "evidence of what was done, with no personal information; without the key they name nobody",
    ),
)


def kept(subject: Ref) -> Iterator[Kept]:
    for own in Subject.objects.filter(ref=subject).exclude(state=State.DESTROYED):
        if own.state == State.SEALED or own.basis == LegalBasis.LEGAL_DUTY:
            yield Kept(_WHAT, _DUTY, own.retention_until, stops_all=True)
        yield _LEDGER
