"""The verbs of an incident: reported, graded, contained, counted, its notes and evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.urls import reverse

from shoumi.base.pages import choices, forms
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import Breach, Exposure, Lowering
from shoumi.chapters.incidents.rules.incidents import Grade
from shoumi.chapters.incidents.rules.words import Kind, Scope, Source
from shoumi.chapters.incidents.services import incidents, texts
from shoumi.chapters.incidents.services.incidents import HANDLERS, LOWERERS, Report
from shoumi.chapters.incidents.verbs.place import (
    BREACH,
    BREACHES,
    LOWERING,
    breach_of,
    in_api,
    words,
)
from shoumi.core.incident_clock import Level, Operator, Severity
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_MOST_FEN, _MOST_PEOPLE = 10**13, 10**9
BACK = OnPage(back="incident", to=("incident", "breach"))


def told(found: Breach) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "number": found.number,
        "drill": found.is_drill,
        "state": queries.breach_state(found),
        "kind": found.kind,
        "severity": found.severity,
        "level": found.level,
        "persons": found.persons,
        "found_at": found.found_at,
        "contained_at": found.contained_at,
        "closed_at": found.closed_at,
    }


def told_part(found: Any) -> dict[str, Any]:
    """Of a step, a count, a notice, a question: which, and of what."""
    return {"ref": found.ref, "breach": found.breach}


def told_count(found: Exposure) -> dict[str, Any]:
    return {**told_part(found), "persons": found.persons, "digest": found.digest}


def to_incident(made: Any) -> str:
    return reverse("incident", args=[made.breach])


PART = OnPage(back="incident", href=to_incident)


def word(name: str, label: Both, kind: Any, help_: Both = forms.NO_HELP, **more: Any) -> Field:
    return Field(name, label, forms.Kind.ONE, help_, options=forms.words_of(kind), of=kind, **more)


def _of_breach(name: str) -> Callable[[PageRequest, Mapping[str, Any]], Any]:
    """What it is graded by now, as the first value."""

    def found(request: PageRequest, place: Mapping[str, Any]) -> Any:
        return getattr(breach_of(request, place["breach"]), name) if "breach" in place else None

    return found


def _words(severity: Any, level: Any) -> tuple[Field, ...]:
    """What people judge, with its first values."""
    return (
        word(
            "severity",
            ("内部级别", "Severity"),
            Severity,
            initial=severity,
        ),
        word(
            "level",
            ("调高到的法定级别", "Statutory level raised to"),
            Level,
            (
                "人数和损失达到的级别自动计算；性质严重的可以调高。",
                "By persons and loss it follows by itself; what is grave by its kind is raised.",
            ),
            initial=level,
            default=Level.GENERAL.value,
            is_needed=False,
        ),
    )


def grade_fields(*, is_new: bool) -> tuple[Field, ...]:
    def initial(name: str, first: Any) -> Any:
        return first if is_new else _of_breach(name)

    return (
        Field(
            "persons",
            ("涉及人数", "How many people"),
            forms.Kind.WHOLE,
            (
                "还不清楚就填 0，之后可以按账本数。",
                "0 where nobody knows yet; it can be counted later.",
            ),
            most=_MOST_PEOPLE,
            initial=initial("persons", 0),
            default=0,
        ),
        Field(
            "loss",
            ("直接损失", "Direct loss"),
            forms.Kind.MONEY,
            is_needed=False,
            most=_MOST_FEN,
            initial=0,
            default=0,
        ),
        Field(
            "leak",
            ("确认有可识别的个人信息泄露", "Identifiable data leaked for sure"),
            forms.Kind.TICK,
            (
                (
                    "确认泄露的，内部级别至少为中；须立即通知监管部门和个人，措施能有效避免危害的，"
                    "可以不通知个人（个人信息保护法第五十七条）。"
                ),
                (
                    "A confirmed leak is of medium severity at least. The authority is told at "
                    "once, and people are, unless measures effectively avert the harm (PIPL 57)."
                ),
            ),
            is_needed=False,
            initial=initial("is_leak", False),
            default=False,
        ),
        *_words(initial("judged", Severity.MEDIUM.value), initial("raised", Level.GENERAL.value)),
    )


def grade_in(given: Mapping[str, Any]) -> Grade:
    return Grade(
        persons=given["persons"] or 0,
        loss=given["loss"] or 0,
        is_leak=bool(given["leak"]),
        judged=given["severity"],
        raised=Level(given["level"] or Level.GENERAL),
    )


def report_in(given: Mapping[str, Any], **more: Any) -> Report:
    return Report(
        kind=given["kind"],
        source=given["source"],
        account=given["account"],
        grade=grade_in(given),
        operator=Operator(given["operator"] or Operator.GENERAL),
        **more,
    )


def _report(call: Call) -> Breach:
    given = call.given
    found = report_in(given, found_at=given["found_at"], deals=given["deals"] or ())
    return incidents.report(told=found, actor=call.actor, at=call.at)


ABOUT = (
    word("kind", ("发生了什么", "What happened"), Kind),
    word("source", ("怎么发现的", "How it became known"), Source),
)
ACCOUNT = words(
    "account",
    ("经过", "What is known"),
    ("写事实，不写客户姓名和号码。", "Facts, and no customer's name or number."),
)
OPERATOR = word(
    "operator",
    ("本单位属于", "The house is"),
    Operator,
    initial=Operator.GENERAL.value,
    default=Operator.GENERAL.value,
    is_needed=False,
)


def about_lowering(request: PageRequest, lowering: str) -> Iterator[tuple[Both, object]]:
    """What was asked and why, so that nobody decides unread."""
    found: Lowering = queries.get(Lowering, lowering)
    yield ("理由", "Reasons"), texts.opened(found.reasons)
    yield ("涉及人数", "How many people"), found.persons


def any_deal(name: str, label: Both, kind: forms.Kind, **more: Any) -> Field:
    return Field(name, label, kind, options=choices.all_deals, of=Ref, names="deal", **more)


REPORT = Verb(
    noun="incident",
    name="report",
    on=BREACHES,
    do=_report,
    tells=told,
    title=("报告安全事件", "Report an incident"),
    done=("已报告；涉及的转让按级别自动中止", "Reported; deals it touches stop by its severity"),
    help=(
        "发现疑似泄露就报告，不必先核实、不必先请示。时限从发现时起算。",
        "Report what may be a leak without checking or asking first. Clocks run from the finding.",
    ),
    fields=(
        *ABOUT,
        Field("found_at", ("发现时间", "When it was found"), forms.Kind.MOMENT),
        ACCOUNT,
        any_deal(
            "deals",
            ("涉及的转让", "Deals it touches"),
            forms.Kind.MANY,
            is_needed=False,
            option="deal",
        ),
        *grade_fields(is_new=True),
        OPERATOR,
    ),
    button=("报告", "Report it"),
    page=OnPage(back="incidents", to=("incident", "breach")),
    command=OnTerminal(),
    operation=in_api("Report an incident.", "BreachLine", told, status=201, path=""),
)
GRADE = Verb(
    noun="incident",
    name="grade",
    on=BREACH,
    do=lambda call: incidents.grade(
        breach=call.on, grade=grade_in(call.given), actor=call.actor, at=call.at
    ),
    tells=told,
    title=("定级", "Grade it"),
    done=("已定级，时限随之重算", "Graded; its clocks follow"),
    roles=HANDLERS,
    fields=grade_fields(is_new=False),
    help=(
        "一位就可以调高；要调低，须提请另一位决定。",
        "One grades higher; lower takes another who decides.",
    ),
    button=("定级", "Grade it"),
    page=BACK,
    command=OnTerminal(),
    operation=in_api("Grade an incident.", "BreachLine", told),
)
LOWER = Verb(
    noun="incident",
    name="lower",
    on=BREACH,
    do=lambda call: incidents.ask_lower(
        breach=call.on,
        grade=grade_in(call.given),
        reasons=call.given["reasons"],
        actor=call.actor,
        at=call.at,
    ),
    tells=told_part,
    title=("提请降级", "Ask to grade it lower"),
    done=("已提请，等另一位决定", "Asked; another decides"),
    roles=HANDLERS,
    fields=(*grade_fields(is_new=False), words("reasons", ("理由", "Reasons"))),
    button=("提请", "Ask for it"),
    page=PART,
    command=OnTerminal(),
    operation=in_api(
        "Ask that an incident be graded lower.", "BreachPartLine", told_part, status=201
    ),
)
DECIDE_LOWER = Verb(
    noun="lowering",
    name="decide",
    on=LOWERING,
    do=lambda call: incidents.decide_lower(
        lowering=call.on, agreed=bool(call.given["agreed"]), actor=call.actor, at=call.at
    ),
    tells=told_part,
    title=("决定降级", "Decide to grade it lower"),
    done=("已决定", "Decided"),
    roles=LOWERERS,
    fields=(
        Field(
            "agreed",
            ("同意降级", "Grade it lower"),
            forms.Kind.TICK,
            is_needed=False,
            default=False,
        ),
    ),
    button=("决定", "Decide"),
    is_fresh=True,
    page=OnPage(back="lowering", href=to_incident, facts=about_lowering),
    command=OnTerminal(),
    operation=in_api(
        "Decide whether it is graded lower.", "BreachPartLine", told_part, Scope.DECIDE
    ),
)
VERBS = (REPORT, GRADE, LOWER, DECIDE_LOWER)
