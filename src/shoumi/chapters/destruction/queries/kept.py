"""What keeps somebody from being destroyed, and what stays when that is done."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from shoumi.base.messages import names
from shoumi.base.registry.recipients import Kept
from shoumi.base.subjects.models import Subject
from shoumi.chapters.destruction.models import Hold
from shoumi.chapters.destruction.rules import Cause
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_WHAT: Both = ("全部信息", "All that is held")
_RECORD: Kept = Kept(
    ("销毁记录", "The record of the destruction"),
    (
        "至少保存三年，不含个人信息（手册 8.3）",
        "kept for three years at least, with no personal information (handbook 8.3)",
    ),
)


def of(subject: Ref) -> Iterator[Kept]:
    deals = Subject.objects.filter(ref=subject).values("deal")
    holds = Hold.objects.filter(lifted_at=None)
    for one in holds.filter(Q(subject=subject) | Q(subject="", deal__in=deals)).order_by("id"):
        zh, en = names.pair(Cause(one.cause))
        why = (f"法务要求保留：{zh}", f"legal keeps it from being destroyed: {en}")
        yield Kept(_WHAT, why, one.until, stops_all=True)
    yield _RECORD
