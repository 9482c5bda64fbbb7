"""The verbs of the watch and of its alerts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry.incident_desk import KnownIncident
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb, reported_incident
from shoumi.chapters.defence.models import SecurityCase, Watch
from shoumi.chapters.defence.queries import detection as queries
from shoumi.chapters.defence.rules import Scope
from shoumi.chapters.defence.rules.detection import Code, Verdict
from shoumi.chapters.defence.services import detection
from shoumi.chapters.defence.verbs.place import CASE, WATCH
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def told(found: SecurityCase) -> dict[str, Any]:
    """An alert as a command and an operation tell it."""
    columns = ("ref", "number", "rule", "who", "first", "last", "count", "opened_at", "verdict")
    return {**{name: getattr(found, name) for name in columns}, "state": queries.state(found)}


def _answer() -> type[Any]:
    from shoumi.chapters.defence.verbs.answer import AlertLine

    return AlertLine


def _operation(summary: str, scope: Scope = Scope.WRITE) -> InApi:
    return InApi(scope=scope, summary=summary, answer=_answer, tells=told)


def _about(request: PageRequest, securitycase: str) -> Iterator[tuple[Both, object]]:
    """What it is about, so that nobody decides about the wrong one."""
    one = queries.case_of(Ref(securitycase), request.who())
    yield ("告警", "Alert"), one.number
    yield ("看到什么", "What was seen"), names.of(Code(one.rule), request.lang)
    yield ("关于谁", "About"), accounts.names([one.who]).get(one.who, "") if one.who else ""


def _close(call: Call) -> SecurityCase:
    given = call.given
    return detection.close(
        case=call.on,
        verdict=given["verdict"],
        reasons=given["reasons"],
        actor=call.actor,
        at=call.at,
    )


def _block(call: Call) -> dict[str, Any]:
    sessions = detection.block(case=call.on, actor=call.actor, at=call.at)
    return {"ref": call.on, "sessions": sessions}


def _report(call: Call) -> KnownIncident:
    words = call.given["words"] or ""
    return detection.report(case=call.on, words=words, actor=call.actor, at=call.at)


def _told_watch(found: Watch) -> dict[str, Any]:
    return {"ref": found.ref, "begun_at": found.begun_at, "ended_at": found.ended_at}


_ON_CASE = OnPage(back="securitycase", to=("securitycase", "securitycase"), facts=_about)
BEGIN = Verb(
    noun="detection",
    name="begin",
    on=WATCH,
    do=lambda call: detection.begin(actor=call.actor, at=call.at),
    tells=_told_watch,
    title=("打开入侵检测", "Switch the watch on"),
    done=("已打开，每半分钟看一次账本", "It runs; the ledger is looked at twice a minute"),
    roles=detection.BEGINNERS,
    help=(
        "打开后第 12.2 条由系统核对，不再凭声明：告警十五分钟没有人接，L2 以上的资料室就关闭。",
        (
            "From then on 12.2 is checked and no more stated: where an alert waits for fifteen"
            " minutes, rooms of L2 and above shut."
        ),
    ),
    button=("打开", "Switch it on"),
    page=OnPage(back="detection", href=lambda made: "/detection"),
    command=OnTerminal(),
)
END = Verb(
    noun="detection",
    name="end",
    on=WATCH,
    do=lambda call: detection.end(actor=call.actor, at=call.at),
    tells=_told_watch,
    title=("关掉入侵检测", "Switch the watch off"),
    done=("已关掉", "It is switched off"),
    roles=detection.ENDERS,
    help=(
        "关掉后由安全负责人声明另有什么在检测，并附证据。",
        "The security officer then states with evidence what watches instead.",
    ),
    button=("关掉", "Switch it off"),
    is_final=True,
    is_fresh=True,
    page=OnPage(back="detection", href=lambda made: "/detection"),
    command=OnTerminal(),
)
TAKE = Verb(
    noun="detection",
    name="take",
    on=CASE,
    do=lambda call: detection.take(case=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("接下告警", "Take the alert"),
    done=("已接下，由您查清", "It is yours to look into"),
    roles=detection.HANDLERS,
    help=("接下的人查清并办结。", "Whoever takes it looks into it and closes it."),
    button=("由我查", "I look into it"),
    page=_ON_CASE,
    command=OnTerminal(),
    operation=_operation("Take an alert."),
)
CLOSE = Verb(
    noun="detection",
    name="close",
    on=CASE,
    do=_close,
    tells=told,
    title=("办结告警", "Close the alert"),
    done=("已办结", "It is closed"),
    roles=detection.HANDLERS,
    fields=(
        Field(
            "verdict",
            ("查明是", "What it was"),
            forms.Kind.ONE,
            options=words_of(Verdict),
            of=Verdict,
        ),
        Field(
            "reasons",
            ("依据", "On what that rests"),
            forms.Kind.LONG,
            (
                "误报也要写为什么。不写姓名、证件号和账号。",
                "Why, where it is a false alarm, too. No names and no numbers of people.",
            ),
            most=2_000,
        ),
    ),
    button=("办结", "Close it"),
    page=_ON_CASE,
    command=OnTerminal(),
    operation=_operation("Say what an alert turned out to be."),
)
BLOCK = Verb(
    noun="detection",
    name="block",
    on=CASE,
    do=_block,
    tells=lambda made: made,
    title=("停用此人的登录", "Lock this account out"),
    done=("已结束全部会话，链接作废", "Every session is ended, every link is void"),
    roles=detection.BLOCKERS,
    help=(
        "立即结束全部会话，邀请链接作废。本人可以重新登录；要长期停用，用“停用账号”。",
        (
            "Ends every session of the account at once. That person can sign in again by an own"
            " factor; to stop the account use Suspensions."
        ),
    ),
    button=("停用登录", "Lock out"),
    is_final=True,
    is_fresh=True,
    page=OnPage(back="securitycase", facts=_about),
    command=OnTerminal(),
)
REPORT = Verb(
    noun="detection",
    name="report",
    on=CASE,
    do=_report,
    tells=reported_incident.told,
    title=reported_incident.TITLE,
    done=reported_incident.DONE,
    roles=detection.HANDLERS,
    fields=(reported_incident.WORDS,),
    help=(
        "不必先查清。时限从告警开出时起算，值守的人马上收到通知。告警本身仍要接、要办结。",
        (
            "Without looking into it first. Its clocks run since the alert was opened, and whoever"
            " is on duty is told. The alert is taken and closed all the same."
        ),
    ),
    button=reported_incident.BUTTON,
    page=OnPage(back="securitycase", href=reported_incident.page_of, facts=_about),
    command=OnTerminal(),
    operation=reported_incident.operation("Report an alert as an incident.", Scope.WRITE),
)
VERBS = (BEGIN, END, TAKE, CLOSE, BLOCK, REPORT)
