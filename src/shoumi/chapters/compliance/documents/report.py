"""The report of an assessment as a PDF (GB/T 39335 5.7; PIPL 56; Order 25, Annex 2)."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Deal
from shoumi.base.documents.signed_documents import make, people_sign
from shoumi.base.messages import names
from shoumi.base.subjects import queries as subjects
from shoumi.chapters.compliance import queries
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Risk, Scope, stored
from shoumi.core import retention
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood, grade


def report(deal: Deal, found: Assessment, *, approver: Ref, at: datetime) -> bytes:
    """The report, signed by who approves it."""
    ref = Ref(deal.ref)
    risks = [stored(one) for one in found.risks]
    worst = max(risks, key=lambda one: _order(one.impact, one.likelihood))
    left = max(risks, key=lambda one: _order(*one.left))
    people = sum(subjects.counts(ref).values())
    assessor, name = accounts.person(Ref(found.assessor)).name, accounts.person(approver).name
    made = make(
        "pipia_report",
        str(found),
        at,
        [("approver", name, "批准人", "approver")],
        deal=deal.number,
        subject=names.of(Scope(found.scope), "zh"),
        assessors=[assessor, name],
        basis=["个人信息保护法第五十五、五十六条", "GB/T 39335—2020"],
        scope="覆盖本次转让中的披露、告知与同意、加密交付和接收。",
        activities=[
            [each.name, "公司转让", each.code, each.recipient.name, people]
            for each in deals.datasets(ref)
        ]
        or [["—", "公司转让", "—", "—", people]],
        necessity=f"字段以目的所必需为限，逐项登记用途、依据与保存期限。涵盖的字段：{_covered(found)}。",
        impacts=[[_name(one), one.impact.value, _measures(one)] for one in risks],
        likelihoods=[[_name(one), one.likelihood.value, _measures(one)] for one in risks],
        matrix=[
            [grade(impact, likelihood).value for likelihood in Likelihood]
            for impact in reversed(Impact)
        ],
        before=_point(worst.impact, worst.likelihood),
        after=_point(*left.left),
        measures=[
            [names.of(measure, "zh"), assessor, "交付前", "已列入"]
            for one in risks
            for measure in one.measures
        ]
        or [["—", "—", "—", "—"]],
        residual=f"采取措施后的风险等级为“{found.residual}”。",
        conclusion=f"采取措施前为“{found.inherent}”，采取措施后为“{found.residual}”。",
        triggers=["处理目的、方式或接收方变更；", "发生个人信息安全事件；", "超过一年。"],
        keep_until=retention.kept_until(day_in_china(at), "retention.pipia_retention").isoformat(),
    )
    return people_sign(made, approver, name, "影响评估 PIPIA", "approver", at)


def _covered(found: Assessment) -> str:
    return "、".join(names.field(code, "zh") for code in sorted(queries.fields_of(found))) or "—"


def _name(one: Risk) -> str:
    return names.of(one.hazard, "zh")


def _measures(one: Risk) -> str:
    return "、".join(names.of(measure, "zh") for measure in one.measures) or "—"


def _order(impact: Impact, likelihood: Likelihood) -> int:
    return list(Impact).index(impact) + list(Likelihood).index(likelihood)


def _point(impact: Impact, likelihood: Likelihood) -> dict[str, object]:
    return {
        "impact": list(Impact).index(impact) + 1,
        "likelihood": list(Likelihood).index(likelihood) + 1,
        "grade": grade(impact, likelihood).value,
    }
