"""Assessments that say all they have to, in made-up words; what other tests begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from shoumi.chapters.compliance import services
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Hazard, Risk, Step
from shoumi.chapters.compliance.rules.written import Activity, Part, Passage, Written
from shoumi.chapters.compliance.services.authorship import Sheet
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood

TEXTS = {
    Part.SUBJECTS: "目标公司的现有客户。",
    Part.RESIDUAL: "偶发的失误没有完全消除，影响有限。",
    Part.OPINION: "同意按写明的方式进行。",
    Part.CONCLUSION: "可以进行。",
}

_ACTIVITY = Activity(
    "提供客户资料", "继续服务", "加密交付", "没有这些资料，服务做不下去。", ("district",)
)


def described(one: Risk) -> Risk:
    """With what has to be said of it; words and measures that are there stay."""
    said = {
        "text": "资料可能被不该看的人看到。",
        "impact_reason": "会受到打扰，不涉及人身安全。",
        "likelihood_reason": "接触资料的人有限。",
        "residual_reason": "措施落实以后还可能有偶发的失误。",
    }
    told = {name: getattr(one, name) or text for name, text in said.items()}
    return replace(one, **told, steps=one.steps or (Step("只给办理的人看，查看都有记录。"),))


def words(by: Ref, told: Written | None = None) -> Written:
    """All passages and an activity, by ``by``; what ``told`` says already stays."""
    said = told or Written()
    activities = tuple(map(_told, said.own)) or (replace(_ACTIVITY, by=str(by)),)
    mine = {part.value: Passage(text, str(by)) for part, text in TEXTS.items()}
    kept = {name: one for name, one in (said.passages or {}).items() if not one.is_draft}
    return replace(said, activities=activities, passages={**mine, **kept})


def _told(one: Activity) -> Activity:
    """With what it does not say yet."""
    names = ("purpose", "method", "necessity", "fields")
    told = {name: getattr(one, name) or getattr(_ACTIVITY, name) for name in names}
    return replace(one, **told)


def finish(found: Assessment, by: Ref, at: datetime) -> Assessment:
    """What is missing in a draft is written; what a starter set suggests is dropped."""

    def change(old: Sheet) -> Sheet:
        said = words(by, replace(old.words, suggested=()))
        return Sheet(said, tuple(map(described, old.risks)))

    return services.write(assessment=Ref(found.ref), change=change, actor=by, at=at)


def all_described(risks: Sequence[Risk]) -> list[Risk]:
    return [described(one) for one in risks]


MEDIUM = described(Risk(Hazard.VENDOR_LEAK, Impact.MEDIUM, Likelihood.MEDIUM))


def paper() -> bytes:
    """In the place of the report that the house makes."""
    return b"%PDF-"
