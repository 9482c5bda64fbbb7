"""The report of an assessment as a PDF (GB/T 39335 5.7; PIPL 56; Order 25, Annex 2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents.signed_copies import is_signed_copy
from shoumi.base.documents.signed_documents import make, people_sign
from shoumi.chapters.compliance.documents.content import content
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Risk, stored
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood, grade

_FIELD = "approver"


def report(found: Assessment, *, at: datetime) -> bytes:
    """The report of an assessment that is in force (``services.in_force``), signed by who
    approves it."""
    approver = Ref(found.approver)
    name = accounts.person(approver).name
    return people_sign(unsigned(found, at=at), approver, name, "影响评估 PIPIA", _FIELD, at)


def is_own(brought: bytes, found: Assessment, *, at: datetime) -> bool:
    """Whether ``brought`` is this very report with a signature added to it and nothing else.

    The same assessment makes the same bytes on one day, so the house needs to keep none.
    """
    return is_signed_copy(brought, unsigned(found, at=at))


def unsigned(found: Assessment, *, at: datetime) -> bytes:
    """The same without a signature: what somebody signs elsewhere and brings back."""
    name = accounts.person(Ref(found.approver)).name
    told = content(found, "zh", at)
    return make(
        "pipia_report",
        str(found),
        at,
        [(_FIELD, name, "批准人", "approver")],
        facts=[[*label, value] for label, value in told.facts],
        sections=[
            {
                "key": each.key,
                "name": list(each.name),
                "columns": [list(one) for one in each.columns],
                "rows": [list(row) for row in each.rows],
                "text": each.text,
                "empty": each.empty,
                "signed": each.signed,
            }
            for each in told.sections
        ],
        matrix=_matrix([stored(one) for one in found.risks]),
    )


def _matrix(risks: Sequence[Risk]) -> list[list[dict[str, object]]]:
    """Rows of squares, the highest impact first: the grade, and the numbers of the risks that
    stood there and that stand there with their measures."""
    before = [(one.impact, one.likelihood) for one in risks]
    left = [one.left for one in risks]
    return [
        [
            {
                "grade": grade(impact, likelihood).value,
                "before": _numbers(before, (impact, likelihood)),
                "after": _numbers(left, (impact, likelihood)),
            }
            for likelihood in Likelihood
        ]
        for impact in reversed(Impact)
    ]


def _numbers(
    found: Sequence[tuple[Impact, Likelihood]], square: tuple[Impact, Likelihood]
) -> list[int]:
    return [number for number, each in enumerate(found, start=1) if each == square]
