"""The verbs of impact assessments: begin, write down risks and measures, approve, check."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from shoumi.base.pages import forms, scoping
from shoumi.base.pages.forms import Field, from_query
from shoumi.base.verbs import DEAL, Call, OnTerminal, Verb
from shoumi.chapters.compliance import queries, services
from shoumi.chapters.compliance.documents import report
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Risk, Scope, TokenScope, stored, written
from shoumi.chapters.compliance.rules.written import Written
from shoumi.chapters.compliance.services.authorship import Sheet
from shoumi.chapters.compliance.services.errors import NotOurReport
from shoumi.chapters.compliance.verbs import (
    conditions,
    described_risks,
    own_words,
    risks,
    starters,
    unfinished,
    written_file,
)
from shoumi.chapters.compliance.verbs import covered_fields as cover
from shoumi.chapters.compliance.verbs.place import ASSESSMENT
from shoumi.chapters.compliance.verbs.records import PAGE, operation, schemas, told, whole
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


class Checked(NamedTuple):
    found: Assessment
    stands: bool


def _begin(call: Call) -> Assessment:
    """A page begins with one risk; a command and a program name all of them."""
    given = call.given
    told = given["risks"] if "risks" in given else [risks.filled_in(given)]
    return _assessed(call, call.on, given["scope"], told, given.get("covers") or ())


def _revise(call: Call) -> Assessment:
    """Assess anew, of today's facts, with the risks, measures and fields of the earlier one to
    begin; what was ticked, if anything was, is covered instead."""
    one, scope = _found(call), Scope(_found(call).scope)
    covers = call.given.get("covers") or queries.fields_of(one)
    said = written.read(one.written)
    return _assessed(call, Ref(one.deal), scope, list(map(stored, one.risks)), covers, said)


def _assessed(
    call: Call,
    deal: Ref,
    scope: Scope,
    told: Sequence[Risk],
    covers: Collection[str],
    words: Written | None = None,
) -> Assessment:
    return services.assess(
        deal=deal,
        scope=scope,
        risks=told,
        facts=queries.facts_of(deal),
        fields=[code for code in covers if code in cover.usable(scope)],
        words=words,
        actor=call.actor,
        at=call.at,
    )


def _mitigate(call: Call) -> Assessment:
    """On a page measures of one risk; the others stay as they are."""
    given = call.given
    if "risks" in given:
        return _mitigated(call, given["risks"])
    told = [stored(row) for row in _found(call).risks]
    place = int(given["risk"]) - 1
    told[place] = replace(
        told[place],
        measures=tuple(given["measures"]),
        residual_impact=given["left_impact"],
        residual_likelihood=given["left_likelihood"],
    )
    return _mitigated(call, told)


def _add(call: Call) -> Assessment:
    """A further risk; the suggestion that it was made of is none any more."""
    taken = call.given["suggested"]

    def change(sheet: Sheet) -> Sheet:
        words = sheet.words.without([taken] if taken else [])
        return Sheet(words, (*sheet.risks, risks.filled_in(call.given)))

    return services.write(assessment=call.on, change=change, actor=call.actor, at=call.at)


def _mitigated(call: Call, told: Sequence[Risk]) -> Assessment:
    return services.mitigate(assessment=call.on, risks=told, actor=call.actor, at=call.at)


def _approve(call: Call) -> Assessment:
    one = _found(call)
    shown, brought = services.in_force(one, call.actor, call.at), call.given["paper"]

    def paper() -> bytes:
        if not brought:
            return report.report(shown, at=call.at)
        if not report.is_own(brought, shown, at=call.at):
            raise NotOurReport
        return bytes(brought)

    return services.approve(
        assessment=call.on,
        paper=paper,
        actor=call.actor,
        at=call.at,
        shown=shown,
    )


def _recheck(call: Call) -> Checked:
    facts = queries.facts_of(Ref(_found(call).deal))
    stands = services.recheck(assessment=call.on, facts=facts, actor=call.actor, at=call.at)
    return Checked(_found(call), stands)


def _found(call: Call) -> Assessment:
    return Assessment.objects.get(ref=call.on)


_NEW = replace(PAGE, to=("assessment", "assessment"))
_SAID: Both = (
    "{number}：{state}，风险 {inherent}，剩余 {residual}",
    "{number}: {state}, risk {inherent}, left {residual}",
)
_HOW: Both = (
    "评估",
    (
        "Write an assessment down.\n\n\b\n"
        "A risk:     recipient_security:high:high\n"
        "with what is done about it and what is left:\n"
        "            recipient_security:high:high:sealed_package+fields_left_out:high:low"
    ),
)

BEGIN = Verb(
    noun="assessment",
    name="begin",
    on=DEAL,
    do=_begin,
    tells=told,
    title=("开始影响评估", "Begin an assessment"),
    done=("评估已开始", "The assessment is begun"),
    roles=(Role.DPO,),
    fields=(risks.one("scope", ("评估什么", "About"), Scope, initial=from_query("scope")),),
    help=(
        "先写第一项风险，以后可以再加。剩余风险不高于“中”才批准得了。",
        "Write down the first risk; more can follow. It is approved at medium or lower.",
    ),
    button=("开始", "Begin"),
    satisfies=conditions.ALL,
    page=replace(
        _NEW,
        back="deal",
        after=(*risks.FIELDS, cover.FIELD),
        facts=scoping.about,
        prefill=conditions.scope,
    ),
    command=OnTerminal(name="assess", said=_SAID, help=_HOW, more=(risks.OPTION, cover.OPTION)),
    operation=operation(
        "Write an assessment down, with all its risks and what is done about each.",
        given=lambda: schemas().AssessmentGiven,
        status=201,
        path="assessments",
    ),
)
MITIGATE = Verb(
    noun="assessment",
    name="mitigate",
    on=ASSESSMENT,
    do=_mitigate,
    tells=told,
    title=("写措施", "Write measures down"),
    done=("措施已写下", "The measures are written down"),
    roles=(Role.DPO,),
    help=(
        "风险本身改不小，只有措施能让剩下的变小。",
        "A risk itself never shrinks; measures make what is left of it smaller.",
    ),
    button=("写下", "Write down"),
    satisfies=conditions.ALL,
    page=replace(
        PAGE,
        more=(
            Field("risk", ("哪项风险", "Which risk"), forms.Kind.ONE, options=risks.of_assessment),
            *risks.measures(is_needed=True),
        ),
        prefill=conditions.to_mend,
    ),
    command=OnTerminal(said=_SAID, more=(risks.OPTION,)),
    operation=operation(
        "Write down the measures of all its risks and what is left with them.",
        given=lambda: schemas().MitigateGiven,
    ),
)
RISK = Verb(
    noun="assessment",
    name="risk",
    on=ASSESSMENT,
    do=_add,
    title=("加一项风险", "Add a risk"),
    done=("风险已加上", "The risk is added"),
    button=("加上", "Add"),
    page=replace(PAGE, more=risks.FURTHER),
    # A command and a program name all its risks, so for them this is writing measures down.
)
APPROVE = Verb(
    noun="assessment",
    name="approve",
    on=ASSESSMENT,
    do=_approve,
    tells=told,
    title=("批准评估", "Approve the assessment"),
    done=("评估已批准，有效十二个月", "Approved, for twelve months"),
    roles=(Role.LEG,),
    fields=(
        Field(
            "paper",
            ("已签署的报告", "A signed report"),
            forms.Kind.FILE,
            (
                "只收评估页上“待签的报告”加上签名，当天有效；不附就由本处制作，用你的密钥签名。",
                "Only the report to sign, that very day. Without one your key signs it.",
            ),
            is_needed=False,
        ),
    ),
    help=(
        "批准后十二个月有效，事实有变就失效；报告保存三年。",
        "It holds for twelve months unless its facts change; the report is kept three years.",
    ),
    button=("批准", "Approve"),
    satisfies=conditions.ALL,
    is_final=True,
    is_fresh=True,
    page=replace(PAGE, facts=unfinished.approval_facts, prefill=conditions.to_approve),
    command=OnTerminal(said=_SAID, asks_yes=False),
    operation=operation("Put an assessment in force for twelve months.", TokenScope.APPROVE),
)
RECHECK = Verb(
    noun="assessment",
    name="recheck",
    on=ASSESSMENT,
    do=_recheck,
    tells=lambda made: {"ref": made.found.ref, "stands": made.stands},
    title=("复核", "Check against today's facts"),
    done=("已和今天的事实比过", "Held against today's facts"),
    roles=(Role.DPO, Role.LEG),
    help=(
        "人数或接收方变了，评估就失效，凭它开的门会关上。",
        "Where people or recipients have changed it is stale and the doors it holds shut.",
    ),
    button=("复核", "Check"),
    page=PAGE,
    command=OnTerminal(
        help=("复核", "Check against today's facts.  Exits 1 where it is stale now."),
        said=("仍然有效", "it still stands"),
        is_no=lambda made: not made.stands,
        said_no=("已过时，须重新评估", "stale: assess anew"),
    ),
    operation=operation(
        "Hold an assessment against today's facts; where they have changed it is stale.",
        answer=lambda: schemas().AssessmentChecked,
        tells=lambda made: whole(made.found) | {"stands": made.stands},
    ),
)
REVISE = Verb(
    noun="assessment",
    name="revise",
    on=ASSESSMENT,
    do=_revise,
    tells=told,
    title=("重新评估", "Assess anew"),
    done=("新的评估已开始", "The new assessment is begun"),
    roles=(Role.DPO,),
    help=(
        "照这一份的风险和措施开始，按今天的事实；新的批准以前，这一份不再算。",
        "Begins with these risks and measures, of today's facts; this one stops counting.",
    ),
    button=("重新评估", "Assess anew"),
    is_final=True,
    page=replace(_NEW, more=(cover.OF_EARLIER,)),
    command=OnTerminal(said=_SAID, more=(cover.OPTION,)),
    operation=operation(
        "Assess anew, of today's facts, with the same risks; this one stops counting.", status=201
    ),
)
VERBS = (
    BEGIN,
    *starters.VERBS,
    *own_words.VERBS,
    RISK,
    *described_risks.VERBS,
    MITIGATE,
    *written_file.VERBS,
    APPROVE,
    RECHECK,
    REVISE,
)
__all__ = ["VERBS", "told", "whole"]
