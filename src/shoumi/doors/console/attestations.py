"""Statements about what lives outside the system: who made them, on what evidence, until when."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import queries, services
from shoumi.base.attestations.models import Attestation, Statement
from shoumi.base.attestations.services import NoSuchAttestation
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import acts, choices, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.content_page import ContentPage, show
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.core.calendar import end_of_day
from shoumi.core.handbook import Demand, chapters, demand, demands
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console.deal_moves import NOTE

STANDS, LAPSED, REVOKED = "stands", "lapsed", "revoked"
_STATES: tuple[tuple[str, Both], ...] = (
    ("", ("全部", "All")),
    (STANDS, ("有效", "Stands")),
    (LAPSED, ("已到期", "Lapsed")),
    (REVOKED, ("已收回", "Taken back")),
)
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
            "没有这样的声明。到“二十章”里找一项，由负责人声明。",
            "None. Find a demand and attest it.",
        ),
        after=after,
        filters=(Filter("state", ("状态", "State"), _STATES, state),),
    )
    lead = request.say((demand(about).zh, demand(about).en)) if about else ""
    crumbs = [(request.say(_TITLE), reverse("attestations"))] if about else []
    title = (f"{about} 的声明", f"Attestations of {about}") if about else _TITLE
    return show(request, ContentPage(title, [table], lead, crumbs), "attestations")


def _in_state(request: PageRequest, state: str) -> Q:
    if state == REVOKED:
        return Q(revoked_at__isnull=False)
    until = Q(until__gt=request.at) if state == STANDS else Q(until__lte=request.at)
    return Q(revoked_at__isnull=True) & until


def _state(request: PageRequest, one: Attestation) -> str:
    if one.revoked_at:
        return request.say(_WORDS[REVOKED])
    return request.say(_WORDS[STANDS if one.until > request.at else LAPSED])


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
        one.until,
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
        (("有效至", "Until"), one.until),
        (("证据的 SHA-256", "SHA-256 of the evidence"), bytes(one.evidence).hex()),
        (("账本", "Entry"), tables.entry(request, one.position)),
    ]
    found = acts.at_place(request, PLACE, attestation=one.ref) if not one.revoked_at else []
    crumbs = [(request.say(_TITLE), reverse("attestations"))]
    title = (f"{one.duty} 的声明", f"Attestation of {one.duty}")
    return show(request, ContentPage(title, crumbs=crumbs, pairs=pairs, acts=found))


def statement_seen(request: PageRequest, ref: str) -> Attestation:
    """
    Raises:
        NoSuchAttestation: there is none, or it is about a deal of others.
    """
    one = Attestation.objects.filter(ref=ref).first()
    if one is None or (one.deal and not deals.is_member(request.who(), Ref(one.deal), request.at)):
        raise NoSuchAttestation
    return one


PLACE = "attestations/<str:attestation>"
# A condition that rests on the statement about a demand, and which.
_ALSO = {"requests.open_none": "10.2"}
_ACCOUNTABLE = tuple(
    sorted({chapter.accountable for chapter in (*chapters(), demand("P").chapter)})
)


def _attest(request: PageRequest, given: dict[str, Any], duty: str) -> Done:
    until: date | None = given["until"]
    digest = hashlib.file_digest(given["evidence"], "sha256").digest()
    said = services.attest(
        duty=duty,
        deal=given["deal"],
        actor=request.who(),
        at=request.at,
        evidence=digest,
        statement=given["statement"],
        until=end_of_day(until) if until else None,
        note=given["note"],
    )
    return Done(reverse("attestation", kwargs={"attestation": said.ref}))


def _revoke(request: PageRequest, given: dict[str, Any], attestation: str) -> Done:
    one = statement_seen(request, attestation)
    services.revoke(attestation=Ref(one.ref), actor=request.who(), at=request.at)
    return Done(reverse("attestation", kwargs={"attestation": one.ref}))


def _of_duty(request: PageRequest, duty: str) -> Iterator[tuple[Both, object]]:
    one = demand(duty)
    yield from _of_duty_name(request, duty)
    yield ("谁负责", "Who answers"), names.of(one.accountable, request.lang)
    last = request.at + timedelta(days=one.valid_days)
    yield ("最长到，不填就到这天", "At most, and without a day, until"), last


def _of_statement(request: PageRequest, attestation: str) -> Iterator[tuple[Both, object]]:
    one = statement_seen(request, attestation)
    yield from _of_duty_name(request, one.duty)
    yield ("有效至", "Until"), one.until


def _of_duty_name(request: PageRequest, duty: str) -> Iterator[tuple[Both, object]]:
    one = demand(duty)
    yield ("要求", "Demand"), f"{one.id} {request.say((one.zh, one.en))}"


def _aims(request: PageRequest, condition: str, **place: object) -> Mapping[str, str]:
    return {"duty": _ALSO.get(condition, condition.removeprefix("duty:"))}


def _answers(duty: str) -> Collection[Role]:
    return (demand(duty).accountable,)


def _takers(attestation: str) -> Collection[Role]:
    """Who may take it back: who answers for the demand, and three who oversee it."""
    one = Attestation.objects.filter(ref=attestation).first()
    own = {demand(one.duty).accountable} if one else set()
    return own | {Role.HEAD, Role.DPO, Role.SUP}


def _is_stated(one: Demand) -> bool:
    return registry.check(one.id) is None and not one.is_generated


ACTS = (
    Act(
        slug="attest",
        place="duties/<str:duty>",
        title=("声明", "Attest"),
        done=("声明已记入账本", "The statement is in the ledger"),
        do=_attest,
        roles=_ACCOUNTABLE,
        limit_roles=_answers,
        fields=(
            Field(
                "statement",
                ("声明什么", "What you state"),
                Kind.ONE,
                options=choices.words(Statement),
                of=Statement,
                initial=Statement.IN_PLACE.value,
            ),
            Field(
                "evidence",
                ("看过的文件", "The file you looked at"),
                Kind.FILE,
                (
                    "只记它的 SHA-256，文件不留在这里。",
                    "Its SHA-256 is recorded; the file itself is not kept.",
                ),
            ),
            Field("until", ("有效至", "Until"), Kind.DAY, is_needed=False),
            Field(
                "deal",
                ("只限一笔转让", "For one deal only"),
                Kind.ONE,
                options=choices.all_deals,
                of=Ref,
                is_needed=False,
            ),
            NOTE,
        ),
        help=(
            "你对此负责。到期作废，作废时相应的门会关上。",
            "You answer for it. It lapses on its day, and the doors it holds then shut.",
        ),
        button=("声明", "Attest"),
        satisfies=frozenset(
            [
                *_ALSO,
                *(f"duty:{one.id}" for one in demands() if _is_stated(one)),
            ]
        ),
        prefill=_aims,
        back="duty",
        facts=_of_duty,
    ),
    Act(
        slug="revoke-attestation",
        place=PLACE,
        title=("收回声明", "Take the statement back"),
        done=("声明已收回", "The statement is taken back"),
        do=_revoke,
        roles=tuple(sorted({*_ACCOUNTABLE, Role.HEAD, Role.DPO, Role.SUP})),
        limit_roles=_takers,
        help=(
            "从现在起这项要求没有依据；可以重新声明。",
            "From now on the demand rests on nothing; it can be attested anew.",
        ),
        button=("收回", "Take it back"),
        is_final=True,
        back="attestation",
        facts=_of_statement,
    ),
)
