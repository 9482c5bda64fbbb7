"""Risks as they are written on the command line, and the report of an assessment.

A risk is ``hazard:impact:likelihood``, with measures ``…:measure+measure:impact:likelihood``:

    recipient_security:high:high
    recipient_security:high:high:sealed_package+fields_left_out:high:low
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Deal
from shoumi.base.subjects import queries as subjects
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Hazard, Measure, Risk
from shoumi.core import retention
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood, grade
from shoumi.doors.carrying import papers

IMPACTS = {
    **{impact.value: impact for impact in Impact},
    **dict(zip(("low", "medium", "high", "severe"), Impact, strict=True)),
}
LIKELIHOODS = {
    **{each.value: each for each in Likelihood},
    **dict(zip(("low", "medium", "high", "very_high"), Likelihood, strict=True)),
}


class RiskText(click.ParamType[Any]):
    name = "HAZARD:IMPACT:LIKELIHOOD[:MEASURES:IMPACT:LIKELIHOOD]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        parts = value.split(":")
        try:
            hazard, impact, likelihood = parts[:3]
            before = Hazard(hazard), IMPACTS[impact], LIKELIHOODS[likelihood]
            if len(parts) == 3:
                return Risk(*before)
            measures, after_impact, after_likelihood = parts[3:]
            return Risk(
                *before,
                tuple(Measure(word) for word in measures.split("+")),
                IMPACTS[after_impact],
                LIKELIHOODS[after_likelihood],
            )
        except (ValueError, KeyError):
            known = ", ".join(Hazard), ", ".join(IMPACTS), ", ".join(LIKELIHOODS)
            self.fail(f"{self.name}\n" + "\n".join((*known, ", ".join(Measure))), param, ctx)


def facts(deal: Ref) -> Mapping[str, object]:
    """What an assessment is made about; another number of people or recipient makes it stale."""
    return {
        "people": {state.value: count for state, count in sorted(subjects.counts(deal).items())},
        "datasets": [
            [each.code, each.recipient_id, each.recipient_kind] for each in deals.datasets(deal)
        ],
    }


def report(deal: Deal, found: Assessment, *, approver: Ref, at: datetime) -> bytes:
    """The report, signed by who approves it."""
    ref = Ref(deal.ref)
    worst = max(found.risks, key=lambda one: _order(one["impact"], one["likelihood"]))
    left = max(found.risks, key=lambda one: _order(*_after(one)))
    people = sum(subjects.counts(ref).values())
    datasets = deals.datasets(ref)
    assessor, name = accounts.person(Ref(found.assessor)).name, accounts.person(approver).name
    made = papers.make(
        "pipia_report",
        str(found),
        at,
        [("approver", name, "批准人", "approver")],
        deal=deal.number,
        subject=found.scope,
        assessors=[assessor, name],
        basis=["个人信息保护法第五十五、五十六条", "GB/T 39335—2020"],
        scope="覆盖本次转让中的披露、告知与同意、加密交付和接收。",
        activities=[
            [each.name, "公司转让", each.code, each.recipient.name, people] for each in datasets
        ]
        or [["—", "公司转让", "—", "—", people]],
        necessity="字段以目的所必需为限，逐项登记用途、依据与保存期限。",
        impacts=[[one["hazard"], one["impact"], _measures(one)] for one in found.risks],
        likelihoods=[[one["hazard"], one["likelihood"], _measures(one)] for one in found.risks],
        matrix=[
            [grade(impact, likelihood).value for likelihood in Likelihood]
            for impact in reversed(Impact)
        ],
        before=_point(worst["impact"], worst["likelihood"]),
        after=_point(*_after(left)),
        measures=[
            [measure, assessor, "交付前", "已列入"]
            for one in found.risks
            for measure in one["measures"]
        ]
        or [["—", "—", "—", "—"]],
        residual=f"采取措施后的风险等级为“{found.residual}”。",
        conclusion=f"风险等级由“{found.inherent}”降为“{found.residual}”。",
        triggers=["处理目的、方式或接收方变更；", "发生个人信息安全事件；", "超过一年。"],
        keep_until=retention.kept_until(day_in_china(at), "retention.pipia_retention").isoformat(),
    )
    return papers.signed(made, approver, "影响评估 PIPIA", "approver", at)


def _measures(one: Mapping[str, Any]) -> str:
    return "、".join(one["measures"]) or "—"


def _after(one: Mapping[str, Any]) -> tuple[str, str]:
    if not one["measures"]:
        return one["impact"], one["likelihood"]
    return (
        one["residual_impact"] or one["impact"],
        one["residual_likelihood"] or one["likelihood"],
    )


def _order(impact: str, likelihood: str) -> int:
    return list(Impact).index(Impact(impact)) + list(Likelihood).index(Likelihood(likelihood))


def _point(impact: str, likelihood: str) -> dict[str, object]:
    return {
        "impact": list(Impact).index(Impact(impact)) + 1,
        "likelihood": list(Likelihood).index(Likelihood(likelihood)) + 1,
        "grade": grade(Impact(impact), Likelihood(likelihood)).value,
    }
