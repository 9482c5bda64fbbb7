"""Vendors in the console: all of them, and one with all that lacks and who mends it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base import registry
from shoumi.base.messages import names
from shoumi.base.pages import detail_page, list_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.list_page import ListPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.registry.incident_card import incident_desk
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.models import Vendor
from shoumi.chapters.vendors.queries import Papers
from shoumi.chapters.vendors.rules import Service, State
from shoumi.chapters.vendors.rules.agreement import Stage
from shoumi.chapters.vendors.rules.conditions import DEMAND_OF, Lack
from shoumi.chapters.vendors.services import reviews
from shoumi.chapters.vendors.verbs.place import vendor_of
from shoumi.core.calendar import day_in_china
from shoumi.core.entrustment import Way
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

READERS = (Role.PRO, Role.DPO, Role.LEG, Role.SEC, Role.HEAD, Role.SUP)
_TITLE: Both = ("供应商", "Vendors")
_COLUMNS = (
    Column(("供应商", "Vendor")),
    Column(("服务", "Service")),
    Column(("状态", "State")),
    Column(("得分", "Score"), "number"),
    Column(("下次复查", "Next review")),
    Column(("还缺", "Lacks")),
)
_LACKS = (Column(("还缺什么", "What lacks")), Column(("要求", "Demand")))
_REVIEWS = (
    Column(("发出", "Sent")),
    Column(("交回", "Handed in")),
    Column(("得分", "Score"), "number"),
    Column(("下次复查", "Next review")),
    Column(("账本", "Entry"), "number"),
)
_TOKENS = (
    Column(("方式", "Way")),
    Column(("账号或服务器", "Account or relay")),
    Column(("发出", "Issued")),
    Column(("失效", "Over")),
    Column(("账本", "Entry"), "number"),
)
_AGREEMENTS = (
    Column(("协议", "Agreement")),
    Column(("状态", "State")),
    Column(("最后一日", "Last day")),
    Column(("账本", "Entry"), "number"),
)
_INCIDENTS = (
    Column(("告诉我们", "Told")),
    Column(("对方知道", "Known there")),
    Column(("处理完毕", "Settled")),
    Column(("安全事件", "Incident")),
)
# What mends each lack, the next step first.
_MENDS: Mapping[Lack, str] = {
    Lack.IMPACT: "vendor-assess",
    Lack.RISK: "vendor-assess",
    Lack.ANSWERS: "vendor-ask",
    Lack.JUDGED: "vendor-judge",
    Lack.SCORE: "vendor-ask",
    Lack.AGREEMENT: "vendor-draft",
    Lack.SUB_PROCESSOR: "vendor-agree",
    Lack.REVIEW: "vendor-ask",
    Lack.REOPENED: "vendor-ask",
}


def _in_state(wanted: State, at: object) -> Q:
    return Q(state=wanted)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def vendors(request: PageRequest) -> HttpResponse:
    """The newest first."""
    known = {one.vendor.ref: one for one in queries.all_papers()}

    def row(request: PageRequest, one: Vendor, numbers: Mapping[str, str]) -> tuple[Any, ...]:
        return _row(request, known[one.ref])

    page = ListPage(
        title=_TITLE,
        columns=_COLUMNS,
        empty=(
            "还没有登记供应商。谁替您发短信、寄信、存数据，就登记谁；不登记，数据到不了它那里。",
            (
                "None yet. Register whoever sends your messages, posts your letters or stores your "
                "data; until then no data reach it."
            ),
        ),
        number="number",
        phases=State,
        in_phase=_in_state,
        lead=_answer,
        row=row,
        begin="vendor-register",
        links=((("公司自己的问卷", "Forms of your own"), "vendor-forms"),),
        file_name="vendors",
        of_deals=False,
    )
    return list_page.show(request, queries.listed(), page)


def _answer(request: PageRequest, found: QuerySet[Vendor]) -> str:
    papers = queries.all_papers()
    active = [one for one in papers if one.vendor.state == State.ACTIVE]
    lacking = [one for one in active if one.lacks(request.at)]
    return request.say(
        (
            "合作中 {n} 家，其中 {open} 家条件齐全，{shut} 家还缺，数据到不了它们那里。",
            "{n} active: {open} lack nothing, {shut} lack something and get no data.",
        ),
        n=len(active),
        open=len(active) - len(lacking),
        shut=len(lacking),
    )


def _row(request: PageRequest, one: Papers) -> tuple[Any, ...]:
    vendor = one.vendor
    judged = one.judged
    lacking = one.lacks(request.at)
    points = reviews.score_of(judged, day_in_china(request.at)).points if judged else None
    return (
        Cell(vendor.name, reverse("vendor", args=[vendor.ref]), f"{vendor.number:03d}"),
        names.of(Service(vendor.service), request.lang),
        names.of(State(vendor.state), request.lang),
        points,
        judged.next_due if judged else None,
        names.of(lacking[0], request.lang) if lacking else request.say(("齐全", "nothing")),
    )


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def vendor(request: PageRequest, vendor: str) -> HttpResponse:
    """One vendor: what it may get, what lacks, and who mends it."""
    papers = queries.papers(Ref(vendor_of(vendor).ref))
    one, lacking = papers.vendor, papers.lacks(request.at)
    stands = papers.has_token
    owed = list(_owed(papers, lacking))
    if papers.impacts and papers.impacts[-1].approved_at is None:
        owed.insert(0, "vendor-approve")
    if not lacking and not stands and one.state == State.ACTIVE:
        owed.append("vendor-token")
    acts = ["vendor-change", "vendor-subs", "vendor-assess", "vendor-ask", "vendor-draft"]
    acts += ["vendor-incident", "vendor-report-link"]
    acts += ["vendor-token", "vendor-stop"] if stands else []
    acts.append("vendor-returned")
    is_over = one.state == State.ENDED
    told = DetailPage(
        title=(one.name, one.name),
        answer=_stands(request, papers, lacking, stands=stands),
        crumbs=[(request.say(_TITLE), reverse("vendors"))],
        pairs=_pairs(request, papers),
        tables=[
            _lacking(request, lacking),
            _reviews(request, papers),
            _agreements(request, papers),
            _tokens(request, papers),
            _incidents(request, papers),
        ],
        files=_files(request, papers),
        next=detail_page.offers(request, () if is_over else tuple(owed[:2]), vendor=one.ref),
        acts=detail_page.offers(
            request, () if is_over else tuple(a for a in acts if a not in owed[:2]), vendor=one.ref
        ),
        history=detail_page.history(request, *papers.refs),
    )
    return detail_page.show(request, told)


def _owed(papers: Papers, lacking: tuple[Lack, ...]) -> Iterator[str]:
    """The acts that mend, once each; while a questionnaire is out no other is sent."""
    newest = papers.reviews[-1] if papers.reviews else None
    is_out = newest is not None and newest.judged_at is None
    for act in dict.fromkeys(_MENDS[what] for what in lacking if what in _MENDS):
        if act == "vendor-ask" and is_out:
            if newest is not None and newest.answered_at and Lack.JUDGED not in lacking:
                yield "vendor-judge"
        else:
            yield act


def _stands(
    request: PageRequest, papers: Papers, lacking: tuple[Lack, ...], *, stands: bool
) -> str:
    if papers.vendor.state == State.ENDED:
        return request.say(
            ("合作已经结束，数据已返还或删除。", "It is over; data were returned or deleted.")
        )
    if lacking:
        return request.say(
            (
                "还缺 {n} 样，数据到不了它那里。先办：{first}。",
                "{n} things lack, so no data reach it. First: {first}.",
            ),
            n=len(lacking),
            first=names.of(lacking[0], request.lang),
        )
    if not stands:
        return request.say(
            ("条件齐全，还没有发令牌，数据还到不了它那里。", "Nothing lacks; it has no token yet.")
        )
    return request.say(
        ("条件齐全，令牌有效：限于登记的目的和字段。", "Nothing lacks and its token stands.")
    )


def _pairs(request: PageRequest, papers: Papers) -> Iterator[tuple[Both, object]]:
    one = papers.vendor
    register = registry.field_register()
    fields = [register[code] for code in one.fields if code in register]
    yield ("统一社会信用代码", "Credit code"), one.code
    yield ("服务", "Service"), names.of(Service(one.service), request.lang)
    yield ("数据在哪里", "Where the data lie"), one.place
    yield ("方式", "Ways"), tuple(names.of(Way(way), request.lang) for way in one.ways)
    yield ("目的", "Purposes"), tuple(names.of(Purpose(why), request.lang) for why in one.purposes)
    yield ("字段", "Fields"), tuple(request.say((rule.zh, rule.en)) for rule in fields)
    if one.subs:
        yield (
            ("下级受托人", "Its own vendors"),
            tuple(
                f"{sub['name']}（{sub['does']}，{sub['place']}）"
                + ("" if sub["agreed"] else request.say((" 未同意", " not agreed")))
                for sub in one.subs
            ),
        )
    if papers.impact:
        yield ("影响评估有效至", "Impact assessed until"), papers.impact.until
    if judged := papers.judged:
        score = reviews.score_of(judged, day_in_china(request.at))
        yield ("得分", "Score"), score.points
        yield ("下次复查", "Next review"), judged.next_due
    yield ("登记", "Registered"), one.registered_at


def _lacking(request: PageRequest, lacking: tuple[Lack, ...]) -> Table:
    rows = [(names.of(one, request.lang), DEMAND_OF.get(one, "")) for one in lacking]
    return Table(_LACKS, rows, ("还缺", "What lacks"), ("什么也不缺。", "Nothing."))


def _reviews(request: PageRequest, papers: Papers) -> Table:
    rows = [
        (
            Cell(one.asked_at, reverse("vendor-review", args=[one.vendor, one.ref])),
            one.answered_at,
            one.points,
            one.next_due,
            tables.entry(request, one.entry_position),
        )
        for one in reversed(papers.reviews)
    ]
    empty: Both = ("还没有发过。", "None yet.")
    return Table(_REVIEWS, rows, ("问卷", "Questionnaires"), empty)


def _files(request: PageRequest, papers: Papers) -> list[tuple[str, str]]:
    """The reports of assessments, and what proves that incidents were settled and data returned."""
    vendor = papers.vendor
    proof = request.say(("事件处理证明", "Proof that an incident was settled"))
    report = request.say(("影响评估报告", "Report of the assessment"))
    back = request.say(("返还或删除的证明", "Proof of return or deletion"))
    found = [(report, one.document) for one in reversed(papers.impacts) if one.document]
    found += [(proof, one.proof) for one in reversed(papers.incidents) if one.proof]
    found += [(back, vendor.returned)] if vendor.returned else []
    return [
        (name, reverse("vendor-paper", args=[vendor.ref, document])) for name, document in found
    ]


def _agreements(request: PageRequest, papers: Papers) -> Table:
    rows = [
        (
            Cell(one.terms["purpose"], reverse("processing", args=[one.ref])),
            names.of(Stage(one.stage), request.lang),
            one.terms["until"],
            tables.entry(request, one.entry_position),
        )
        for one in reversed(papers.agreements)
    ]
    empty: Both = ("还没有协议。", "None yet.")
    return Table(_AGREEMENTS, rows, ("委托处理协议", "Processing agreements"), empty)


def _tokens(request: PageRequest, papers: Papers) -> Table:
    rows = [
        (
            names.of(Way(one.way), request.lang),
            # A relay's host is its own name.
            names.of_code("correspondence.Vendor", one.account, request.lang),
            one.issued_at,
            one.ended_at,
            tables.entry(request, one.entry_position),
        )
        for one in reversed(papers.tokens)
    ]
    return Table(_TOKENS, rows, ("令牌", "Tokens"), ("还没有发过。", "None yet."))


def _incidents(request: PageRequest, papers: Papers) -> Table:
    rows = [
        (
            Cell(one.told_at, reverse("act-vendor-incident-settle", args=[one.ref])),
            one.known_at,
            one.settled_at,
            known.number if (known := incident_desk().known(Ref(one.ref))) else "",
        )
        for one in reversed(papers.incidents)
    ]
    return Table(_INCIDENTS, rows, ("事件", "Incidents"), ("没有。", "None."))
