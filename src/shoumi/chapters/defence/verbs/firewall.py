"""The verbs of the firewall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.defence import jobs
from shoumi.chapters.defence.models import HostReading, RuleSet
from shoumi.chapters.defence.queries import firewall as queries
from shoumi.chapters.defence.rules import Scope, firewall
from shoumi.chapters.defence.rules.firewall import Protocol
from shoumi.chapters.defence.services import host_firewall, readings, rulesets
from shoumi.chapters.defence.verbs.place import FIREWALL, RULESET
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_MOST = 8_000


def told(found: RuleSet) -> dict[str, Any]:
    """A rule set as a command and an operation tell it."""
    return {
        "ref": found.ref,
        "number": found.number,
        "state": queries.state(found),
        "opened": found.opened,
        "is_routing": found.is_routing,
        "content": firewall.digest(found.openings, is_routing=found.is_routing).hex(),
        "reviewed_at": found.reviewed_at,
    }


def _answer() -> type[Any]:
    from shoumi.chapters.defence.verbs.answer import RuleSetLine

    return RuleSetLine


def _operation(summary: str, scope: Scope = Scope.WRITE, **more: Any) -> InApi:
    return InApi(scope=scope, summary=summary, answer=_answer, tells=told, **more)


def _draft(call: Call) -> RuleSet:
    given = call.given
    return rulesets.draft(
        openings=given["openings"],
        is_routing=bool(given["is_routing"]),
        actor=call.actor,
        at=call.at,
    )


def _read(call: Call) -> None:
    """A worker asks the host."""
    readings.require(actor=call.actor, at=call.at)
    jobs.read_once.enqueue()


def _read_at_once(call: Call) -> HostReading | None:
    readings.require(actor=call.actor, at=call.at)
    return jobs.read_now()


def _told_reading(found: HostReading | None) -> dict[str, Any]:
    if found is None:
        return {}
    return {"seen": found.seen, "differences": found.differences, "read_at": found.read_at}


def as_lines(one: RuleSet) -> str:
    """As a form takes it."""
    return "\n".join(
        f"{each.port} | {each.protocol} | {each.source or '*'} | {each.why}"
        for each in one.openings
    )


def _first_lines(request: PageRequest, place: Mapping[str, Any]) -> str:
    """What was approved last; before that, what programs of this host listen on."""
    last = queries.listed().filter(approved_at__isnull=False).first()
    if last is not None:
        return as_lines(last)
    found = host_firewall.listening_ports()[Protocol.TCP]
    what = request.say(("写明用途", "say what it is for"))
    return "\n".join(f"{port} | tcp | * | {what}" for port in sorted(found))


def _about(request: PageRequest, ruleset: str) -> Iterator[tuple[Both, object]]:
    """What is approved, so that nobody does so unread."""
    one = queries.get(Ref(ruleset))
    yield ("规则", "Rule set"), one.number
    yield (
        ("放行", "Let in"),
        tuple(as_lines(one).splitlines()) or request.say(("什么都不放行", "nothing")),
    )
    yield (
        ("转发", "Passing on"),
        request.say(("不过滤", "not filtered") if one.is_routing else ("不转发", "nothing")),
    )


_TO = ("ruleset", "ruleset")
_ON_PAGE = OnPage(back="ruleset", to=_TO, facts=_about)
DRAFT = Verb(
    noun="firewall",
    name="draft",
    on=FIREWALL,
    do=_draft,
    tells=told,
    title=("起草防火墙规则", "Draft a rule set"),
    done=("已起草，请另一位批准", "It is drafted; another approves it"),
    roles=rulesets.DRAFTERS,
    fields=(
        Field(
            "openings",
            ("放行哪些端口", "Which ports are open"),
            forms.Kind.LONG,
            (
                (
                    "一行一项：端口 | tcp 或 udp | 网段或 * | 用途。没写的一律拦下。"
                    "远程管理的端口也要写，并限定网段。"
                ),
                (
                    "One a line: port | tcp or udp | network or * | use. All else is dropped. Name"
                    " the port you administer the host by too, for your own network alone."
                ),
            ),
            most=_MOST,
            initial=_first_lines,
        ),
        Field(
            "is_routing",
            ("这台主机还替容器或虚拟机转发", "This host passes packets on to containers"),
            forms.Kind.TICK,
            ("勾选后，转发的流量不由这份规则过滤。", "What it passes on is then not filtered."),
            is_needed=False,
            default=False,
        ),
    ),
    help=(
        "规则放在守密自己的表里，不动别的程序的规则。批准后由运维在主机上应用。",
        "It is a table of our own and touches no other. Once approved, operations apply it.",
    ),
    button=("起草", "Draft it"),
    page=OnPage(back="firewall", to=_TO),
    command=OnTerminal(),
    operation=_operation("Draft a rule set of the firewall.", status=201, path=""),
)
APPROVE = Verb(
    noun="firewall",
    name="approve",
    on=RULESET,
    do=lambda call: rulesets.approve(ruleset=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("批准防火墙规则", "Approve the rule set"),
    done=("已批准；在主机上应用后生效", "Approved; it is in force once the host has it"),
    roles=rulesets.APPROVERS,
    help=("起草的人不能批准。", "Whoever drafted it does not approve it."),
    button=("批准", "Approve"),
    is_fresh=True,
    page=_ON_PAGE,
    command=OnTerminal(),
    operation=_operation("Approve a rule set of the firewall.", Scope.DECIDE),
)
REVIEW = Verb(
    noun="firewall",
    name="review",
    on=RULESET,
    do=lambda call: rulesets.review(ruleset=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("复核防火墙规则", "Review the rule set"),
    done=("已复核，六个月内有效", "Reviewed, for six months"),
    roles=rulesets.REVIEWERS,
    help=(
        "逐项看过，每一项都还需要才点。不再需要的，另起草一份去掉它。",
        "Look at each opening: all of them are still needed. Else draft one without it.",
    ),
    button=("每一项都还需要", "All are still needed"),
    page=_ON_PAGE,
    command=OnTerminal(),
    operation=_operation("Say that each opening is still needed."),
)
END = Verb(
    noun="firewall",
    name="end",
    on=RULESET,
    do=lambda call: rulesets.end(ruleset=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("停用防火墙规则", "End the rule set"),
    done=("已停用，不再与主机对照", "Ended; the host is not held against it any more"),
    roles=rulesets.ENDERS,
    help=(
        (
            "停用执行中的规则后，由安全负责人声明主机前面另有防火墙，并附证据；没有声明，"
            "L2 以上的资料室就关闭。"
        ),
        (
            "Once the one in force is ended, the security officer states with evidence what stands"
            " before the host instead; without that, rooms of L2 and above shut."
        ),
    ),
    button=("停用", "End it"),
    is_final=True,
    is_fresh=True,
    page=_ON_PAGE,
    command=OnTerminal(),
    operation=_operation("End a rule set of the firewall.", Scope.DECIDE),
)
READ = Verb(
    noun="firewall",
    name="read",
    on=FIREWALL,
    do=_read,
    tells=_told_reading,
    title=("现在读一次主机", "Read the host now"),
    done=("已交给后台，马上就有结果", "A worker has it; the result follows at once"),
    help=("不点也每分钟读一次。", "It is read each minute anyway."),
    button=("读", "Read"),
    roles=rulesets.DRAFTERS,
    page=OnPage(back="firewall", href=lambda made: "/firewall"),
    command=OnTerminal(do=_read_at_once),
)
VERBS = (DRAFT, APPROVE, REVIEW, END, READ)
