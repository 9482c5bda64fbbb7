"""The risks of an assessment: on the matrix, with their measures, and the fields it touches."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from shoumi.base.messages import names
from shoumi.base.pages import figures
from shoumi.base.pages.detail_page import Picture
from shoumi.base.pages.figures import RiskPoint
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Column, Table
from shoumi.base.registry import field_register
from shoumi.chapters.compliance.rules import SCOPE_OF, Risk, Scope, registered
from shoumi.core.messages import Both

_FIELDS = (
    Column(("字段", "Field")),
    Column(("级别", "Grade")),
    Column(("依据", "Basis")),
    Column(("为此用途", "For the purpose")),
    Column(("涵盖", "Covered")),
)


def picture(request: PageRequest, risks: Sequence[Risk]) -> Picture:
    points = [
        RiskPoint(names.pair(each.hazard), (each.impact, each.likelihood), each.left)
        for each in risks
    ]
    return Picture(
        ("风险矩阵", "The matrix"),
        figures.matrix(points, request.lang),
        figures.matrix_table(points, request.lang),
        request.say(
            (
                "空圈是措施之前，实心是措施之后；带斜纹的格子批准不了。",
                "Hollow is before the measures, solid after; hatched squares are refused.",
            )
        ),
    )


def touched(request: PageRequest, scope: Scope, covered: Collection[str]) -> Table:
    """The fields of the register that what is assessed may read, and whether it covers each."""
    purposes = {purpose for purpose, about in SCOPE_OF.items() if about is scope}
    rows = [
        (
            request.say((rule.zh, rule.en)),
            names.of(rule.grade, request.lang),
            names.of(rule.basis, request.lang),
            [names.of(purpose, request.lang) for purpose in sorted(rule.purposes & purposes)],
            rule.code in covered,
        )
        for rule in registered(scope, field_register()).values()
    ]
    empty: Both = (
        "登记表里没有为此登记的字段。",
        "No field of the register is registered for this.",
    )
    return Table(_FIELDS, rows, ("涉及的登记字段", "Registered fields it touches"), empty)
