"""What is done about impact assessments: begin, add risks and measures, approve, check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.urls import reverse

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import forms, scoping
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Option, from_query, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.compliance import queries, services
from shoumi.chapters.compliance.documents import report
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.pages.assessments import PLACE, own
from shoumi.chapters.compliance.rules import Hazard, Measure, Risk, Scope, State, stored
from shoumi.core import risk
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import RiskGrade, Role

_OF_DEAL = "deals/<str:deal>"
_SCOPES = {"pipia.approved": Scope.DUE_DILIGENCE, "pipia.transfer": Scope.TRANSFER}
_CONDITIONS = frozenset(_SCOPES)
Place = Mapping[str, Any]


def _one(name: str, label: Both, words: Any, **more: Any) -> Field:
    return Field(name, label, forms.Kind.ONE, options=words_of(words), of=words, **more)


_BEFORE = (
    _one("hazard", ("什么风险", "What may go wrong"), Hazard),
    _one("impact", ("影响", "Impact"), Impact),
    _one("likelihood", ("可能性", "Likelihood"), Likelihood),
)
_AFTER_HELP: Both = (
    "没有措施，风险不会变小；不选就和措施之前一样。",
    "Without a measure nothing gets smaller; left open it stays as it was.",
)


def _measures(*, is_needed: bool) -> tuple[Field, ...]:
    return (
        Field(
            "measures",
            ("措施", "Measures"),
            forms.Kind.MANY,
            options=words_of(Measure),
            of=Measure,
            is_needed=is_needed,
        ),
        _one(
            "left_impact",
            ("措施后的影响", "Impact left"),
            Impact,
            help=_AFTER_HELP,
            is_needed=False,
        ),
        _one(
            "left_likelihood",
            ("措施后的可能性", "Likelihood left"),
            Likelihood,
            is_needed=False,
        ),
    )


def _risk(given: Mapping[str, Any]) -> Risk:
    return Risk(
        given["hazard"],
        given["impact"],
        given["likelihood"],
        tuple(given["measures"]),
        given["left_impact"],
        given["left_likelihood"],
    )


def _begin(request: PageRequest, given: dict[str, Any], *, deal: str) -> Done:
    ref = scoping.seen(request, deal)
    made = services.assess(
        deal=ref,
        scope=given["scope"],
        risks=[_risk(given)],
        facts=queries.facts_of(ref),
        actor=request.who(),
        at=request.at,
    )
    return _to(made.ref)


def _add(request: PageRequest, given: dict[str, Any], *, assessment: str) -> Done:
    one = own(request, assessment)
    return _mitigated(request, one, [*map(stored, one.risks), _risk(given)])


def _mitigate(request: PageRequest, given: dict[str, Any], *, assessment: str) -> Done:
    """Measures of one risk; the others stay as they are."""
    one = own(request, assessment)
    risks = [
        replace(
            each,
            measures=tuple(given["measures"]),
            residual_impact=given["left_impact"],
            residual_likelihood=given["left_likelihood"],
        )
        if str(place) == given["risk"]
        else each
        for place, each in enumerate(map(stored, one.risks), start=1)
    ]
    return _mitigated(request, one, risks)


def _mitigated(request: PageRequest, one: Assessment, risks: list[Risk]) -> Done:
    services.mitigate(assessment=Ref(one.ref), risks=risks, actor=request.who(), at=request.at)
    return _to(one.ref)


def _approve(request: PageRequest, given: dict[str, Any], *, assessment: str) -> Done:
    one = own(request, assessment)
    brought = given["paper"]
    found = services.approve(
        assessment=Ref(one.ref),
        paper=brought.read()
        if brought
        else report.report(deals.deal(Ref(one.deal)), one, approver=request.who(), at=request.at),
        actor=request.who(),
        at=request.at,
    )
    return _to(found.ref)


def _recheck(request: PageRequest, given: dict[str, Any], *, assessment: str) -> Done:
    one = own(request, assessment)
    services.recheck(
        assessment=Ref(one.ref),
        facts=queries.facts_of(Ref(one.deal)),
        actor=request.who(),
        at=request.at,
    )
    return _to(one.ref)


def _revise(request: PageRequest, given: dict[str, Any], *, assessment: str) -> Done:
    """Assess anew, of today's facts, with the risks and measures of the earlier one to begin."""
    one = own(request, assessment)
    ref = Ref(one.deal)
    made = services.assess(
        deal=ref,
        scope=Scope(one.scope),
        risks=[stored(row) for row in one.risks],
        facts=queries.facts_of(ref),
        actor=request.who(),
        at=request.at,
    )
    return _to(made.ref)


def _to(assessment: str) -> Done:
    return Done(reverse("assessment", kwargs={"assessment": assessment}))


def _risks(request: PageRequest, place: Place) -> Iterator[Option]:
    for number, each in enumerate(map(stored, own(request, place["assessment"]).risks), start=1):
        zh, en = names.pair(each.hazard)
        grade_zh, grade_en = names.pair(each.residual)
        yield (
            str(number),
            (f"{number}. {zh}（现在“{grade_zh}”）", f"{number}. {en} (now {grade_en})"),
        )


def _about(request: PageRequest, assessment: str) -> Iterator[tuple[Both, object]]:
    """What is decided about, so that nobody approves the wrong one."""
    one = own(request, assessment)
    yield ("评估", "Assessment"), f"{one} {names.of(Scope(one.scope), request.lang)}"
    yield ("转让", "Deal"), deals.numbers([one.deal]).get(one.deal, "")
    yield ("风险", "Risks"), tuple(names.of(stored(row).hazard, request.lang) for row in one.risks)
    yield ("采取措施前", "Before measures"), names.of(RiskGrade(one.inherent), request.lang)
    yield ("采取措施后", "With measures"), names.of(RiskGrade(one.residual), request.lang)


def _scope(request: PageRequest, condition: str, **place: object) -> Mapping[str, str] | None:
    """Begin one where none is under way."""
    found = _draft(condition, place)
    return None if found else {"scope": _SCOPES[condition].value}


def _to_mend(request: PageRequest, condition: str, **place: object) -> Mapping[str, str] | None:
    found = _draft(condition, place)
    if found is None or not risk.blocks(RiskGrade(found.residual)):
        return None
    return {"assessment": found.ref}


def _to_approve(request: PageRequest, condition: str, **place: object) -> Mapping[str, str] | None:
    found = _draft(condition, place)
    if found is None or risk.blocks(RiskGrade(found.residual)) or found.assessor == request.actor:
        return None
    return {"assessment": found.ref}


def _draft(condition: str, place: Mapping[str, object]) -> Assessment | None:
    """The draft that the condition of this deal waits for."""
    if "deal" not in place:
        return None
    found = queries.latest(Ref(str(place["deal"])), _SCOPES[condition])
    return found if found and found.state == State.DRAFT else None


def _act(slug: str, **more: Any) -> Act:
    return Act(slug=slug, place=PLACE, back="assessment", facts=_about, **more)


ACTS = (
    Act(
        slug="assessment-begin",
        place=_OF_DEAL,
        title=("开始影响评估", "Begin an assessment"),
        done=("评估已开始", "The assessment is begun"),
        do=_begin,
        roles=(Role.DPO,),
        fields=(
            _one("scope", ("评估什么", "About"), Scope, initial=from_query("scope")),
            *_BEFORE,
            *_measures(is_needed=False),
        ),
        help=(
            "先写第一项风险，以后可以再加。剩余风险不高于“中”才批准得了。",
            "Write down the first risk; more can follow. It is approved at medium or lower.",
        ),
        button=("开始", "Begin"),
        satisfies=_CONDITIONS,
        prefill=_scope,
        back="deal",
        facts=scoping.about,
    ),
    _act(
        "assessment-mitigate",
        title=("写措施", "Write measures down"),
        done=("措施已写下", "The measures are written down"),
        do=_mitigate,
        roles=(Role.DPO,),
        fields=(
            Field("risk", ("哪项风险", "Which risk"), forms.Kind.ONE, options=_risks),
            *_measures(is_needed=True),
        ),
        help=(
            "风险本身改不小，只有措施能让剩下的变小。",
            "A risk itself never shrinks; measures make what is left of it smaller.",
        ),
        button=("写下", "Write down"),
        satisfies=_CONDITIONS,
        prefill=_to_mend,
    ),
    _act(
        "assessment-risk",
        title=("加一项风险", "Add a risk"),
        done=("风险已加上", "The risk is added"),
        do=_add,
        roles=(Role.DPO,),
        fields=(*_BEFORE, *_measures(is_needed=False)),
        button=("加上", "Add"),
    ),
    _act(
        "assessment-approve",
        title=("批准评估", "Approve the assessment"),
        done=("评估已批准，有效十二个月", "Approved, for twelve months"),
        do=_approve,
        roles=(Role.LEG,),
        fields=(
            Field(
                "paper",
                ("已签署的报告", "A signed report"),
                forms.Kind.FILE,
                (
                    "不附就由本处制作，用你的密钥签名。",
                    "Without one the house makes it and your key signs it.",
                ),
                is_needed=False,
            ),
        ),
        help=(
            "批准后十二个月有效，事实有变就失效；报告保存三年。",
            "It holds for twelve months unless its facts change; the report is kept three years.",
        ),
        button=("批准", "Approve"),
        satisfies=_CONDITIONS,
        prefill=_to_approve,
        is_final=True,
        is_fresh=True,
    ),
    _act(
        "assessment-recheck",
        title=("复核", "Check against today's facts"),
        done=("已和今天的事实比过", "Held against today's facts"),
        do=_recheck,
        roles=(Role.DPO, Role.LEG),
        help=(
            "人数或接收方变了，评估就失效，凭它开的门会关上。",
            "Where people or recipients have changed it is stale and the doors it holds shut.",
        ),
        button=("复核", "Check"),
    ),
    _act(
        "assessment-revise",
        title=("重新评估", "Assess anew"),
        done=("新的评估已开始", "The new assessment is begun"),
        do=_revise,
        roles=(Role.DPO,),
        help=(
            "照这一份的风险和措施开始，按今天的事实；新的批准以前，这一份不再算。",
            "Begins with these risks and measures, of today's facts; this one stops counting.",
        ),
        button=("重新评估", "Assess anew"),
        is_final=True,
    ),
)
