"""The verbs of checks: commit to the seeds, draw, judge one by one, close."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import forms, tables
from shoumi.base.pages.forms import Field, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.models import Sample, StaffCheck
from shoumi.chapters.conduct.rules.accesses import Kind
from shoumi.chapters.conduct.rules.draw import Why
from shoumi.chapters.conduct.rules.words import Finding, Ground, Scope
from shoumi.chapters.conduct.services import checks
from shoumi.chapters.conduct.verbs.place import CHECK, CHECKS, SAMPLE, in_api
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def told(found: StaffCheck) -> dict[str, Any]:
    rows = queries.samples(found)
    return {
        "ref": found.ref,
        "month": found.month,
        "state": queries.check_state(found),
        "commitment": found.commitment,
        "seed": found.seed,
        "entries": found.entries,
        "drawn": rows.count(),
        "judged": rows.filter(judged_at__isnull=False).count(),
    }


def told_sample(found: Sample) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "check": found.check_of,
        "position": found.position,
        "kind": found.kind,
        "why": found.why,
        "checker": found.checker,
        "finding": found.finding,
        "ground": found.ground,
    }


def about(request: PageRequest, sample: str) -> Iterator[tuple[Both, object]]:
    """The access, without anything of the customer."""
    one: Sample = queries.get(Sample, sample)
    known = accounts.names([one.person, one.checker])
    yield ("谁", "Who"), known[one.person]
    yield ("做了什么", "Did what"), names.of(Kind(one.kind), request.lang)
    yield ("为何抽中", "Why drawn"), names.of(Why(one.why), request.lang)
    yield ("账本记录", "Entry"), tables.entry(request, one.position)
    yield ("查看人", "Looked at by"), known[one.checker]
    left = mine(one.checker).exclude(ref=one.ref).count()
    yield ("此外还有", "Besides this"), left


def mine(checker: str) -> Any:
    """What waits for somebody, in the order of the ledger."""
    waiting = Sample.objects.filter(checker=checker, judged_at__isnull=True)
    return waiting.order_by("position")


def _on(made: Sample) -> str:
    """To the next that waits for the same person, so that a month goes by the keyboard alone."""
    following = mine(made.checker).first()
    if following is not None:
        return reverse("act-sample-judge", args=[following.ref])
    return reverse("staff-check", args=[made.check_of])


def _checkers(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    one: Sample = queries.get(Sample, place["sample"])
    for ref, name in accounts.names(queries.checkers(request.at)).items():
        if ref not in (one.person, one.checker):
            yield ref, (name, name)


COMMIT = Verb(
    noun="staffcheck",
    name="commit",
    on=CHECKS,
    do=lambda call: checks.commit(actor=call.actor, at=call.at),
    tells=told,
    title=("定下抽查种子", "Commit to the seeds"),
    done=("已定下，摘要写进账本", "Done; the ledger has their digests"),
    roles=queries.CHECKERS,
    help=(
        "为本月和下月各定一个随机种子，先把摘要写进账本，抽样时再公布，谁都改不了抽到谁。",
        (
            "A random seed for this month and the next; the ledger gets the digests now and the "
            "seeds when they are drawn, so nobody can steer who is drawn."
        ),
    ),
    button=("定下", "Commit"),
    page=OnPage(back="staff-checks", to=("staff-check", "staffcheck")),
    command=OnTerminal(),
    operation=in_api("Commit to the seeds of checks.", "StaffCheckLine", told),
)
DRAW = Verb(
    noun="staffcheck",
    name="draw",
    on=CHECK,
    do=lambda call: checks.draw(check=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("抽样", "Draw the sample"),
    done=("已抽样，请逐条查看", "It is drawn; now look at each"),
    roles=queries.CHECKERS,
    help=(
        "导出、紧急开启、未成年人的全部抽中，其余按种子随机抽；谁也不查自己。",
        (
            "Exports, emergencies and minors always; of the rest some by the seed. Nobody looks at "
            "an own access."
        ),
    ),
    button=("抽样", "Draw"),
    page=OnPage(back="staff-check", to=("staff-check", "staffcheck")),
    command=OnTerminal(),
    operation=in_api("Draw the sample of a month.", "StaffCheckLine", told),
)
CLOSE = Verb(
    noun="staffcheck",
    name="close",
    on=CHECK,
    do=lambda call: checks.close(check=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("办结抽查", "Close the check"),
    done=("抽查已办结", "The check is closed"),
    roles=checks.CLOSERS,
    help=(
        "每一条都看过以后，由样本里没有自己访问的人办结。",
        "Once each was looked at, by somebody of whom nothing was drawn.",
    ),
    button=("办结", "Close it"),
    is_fresh=True,
    page=OnPage(back="staff-check", to=("staff-check", "staffcheck")),
    command=OnTerminal(),
    operation=in_api("Close the check of a month.", "StaffCheckLine", told, Scope.DECIDE),
)


def _judge(call: Call) -> Sample:
    return checks.judge(sample=call.on, actor=call.actor, at=call.at, **call.given)


def _reassign(call: Call) -> Sample:
    return checks.reassign(sample=call.on, actor=call.actor, at=call.at, **call.given)


JUDGE = Verb(
    noun="sample",
    name="judge",
    on=SAMPLE,
    do=_judge,
    tells=told_sample,
    title=("查看一条访问", "Judge an access"),
    done=("已记下", "Recorded"),
    roles=queries.CHECKERS,
    fields=(
        Field(
            "finding",
            ("结论", "Finding"),
            forms.Kind.ONE,
            options=words_of(Finding),
            of=Finding,
        ),
        Field(
            "ground",
            ("理由", "Why"),
            forms.Kind.ONE,
            (
                "合规：本人任务、经同意、应客户要求；存疑：先问本人；违规：无需要、过多、另作他用。",
                (
                    "Fits: own task, agreed, asked by the customer. Unclear: ask first. Breach: "
                    "no need, too many, another purpose."
                ),
            ),
            options=words_of(Ground),
            of=Ground,
        ),
    ),
    button=("记下，看下一条", "Record it, and on to the next"),
    page=OnPage(back="sample", href=_on, facts=about),
    command=OnTerminal(),
    operation=in_api("Judge an access that was drawn.", "SampleLine", told_sample),
)
REASSIGN = Verb(
    noun="sample",
    name="reassign",
    on=SAMPLE,
    do=_reassign,
    tells=told_sample,
    title=("改由他人查看", "Have another look at it"),
    done=("已改派", "Another is asked"),
    roles=checks.CLOSERS,
    fields=(
        Field(
            "checker",
            ("由谁查看", "Who looks at it"),
            forms.Kind.ONE,
            options=_checkers,
            of=Ref,
            names="person",
        ),
    ),
    button=("改派", "Ask another"),
    page=OnPage(back="sample", to=("sample", "sample"), facts=about),
    command=OnTerminal(),
    operation=in_api("Have another look at an access.", "SampleLine", told_sample),
)
VERBS = (COMMIT, DRAW, CLOSE, JUDGE, REASSIGN)
