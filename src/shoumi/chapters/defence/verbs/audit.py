"""The verbs of the audit of the house and of its findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.defence import jobs
from shoumi.chapters.defence.models import Audit, AuditFinding
from shoumi.chapters.defence.queries import audit as queries
from shoumi.chapters.defence.rules import Scope
from shoumi.chapters.defence.rules.audit import Severity, What
from shoumi.chapters.defence.services import audit
from shoumi.chapters.defence.verbs.place import AUDIT, FINDING
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def told(found: AuditFinding) -> dict[str, Any]:
    """A finding as a command and an operation tell it."""
    columns = ("ref", "number", "what", "name", "severity", "found_at", "due_at", "mended_at")
    return {**{name: getattr(found, name) for name in columns}, "until": found.excepted_until}


def _told_audit(found: Audit) -> dict[str, Any]:
    return {"ref": found.ref, "as_of": found.as_of, "hits": len(found.hits)}


def _answer() -> type[Any]:
    from shoumi.chapters.defence.verbs.answer import FindingLine

    return FindingLine


def _operation(summary: str, scope: Scope = Scope.WRITE) -> InApi:
    return InApi(scope=scope, summary=summary, answer=_answer, tells=told)


def _about(request: PageRequest, auditfinding: str) -> Iterator[tuple[Both, object]]:
    one = queries.get(Ref(auditfinding))
    yield ("发现", "Finding"), one.number
    yield ("是什么", "What it is"), names.of(What(one.what), request.lang)
    yield ("在哪里", "Where"), one.name
    yield ("程度", "Severity"), names.of(Severity(one.severity), request.lang)
    if one.asked_until:
        yield ("申请到", "Asked until"), one.asked_until


def _bring(call: Call) -> Audit:
    made = audit.bring(content=call.given["file"], actor=call.actor, at=call.at)
    jobs.audit_once.enqueue()
    return made


def _ask(call: Call) -> AuditFinding:
    given = call.given
    return audit.ask(
        finding=call.on,
        until=given["until"],
        reasons=given["reasons"],
        actor=call.actor,
        at=call.at,
    )


_TO_AUDIT = OnPage(back="audit", href=lambda made: "/audit")
_ON_FINDING = OnPage(back="auditfinding", to=("auditfinding", "auditfinding"), facts=_about)
BEGIN = Verb(
    noun="audit",
    name="begin",
    on=AUDIT,
    do=lambda call: audit.begin(actor=call.actor, at=call.at),
    tells=_told_audit,
    title=("打开安全自查", "Switch the audit on"),
    done=("已打开，每小时自查一次", "It runs every hour"),
    roles=audit.BEGINNERS,
    help=(
        "打开后第 12.3 条由系统核对，不再凭声明：发现过期没有修补，L2 以上的资料室就关闭。",
        (
            "From then on 12.3 is checked and no more stated: where a finding is not mended in"
            " time, rooms of L2 and above shut."
        ),
    ),
    button=("打开", "Switch it on"),
    page=_TO_AUDIT,
    command=OnTerminal(),
)
END = Verb(
    noun="audit",
    name="end",
    on=AUDIT,
    do=lambda call: audit.end(actor=call.actor, at=call.at),
    tells=_told_audit,
    title=("关掉安全自查", "Switch the audit off"),
    done=("已关掉", "It is switched off"),
    roles=audit.ENDERS,
    help=(
        "关掉后由安全负责人声明由谁审计，并附证据。",
        "The security officer then states with evidence who audits instead.",
    ),
    button=("关掉", "Switch it off"),
    is_final=True,
    is_fresh=True,
    page=_TO_AUDIT,
    command=OnTerminal(),
)
ADVISORIES = Verb(
    noun="audit",
    name="advisories",
    on=AUDIT,
    do=_bring,
    tells=_told_audit,
    title=("带入漏洞公告", "Bring advisories"),
    done=("已带入，与装着的软件包对过", "They were held against what is installed"),
    roles=audit.KEEPERS,
    fields=(
        Field(
            "file",
            ("漏洞公告", "Advisories"),
            forms.Kind.FILE,
            (
                "OSV 格式，PyPI 的：JSON 数组，或一行一条。七天内的才算数。文件本身不保存。",
                (
                    "In the form of OSV, of PyPI: a JSON array, or one a line. They count for seven"
                    " days. The file itself is not kept."
                ),
            ),
        ),
    ),
    button=("带入", "Bring them"),
    page=_TO_AUDIT,
    command=OnTerminal(values=("file",)),
)
ASK = Verb(
    noun="audit",
    name="ask",
    on=FINDING,
    do=_ask,
    tells=told,
    title=("申请暂不修补", "Ask to let it stand"),
    done=("已申请，请另一位批准", "It is asked for; another allows it"),
    roles=audit.KEEPERS,
    fields=(
        Field("until", ("到哪天", "Until"), forms.Kind.MOMENT, ("最多三十天", "30 days at most")),
        Field(
            "reasons",
            ("为什么，用什么挡着", "Why, and what stands before it"),
            forms.Kind.LONG,
            ("不写姓名、证件号和账号。", "No names and no numbers of people."),
            most=2_000,
        ),
    ),
    button=("申请", "Ask"),
    page=_ON_FINDING,
    command=OnTerminal(),
    operation=_operation("Ask to let a finding stand for a while."),
)
ALLOW = Verb(
    noun="audit",
    name="allow",
    on=FINDING,
    do=lambda call: audit.allow(finding=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("批准暂不修补", "Let it stand"),
    done=("已批准，到期自动失效", "Allowed; it ends by itself"),
    roles=audit.ALLOWERS,
    help=("申请的人不能批准。", "Whoever asked does not allow it."),
    button=("批准", "Allow"),
    is_fresh=True,
    page=_ON_FINDING,
    command=OnTerminal(),
    operation=_operation("Let a finding stand for a while.", Scope.DECIDE),
)
VERBS = (BEGIN, END, ADVISORIES, ASK, ALLOW)
