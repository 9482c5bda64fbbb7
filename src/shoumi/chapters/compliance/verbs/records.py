"""An assessment as commands, programs and the forms of its acts tell it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import InApi, OnPage
from shoumi.chapters.compliance import queries
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Scope, TokenScope, stored, written
from shoumi.chapters.compliance.rules.written import Part
from shoumi.chapters.compliance.verbs import covered_fields as cover
from shoumi.chapters.compliance.verbs.place import own
from shoumi.core.messages import Both
from shoumi.core.terms import RiskGrade

# ``residual`` is the grade already.
WORDS_OF = {part: part.value for part in Part} | {Part.RESIDUAL: "residual_words"}


def told(found: Assessment) -> dict[str, Any]:
    """An assessment as commands tell it."""
    return {
        "number": str(found),
        "ref": found.ref,
        "scope": found.scope,
        "state": found.state,
        "inherent": found.inherent,
        "residual": found.residual,
        "until": found.until,
        "keep_until": found.keep_until,
        "document": found.document or None,
        "position": found.position,
    }


def whole(found: Assessment) -> dict[str, Any]:
    """An assessment as the API answers it."""
    covers = sorted(queries.fields_of(found))
    said = written.read(found.written)
    words = {
        "activities": [
            {**row, "is_draft": not row["by"]}
            for row in (found.written or {}).get("activities", ())
        ],
        "assessors": list(dict.fromkeys((found.assessor, *said.assessors))),
        "drafts": list(said.drafts),
        "authors": [
            {"part": name, "by": one.by, "at": one.at}
            for name, one in sorted((said.passages or {}).items())
            if not one.is_draft
        ],
        **{WORDS_OF[part]: said.of(part) for part in Part},
    }
    more = {"deal": found.deal, "risks": found.risks, "assessor": found.assessor, "covers": covers}
    return told(found) | more | words


def about(request: PageRequest, assessment: str) -> Iterator[tuple[Both, object]]:
    """What is decided about, so that nobody approves the wrong one."""
    one = own(request, assessment)
    yield ("评估", "Assessment"), f"{one} {names.of(Scope(one.scope), request.lang)}"
    yield ("转让", "Deal"), deals.numbers([one.deal]).get(one.deal, "")
    yield ("风险", "Risks"), tuple(names.of(stored(row).hazard, request.lang) for row in one.risks)
    yield ("涵盖的字段", "Fields covered"), cover.names_of(one, request.lang)
    yield ("采取措施前", "Before measures"), names.of(RiskGrade(one.inherent), request.lang)
    yield ("采取措施后", "With measures"), names.of(RiskGrade(one.residual), request.lang)


def schemas() -> Any:
    """Bodies and answers of the API, loaded when it opens."""
    from shoumi.chapters.compliance.verbs import answer

    return answer


def operation(summary: str, scope: TokenScope = TokenScope.WRITE, **more: Any) -> InApi:
    usual: dict[str, Any] = {"answer": lambda: schemas().AssessmentLine, "tells": whole}
    return InApi(scope=scope, summary=summary, **usual | more)


PAGE = OnPage(back="assessment", facts=about)
