"""Statements about what lives outside the system: who made them, on what evidence, until when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import queries, services
from shoumi.base.attestations.models import Attestation, Statement
from shoumi.base.attestations.services import NoSuchAttestation
from shoumi.base.deals import queries as deals
from shoumi.base.documents.examined import Format, ending
from shoumi.base.exports.house_lists import LAPSED, REVOKED, STANDS, STATES
from shoumi.base.messages import names
from shoumi.base.pages import acts, content_page, file_links, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.core.handbook import Record, chapters, demand, demands
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.scan import Label

PLACE = "attestations/<str:attestation>"
_STATES: tuple[tuple[str, Both], ...] = (("", ("全部", "All")), *STATES.items())
_WORDS = dict(_STATES)
_COLUMNS = (
    Column(("要求", "Demand"), "ref"),
    Column(("内容", "What it states")),
    Column(("状态", "State")),
    Column(("岗位", "Role")),
    Column(("转让", "Deal")),
    Column(("有效至", "Until")),
    Column(("账本", "Entry"), "number"),
)
_TITLE: Both = ("声明", "Attestations")


ACCOUNTABLE = tuple(sorted({chapter.accountable for chapter in (*chapters(), demand("P").chapter)}))
_OPENERS = tuple(sorted({*ACCOUNTABLE, *services.READERS}))


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def attestations(request: PageRequest) -> HttpResponse:
    """The newest first; those about deals of others are not among them."""
    state = tables.chosen(request, "state", (STANDS, LAPSED, REVOKED))
    about = tables.chosen(request, "duty", (one.id for one in demands()))
    found = queries.made(duty=about or None)
    found = found.filter(Q(deal="") | Q(deal__in=scoping.deals_of(request).values("ref")))
    if state:
        found = found.filter(_in_state(request, state))
    shown, after = tables.part(request, found, "position")
    numbers = deals.numbers({one.deal for one in shown if one.deal})
    table = Table(
        _COLUMNS,
        [_row(request, one, numbers) for one in shown],
        _TITLE,
        (
            "没有这样的声明。到“合规要求”里找一项，由负责人声明。",
            "None. Find a demand and attest it.",
        ),
        after=after,
        filters=(Filter("state", ("状态", "State"), _STATES, state),),
        files=file_links.of_list(request, "statements"),
    )
    lead = request.say((demand(about).zh, demand(about).en)) if about else ""
    crumbs = [(request.say(_TITLE), reverse("attestations"))] if about else []
    title = (f"{about} 的声明", f"Attestations of {about}") if about else _TITLE
    links = content_page.open_button(request, "attest-list")
    return show(request, ContentPage(title, [table], lead, crumbs, links))


def _in_state(request: PageRequest, state: str) -> Q:
    if state == REVOKED:
        return Q(revoked_at__isnull=False)
    lapsed = queries.lapsed(request.at)
    return Q(revoked_at__isnull=True) & (~lapsed if state == STANDS else lapsed)


def _state(request: PageRequest, one: Attestation) -> str:
    if one.revoked_at:
        return request.say(_WORDS[REVOKED])
    return request.say(_WORDS[STANDS if one.stands_until > request.at else LAPSED])


def _row(request: PageRequest, one: Attestation, numbers: Mapping[str, str]) -> tuple[Any, ...]:
    about = demand(one.duty)
    return (
        Cell(one.duty, reverse("attestation", kwargs={"attestation": one.ref})),
        Cell(
            names.of(Statement(one.statement), request.lang),
            note=request.say((about.zh, about.en)),
        ),
        _state(request, one),
        names.of(one.as_role, request.lang),
        numbers.get(one.deal, "") if one.deal else request.say(("全部", "every deal")),
        one.stands_until,
        tables.entry(request, one.position),
    )


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def attestation(request: PageRequest, attestation: str) -> HttpResponse:
    """One statement with the SHA-256 of what was looked at."""
    one = statement_seen(request, attestation)
    about = demand(one.duty)
    pairs: list[tuple[Both, Any]] = [
        (("要求", "Demand"), f"{one.duty} {request.say((about.zh, about.en))}"),
        (("内容", "What it states"), names.of(Statement(one.statement), request.lang)),
        (("状态", "State"), _state(request, one)),
        (("谁", "Who"), accounts.person(Ref(one.attested_by)).name),
        (("岗位", "Role"), names.of(one.as_role, request.lang)),
        (("转让", "Deal"), deals.numbers([one.deal]).get(one.deal, "") if one.deal else None),
        (("作于", "Made at"), one.attested_at),
        (("有效至", "Until"), one.stands_until),
        *_of_evidence(request, one),
        (("账本", "Entry"), tables.entry(request, one.position)),
    ]
    if one.persons:
        known = accounts.names(one.persons)
        pairs.insert(2, (("涵盖", "Covers"), [known[person] for person in one.persons]))
    found = acts.at_place(request, PLACE, attestation=one.ref) if not one.revoked_at else []
    crumbs = [(request.say(_TITLE), reverse("attestations"))]
    title = (f"{one.duty} 的声明", f"Attestation of {one.duty}")
    return show(request, ContentPage(title, crumbs=crumbs, pairs=pairs, acts=found))


def _of_evidence(request: PageRequest, one: Attestation) -> Iterator[tuple[Both, object]]:
    """What is told of the file to everybody; to open it is for some (``services.READERS``)."""
    yield ("证据的 SHA-256", "SHA-256 of the evidence"), bytes(one.evidence).hex()
    if not one.document:
        yield ("证据", "Evidence"), request.say(_FINGERPRINT)
        return
    told = names.of(Record(one.kind), request.lang)
    if may_open(request, one):
        href = reverse("attestation-evidence", kwargs={"attestation": one.ref})
        yield ("证据", "Evidence"), tables.link(told, href)
    else:
        yield ("证据", "Evidence"), told
    named = [
        f"{names.of(Label(label), request.lang)} {count}" for label, count in one.named.items()
    ]
    yield ("其中的个人信息", "Personal information in it"), named or request.say(("无", "none"))
    if one.unread:
        yield ("没有人读过的页", "Pages that nobody read"), one.unread


def may_open(request: PageRequest, one: Attestation) -> bool:
    return bool(request.roles & {demand(one.duty).accountable, *services.READERS})


_FINGERPRINT: Both = ("只留下了摘要，没有文件", "only its fingerprint was kept, not the file")


@open_to(Who.STAFF, *_OPENERS)
@require_http_methods(["GET", "HEAD"])
def evidence(request: PageRequest, attestation: str) -> HttpResponse:
    """The file as it was handed over; that it was opened is in the ledger.

    Raises:
        NoSuchAttestation: none, or none whose file this person may open.
    """
    one = statement_seen(request, attestation)
    if not may_open(request, one):
        raise NoSuchAttestation
    try:
        content = services.open_evidence(
            attestation=Ref(one.ref), actor=request.who(), at=request.at
        )
    except accounts.NotPermitted:  # by a role in another deal: whether there is one is not told
        raise NoSuchAttestation from None
    suffix = ending(content, Format((one.looked or {})["format"]))
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{one.ref}.{suffix}"'
    return answer


def statement_seen(request: PageRequest, ref: str) -> Attestation:
    """
    Raises:
        NoSuchAttestation: there is none, or it is about a deal of others.
    """
    one = Attestation.objects.filter(ref=ref).first()
    if one is None or (one.deal and not deals.is_member(request.who(), Ref(one.deal), request.at)):
        raise NoSuchAttestation
    return one
