"""Tables on the page of an incident: clocks, timeline, whose data, who was told, who answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import record_table
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import (
    Breach,
    BreachNotice,
    BreachStep,
    Exposure,
    Liability,
    Lowering,
    NoticeLetters,
    StatusNote,
)
from shoumi.chapters.incidents.pages import status_notes
from shoumi.chapters.incidents.queries import drill_scores, exposures
from shoumi.chapters.incidents.rules import drill_score, playbooks
from shoumi.chapters.incidents.rules.incidents import Clock
from shoumi.chapters.incidents.rules.words import Addressee, Finding, Kind, StepKind, Way
from shoumi.chapters.incidents.services import texts
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_NONE: Both = ("没有。", "None.")
_CLOCKS = (
    Column(("要办的", "What is owed")),
    Column(("最迟", "By")),
    Column(("办成", "Done")),
    Column(("状况", "How it stands")),
)
_PLAYBOOK = (
    Column(("要做的", "Task")),
    Column(("谁", "Who")),
    Column(("最迟", "By")),
    Column(("办成", "Done")),
    Column(("做了什么", "What was done")),
)
_SCORED = (
    Column(("看什么", "What is counted")),
    Column(("应做到", "Expected"), "number"),
    Column(("按时做到", "Met in time"), "number"),
)
_STEPS = (
    Column(("时间", "When")),
    Column(("做了什么", "What")),
    Column(("说明", "Words")),
    Column(("谁", "Who")),
    Column(("文件哈希", "Digest of the file")),
)
_COUNTS = (
    Column(("从", "From")),
    Column(("到", "Until")),
    Column(("人数", "People"), "number"),
    Column(("转让", "Deal")),
    Column(("谁看的", "Who looked")),
)
_TOLD = (
    Column(("通知了谁", "Who")),
    Column(("方式", "How")),
    Column(("份数", "How many"), "number"),
    Column(("时间", "When")),
    Column(("内容", "What it says")),
)
_LETTERS = (
    Column(("开始寄", "Begun")),
    Column(("转让", "Deal")),
    Column(("收件人", "People"), "number"),
    Column(("寄出", "Left"), "number"),
    Column(("退回或寄不出去", "Lost"), "number"),
    Column(("全部寄完", "None waits since")),
)
_ANSWERS = (
    Column(("当事人", "Person")),
    Column(("申辩", "Reply")),
    Column(("认定", "Finding")),
)
_LOWER = (
    Column(("提请", "Asked")),
    Column(("决定", "Decided")),
)


def refs(one: Breach) -> list[Ref]:
    """Of what belongs to it, for its history."""
    found: list[Ref] = []
    parts = (BreachStep, Exposure, BreachNotice, NoticeLetters, StatusNote, Liability, Lowering)
    for table in parts:
        rows = table._default_manager.filter(breach=one.ref)
        found += map(Ref, rows.values_list("ref", flat=True))
    return found


def of(request: PageRequest, one: Breach, clocks: Sequence[Clock]) -> list[Table]:
    return [
        _clocks(request, clocks),
        _playbook(request, one),
        *((_score(request, one),) if one.is_drill else ()),
        _steps(request, one),
        _counts(request, one),
        *_thresholds(request, one),
        _notices(request, one),
        _letters(one),
        *(() if one.is_drill else (status_notes.table(request, one),)),
        _liabilities(request, one),
        _lowerings(request, one),
    ]


def _clocks(request: PageRequest, clocks: Sequence[Clock]) -> Table:
    late: Both = ("已过时限", "too late")
    done: Both = ("已办", "done")
    done_late: Both = ("办了，晚了", "done, too late")
    waits: Both = ("待办", "to be done")

    def standing(one: Clock) -> Both:
        if one.is_late(request.at):
            return late
        if one.done_at is None:
            return waits
        return done_late if one.was_missed else done

    rows = [
        (names.of(one.what, request.lang), one.due, one.done_at, request.say(standing(one)))
        for one in clocks
    ]
    return Table(_CLOCKS, rows, ("时限", "Clocks"), _NONE)


def _playbook(request: PageRequest, one: Breach) -> Table:
    """The tasks of its kind, with who holds the post now, and what was done."""
    holders = {post.post: post.person for post in queries.posts()}
    known = accounts.names(set(holders.values()))
    steps = BreachStep.objects.filter(breach=one.ref, kind=StepKind.TASK)
    done = {step.of: step for step in steps}
    rows = []
    for task in playbooks.of(Kind(one.kind)):
        step = done.get(task.ref)
        who = names.of(task.post, request.lang)
        rows.append(
            (
                request.say(task.words),
                Cell(who, note=known.get(holders.get(task.post, ""), "")),
                task.due(one.found_at),
                step.at if step else None,
                texts.opened(step.words) if step else "",
            )
        )
    return Table(_PLAYBOOK, rows, ("处置清单", "Playbook"), _NONE)


def _score(request: PageRequest, one: Breach) -> Table:
    """What was expected of the drill so far, and what of it was met in time."""
    rows = [
        (names.of(each.part, request.lang), each.expected, each.met)
        for each in drill_score.tallies(drill_scores.expected(one))
    ]
    return Table(_SCORED, rows, ("得分", "Score"), _NONE)


def _steps(request: PageRequest, one: Breach) -> Table:
    found = list(BreachStep.objects.filter(breach=one.ref).order_by("at", "id"))
    known = accounts.names({step.by for step in found})
    rows = [
        (
            step.at,
            names.of(StepKind(step.kind), request.lang),
            texts.opened(step.words),
            known[step.by],
            step.sha256,
        )
        for step in found
    ]
    return Table(_STEPS, rows, ("时间线", "Timeline"), _NONE)


def _exposures(one: Breach) -> list[Exposure]:
    return list(Exposure.objects.filter(breach=one.ref).order_by("id"))


def _counts(request: PageRequest, one: Breach) -> Table:
    found = _exposures(one)
    known = accounts.names({each.person for each in found if each.person})
    numbers = deals.numbers({each.deal for each in found if each.deal})
    rows = [
        (
            each.since,
            each.until,
            each.persons,
            numbers.get(each.deal, ""),
            known.get(each.person, ""),
        )
        for each in found
    ]
    return Table(_COUNTS, rows, ("按账本数出的人数", "Counted from the ledger"), _NONE)


def _thresholds(request: PageRequest, one: Breach) -> list[Table]:
    """Of what was counted; a drill is about nobody."""
    if one.is_drill:
        return []
    return [record_table.table(request, exposures.by_kind(_exposures(one)))]


def _notices(request: PageRequest, one: Breach) -> Table:
    spared: Both = ("不必通知", "need not be told")
    rows = [
        (
            names.of(Addressee(each.addressee), request.lang),
            request.say(spared) if each.is_spared else names.of(Way(each.way), request.lang),
            each.count,
            each.sent_at,
            (each.happened, each.remedies, each.contact),
        )
        for each in BreachNotice.objects.filter(breach=one.ref).order_by("sent_at", "id")
    ]
    return Table(_TOLD, rows, ("告知", "Who was told"), _NONE)


def _letters(one: Breach) -> Table:
    found = list(NoticeLetters.objects.filter(breach=one.ref).order_by("id"))
    numbers = deals.numbers({each.deal for each in found})
    rows = [
        (
            each.begun_at,
            numbers.get(each.deal, ""),
            each.people,
            each.reached,
            each.lost,
            each.left_at,
        )
        for each in found
    ]
    return Table(_LETTERS, rows, ("告知信", "Letters to the people"), _NONE)


def _liabilities(request: PageRequest, one: Breach) -> Table:
    found = list(Liability.objects.filter(breach=one.ref).order_by("id"))
    known = accounts.names({each.person for each in found if each.person})
    nobody = request.say(("没有人", "nobody"))
    rows: list[tuple[Any, ...]] = [
        (
            Cell(known.get(each.person, nobody), reverse("liability", args=[each.ref])),
            each.replied_at,
            names.of(Finding(each.finding), request.lang) if each.finding else "",
        )
        for each in found
    ]
    return Table(_ANSWERS, rows, ("责任认定", "Who answers for it"), _NONE)


def _lowerings(request: PageRequest, one: Breach) -> Table:
    rows = [
        (Cell(each.asked_at, reverse("lowering", args=[each.ref])), each.decided_at)
        for each in Lowering.objects.filter(breach=one.ref).order_by("id")
    ]
    return Table(_LOWER, rows, ("降级", "Graded lower"), _NONE)
