"""What is held of somebody in the clear, for that person."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.messages import names
from shoumi.base.registry.held_data import HeldPart
from shoumi.base.subjects.models import Kind, Subject
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis


def of(subject: Ref) -> Iterator[HeldPart]:
    for own in Subject.objects.filter(ref=subject):
        until = own.retention_until
        yield HeldPart(
            ("保存的依据和期限", "Basis and term"),
            (
                ("客户编号", "reference"),
                ("客户种类", "kind"),
                ("法律依据", "legal basis"),
                ("收集入库", "stored"),
                ("保存到", "kept until"),
            ),
            [
                (
                    own.ref,
                    names.pair(Kind(own.kind)),
                    names.pair(LegalBasis(own.basis)),
                    day_in_china(own.created_at).isoformat(),
                    until.isoformat() if until else ("服务期满后按各字段的期限", "by each field"),
                )
            ],
        )
