"""The verbs of plans and of what calls for changing them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import ContingencyPlan, PlanChange
from shoumi.chapters.incidents.rules import starter
from shoumi.chapters.incidents.rules.words import Cause, ChangeState, Scope, Section
from shoumi.chapters.incidents.services import plans
from shoumi.chapters.incidents.verbs.place import CHANGE, CHANGES, PLAN, PLANS, in_api, words
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# What people may call a change by; an incident or a drill calls for one by itself.
_RAISED = (Cause.LAW, Cause.SYSTEM, Cause.YEARLY)


def told(found: ContingencyPlan) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "number": found.number,
        "state": queries.plan_state(found),
        "cause": found.cause,
        "written_at": found.written_at,
        "approved_at": found.approved_at,
    }


def told_change(found: PlanChange) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "number": found.number,
        "state": queries.change_state(found),
        "cause": found.cause,
        "due_at": found.due_at,
        "plan": found.plan,
    }


def _initial(section: Section) -> Callable[[PageRequest, Mapping[str, Any]], str]:
    """The version in force, to be changed; where there is none the text to begin with."""

    def found(request: PageRequest, place: Mapping[str, Any]) -> str:
        newest = queries.in_force()
        if newest is not None:
            return str(newest.sections.get(section, ""))
        return request.say(starter.texts()[section])

    return found


def _sections() -> Iterator[Field]:
    for section in Section:
        yield words(
            section.value.lower(), names.pair(section), initial=_initial(section), default=""
        )


def _changes(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    found = PlanChange.objects.filter(queries.in_change_state(ChangeState.OPEN))
    for one in found.order_by("number"):
        cause = names.pair(Cause(one.cause))
        yield (
            one.ref,
            (
                f"第 {one.number} 条，{cause[0]}：{one.what[:40]}",
                f"{one.number}, {cause[1]}: {one.what[:40]}",
            ),
        )


def about(request: PageRequest, contingencyplan: str) -> Iterator[tuple[Both, object]]:
    """What is approved, so that nobody does so unread."""
    found: ContingencyPlan = queries.get(ContingencyPlan, contingencyplan)
    for section in Section:
        yield names.pair(section), found.sections.get(section, "")


def about_change(request: PageRequest, planchange: str) -> Iterator[tuple[Both, object]]:
    found: PlanChange = queries.get(PlanChange, planchange)
    yield ("由来", "Cause"), names.of(Cause(found.cause), request.lang)
    yield ("要改什么", "What is to change"), found.what
    yield ("须决定于", "To be decided by"), found.due_at


def _draft(call: Call) -> ContingencyPlan:
    given = call.given
    return plans.draft(
        sections={section: given[section.value.lower()] for section in Section},
        cause=given["cause"],
        changes=given["changes"] or (),
        actor=call.actor,
        at=call.at,
    )


DRAFT = Verb(
    noun="plan",
    name="draft",
    on=PLANS,
    do=_draft,
    tells=told,
    title=("起草应急预案", "Draft a plan"),
    done=("已起草，请主要负责人批准", "It is drafted; the head approves it"),
    roles=plans.WRITERS,
    help=(
        (
            "十三个部分都要写，方括号【】里的空处都要填。先定好应急值守、做过联络测试，主要负责人才能批准。"
        ),
        (
            "All thirteen sections are written and each place in 【】 is filled in. Who is on duty "
            "is named and was reached before the head can approve it."
        ),
    ),
    fields=(
        Field(
            "cause",
            ("为什么写这一版", "Why this version"),
            forms.Kind.ONE,
            options=forms.words_of(Cause),
            of=Cause,
            initial=Cause.YEARLY.value,
        ),
        Field(
            "changes",
            ("写进了哪些修订意见", "Which changes it takes in"),
            forms.Kind.MANY,
            is_needed=False,
            options=_changes,
            of=Ref,
            option="change",
        ),
        *_sections(),
    ),
    button=("起草", "Draft it"),
    page=OnPage(back="plans", to=("plan", "contingencyplan")),
    command=OnTerminal(),
    operation=in_api("Draft a plan.", "PlanLine", told, status=201, path=""),
)
APPROVE = Verb(
    noun="plan",
    name="approve",
    on=PLAN,
    do=lambda call: plans.approve(plan=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("批准应急预案", "Approve the plan"),
    done=("已批准，即日施行", "It is in force"),
    roles=(Role.HEAD,),
    help=(
        "起草的人不能批准。批准后，写进去的修订意见随之了结；从此由系统核对，不再凭声明。",
        (
            "Not by who wrote it. The changes it takes in are decided with it, and from then on "
            "the house is checked and no statement counts."
        ),
    ),
    button=("批准", "Approve"),
    is_final=True,
    is_fresh=True,
    page=OnPage(back="plan", to=("plan", "contingencyplan"), facts=about),
    command=OnTerminal(),
    operation=in_api("Approve a plan.", "PlanLine", told, Scope.DECIDE),
)
RAISE = Verb(
    noun="planchange",
    name="raise",
    on=CHANGES,
    do=lambda call: plans.raise_change(**call.given, actor=call.actor, at=call.at),
    tells=told_change,
    title=("提出修订意见", "Call for a change"),
    done=("已记下，三十日内决定", "Recorded; it is decided within thirty days"),
    roles=plans.RAISERS,
    help=(
        "法律或系统有变化、到了年度复审，就提出；事件和演练结束时会自动提出。",
        "When law or systems change, or a year is over; incidents and drills do so by themselves.",
    ),
    fields=(
        Field(
            "cause",
            ("由来", "Cause"),
            forms.Kind.ONE,
            options=forms.words_of(_RAISED),
            of=Cause,
        ),
        words("what", ("要改什么", "What is to change")),
    ),
    button=("提出", "Call for it"),
    page=OnPage(back="plan-changes", to=("plan-change", "planchange")),
    command=OnTerminal(),
    operation=in_api(
        "Call for a change of the plan.", "PlanChangeLine", told_change, status=201, path=""
    ),
)
DECLINE = Verb(
    noun="planchange",
    name="decline",
    on=CHANGE,
    do=lambda call: plans.decline(
        change=call.on, reasons=call.given["reasons"], actor=call.actor, at=call.at
    ),
    tells=told_change,
    title=("不采纳", "Decline it"),
    done=("已写明理由，预案不改", "The plan stays as it is, and why is recorded"),
    roles=plans.DECLINERS,
    help=(
        "不能由提出的人决定。采纳的话，起草新一版并选上这一条。",
        "Not by who called for it. To take it in, draft a version that names it.",
    ),
    fields=(words("reasons", ("理由", "Reasons")),),
    button=("不采纳", "Decline it"),
    is_fresh=True,
    page=OnPage(back="plan-change", to=("plan-change", "planchange"), facts=about_change),
    command=OnTerminal(),
    operation=in_api("Decline a change of the plan.", "PlanChangeLine", told_change, Scope.DECIDE),
)
VERBS = (DRAFT, APPROVE, RAISE, DECLINE)
