"""Confidentiality agreements in the console: all of them, one with its signatures, its paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.messages.text import short
from shoumi.base.pages import clocks, detail_page, figures, list_page, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.list_page import ListPage
from shoumi.base.pages.paper_download import handed_out
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.agreements import queries, rules
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.pages import signatures
from shoumi.chapters.agreements.rules import Caution, Clause, Kind, Phase, State
from shoumi.chapters.agreements.verbs.place import last_day, mine, own
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel

_TITLE: Both = ("保密协议", "Confidentiality agreements")
_COLUMNS = (
    Column(("协议", "Agreement")),
    Column(("转让", "Deal")),
    Column(("状态", "State")),
    Column(("已签", "Signed"), "number"),
    Column(("覆盖", "Covers")),
    Column(("到期", "Until")),
    Column(("账本", "Entry"), "number"),
)
_TERMS = (Column(("条款", "Clause")), Column(("写明", "Stated")))
_ACTS: Mapping[Phase, tuple[str, ...]] = {
    Phase.WAITING: ("agreement-withdraw",),
    Phase.IN_FORCE: ("agreement-renew", "agreement-breach", "agreement-revoke"),
}


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def agreements(request: PageRequest) -> HttpResponse:
    """The newest first, of one deal where the address names it."""
    return list_page.show(request, mine(request), _papers())


def _papers() -> ListPage[Agreement, Phase]:
    return ListPage(
        title=_TITLE,
        columns=_COLUMNS,
        empty=(
            "没有这样的协议。在转让页上起草，双方签完数据室才开得了。",
            "None. Draw one up on the deal's page; no room opens before both sides have signed.",
        ),
        number="id",
        phases=Phase,
        in_phase=queries.in_phase,
        lead=_answer,
        row=_row,
        begin="agreement-draft",
        file_name="agreements",
    )


def _answer(request: PageRequest, found: QuerySet[Agreement]) -> str:
    """How many bind now, how many wait, and which lapses first."""
    runs = queries.in_phase(Phase.IN_FORCE, request.at)
    waits = queries.in_phase(Phase.WAITING, request.at)
    told = found.aggregate(
        runs=Count("id", filter=runs),
        waits=Count("id", filter=waits),
        first=Min("until", filter=runs),
    )
    if told["first"]:
        told["first"] = last_day(request, told["first"])
    if not told["runs"] and not told["waits"]:
        return request.say(
            ("没有生效的协议，数据室都关着。", "No agreement is in force, so every room is shut.")
        )
    if not told["runs"]:
        return request.say(
            (
                "{waits} 份等签署，一份也没有生效，数据室都关着。",
                "{waits} to be signed and none in force, so every room is shut.",
            ),
            waits=told["waits"],
        )
    return request.say(
        (
            "{runs} 份生效，{waits} 份等签署。最早一份 {first} 到期。",
            "{runs} in force, {waits} to be signed. The first lapses {first}.",
        ),
        **told,
    )


def _row(request: PageRequest, one: Agreement, numbers: Mapping[str, str]) -> tuple[Any, ...]:
    phase = rules.phase(State(one.state), one.until, request.at)
    return (
        Cell(
            names.of(Kind(one.kind), request.lang),
            reverse("agreement", kwargs={"agreement": one.ref}),
            short(one.ref),
        ),
        numbers.get(one.deal, one.deal),
        names.of(phase, request.lang),
        f"{len(one.signed)}/{len(one.persons)}",
        ", ".join(one.levels),
        last_day(request, one.until),
        tables.entry(request, one.position),
    )


def _clock(request: PageRequest, one: Agreement, phase: Phase) -> str:
    if phase is not Phase.IN_FORCE or one.signed_at is None:
        return ""
    return figures.clock(clocks.until(one.signed_at, one.until, request.at), request.lang)


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def agreement(request: PageRequest, agreement: str) -> HttpResponse:
    """One agreement: what it says, who has signed and whether the signatures hold."""
    one = own(request, agreement)
    phase = rules.phase(State(one.state), one.until, request.at)
    known = scoping.people(one.persons)
    number = deals.numbers([one.deal]).get(one.deal, "")
    as_party = request.is_party
    here = (f"{reverse('agreements')}?deal={one.deal}", reverse("deal", kwargs={"deal": one.deal}))
    crumbs = [(request.say(_TITLE), reverse("agreements") if as_party else here[0])]
    told = DetailPage(
        title=names.pair(Kind(one.kind)),
        answer=_stands(request, one, phase, known),
        crumbs=crumbs if as_party else [(number, here[1]), *crumbs],
        cautions=[_caution(request, one, Caution(word)) for word in one.warnings],
        pairs=_pairs(request, one, phase, number),
        tables=[signatures.table(request, one, known), _clauses(request, one)],
        files=[
            (
                request.say(("协议文本", "The paper")),
                reverse("agreement-paper", kwargs={"agreement": one.ref}),
            )
        ],
        next=detail_page.offers(request, _owed(request, one, phase), agreement=one.ref),
        acts=detail_page.offers(request, _ACTS.get(phase, ()), agreement=one.ref),
        history=[] if as_party else detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _owed(request: PageRequest, one: Agreement, phase: Phase) -> tuple[str, ...]:
    """Who has not signed signs; what binds no more is renewed."""
    if phase is Phase.WAITING:
        who = request.who()
        return ("agreement-sign",) if who in one.persons and who not in one.signed else ()
    return () if phase is Phase.IN_FORCE else ("agreement-renew",)


def _stands(request: PageRequest, one: Agreement, phase: Phase, known: Mapping[str, str]) -> str:
    """The answer of the page."""
    waited = tuple(known.get(ref, ref) for ref in one.persons if ref not in one.signed)
    said: Mapping[Phase, Both] = {
        Phase.WAITING: (
            "还差 {n} 人签署：{who}。全部签完才生效，数据室到那时才开得了。",
            "{n} still to sign: {who}. It binds, and rooms can open, once all have signed.",
        ),
        Phase.IN_FORCE: (
            "生效中，到 {until}。凭它可以进 {levels} 级数据室。",
            "In force until {until}. It admits to rooms of level {levels}.",
        ),
        Phase.LAPSED: (
            "{until} 已到期，凭它进的数据室已经关上。保密义务按条款继续。",
            "Lapsed {until}; the rooms it opened are shut. The duty to keep silent goes on.",
        ),
        Phase.BREACHED: (
            "{ended} 记为违约，签署人的数据室当时就关上了。之后重新签的才算。",
            "Breached {ended}; its signers' rooms shut at once. Only a paper signed later counts.",
        ),
        Phase.WITHDRAWN: (
            "{ended} 已撤回，没有生效过，谁也不再签它。",
            "Taken back {ended}; it never bound anybody, and nobody signs it any more.",
        ),
        Phase.REVOKED: (
            "{ended} 已解除，凭它进的数据室已经关上。保密义务继续有效。",
            "Ended {ended}; the rooms it opened are shut. The duty to keep silent goes on.",
        ),
    }
    facts = {
        "n": len(waited),
        "who": waited,
        "until": last_day(request, one.until),
        "levels": tuple(one.levels),
        "ended": one.ended_at,
    }
    return request.say(said[phase], **facts)


def _caution(request: PageRequest, one: Agreement, caution: Caution) -> str:
    if caution is Caution.VOID_CLAUSE:
        return request.say(
            (
                "“排除法院调整违约金”这一条没有效力（民法典合同编通则解释第六十四条）。",
                "The clause that forbids a court to adjust damages has no effect.",
            )
        )
    return request.say(
        (
            "违约金 {damages} 元，超过预计损失的 1.3 倍（{most} 元），法院可能酌减。",
            "Damages of {damages} yuan, over 1.3 times the loss ({most}): a court may reduce them.",
        ),
        damages=one.damages,
        most=rules.damages_ceiling(one.estimated_loss),
    )


def _pairs(
    request: PageRequest, one: Agreement, phase: Phase, number: str
) -> Iterator[tuple[Both, object]]:
    yield ("状态", "State"), names.of(phase, request.lang)
    yield ("转让", "Deal"), number
    yield (
        ("覆盖级别", "Levels"),
        tuple(names.of(DisclosureLevel(level), request.lang) for level in one.levels),
    )
    yield ("最后一日", "Last day"), last_day(request, one.until)
    if phase is Phase.IN_FORCE:
        yield ("还剩", "Left"), _clock(request, one, phase)
    if one.kind == Kind.EMPLOYEE:
        yield (
            ("违约金", "Damages"),
            request.say(
                ("员工协议不得约定（劳动合同法第二十五条）", "none: an employee's may carry none")
            ),
        )
    else:
        yield ("违约金（元）", "Damages, yuan"), one.damages
        yield ("预计损失（元）", "Estimated loss, yuan"), one.estimated_loss
        yield (
            ("1.3 倍是（元）", "1.3 times that, yuan"),
            rules.damages_ceiling(one.estimated_loss),
        )
    yield ("起草", "Drawn up"), one.drafted_at
    if one.signed_at:
        yield ("生效", "In force since"), one.signed_at
    yield ("文件摘要", "SHA-256 of the paper"), one.sha256
    yield ("账本", "Entry"), tables.entry(request, one.position)


def _clauses(request: PageRequest, one: Agreement) -> Table:
    stated = set(one.clauses)
    rows = [
        (
            names.of(clause, request.lang),
            request.say(("有", "yes") if clause in stated else ("没有", "no")),
        )
        for clause in Clause
        if clause in stated or clause in rules.MANDATORY or clause is Clause.NO_REIDENTIFICATION
    ]
    empty: Both = ("没有条款。", "No clause.")
    return Table(_TERMS, rows, ("写明的条款", "What it states"), empty)


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def paper(request: PageRequest, agreement: str) -> HttpResponse:
    """The PDF as it lies here now, with the signatures made so far."""
    one = own(request, agreement)
    return handed_out(request, one.document, one.ref)
