"""Statements about what lives outside the system: who made them, on what evidence, until when."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base import clock, registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.attestations import queries, services
from shoumi.base.attestations.models import Attestation, Statement
from shoumi.base.attestations.services import NewStatement, NoSuchAttestation
from shoumi.base.deals import queries as deals
from shoumi.base.documents.examined import Format, ending
from shoumi.base.intake.examination import examine
from shoumi.base.messages import names
from shoumi.base.pages import acts, choices, forms, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.content_page import ContentPage, show
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.core.calendar import day_in_china, end_of_day
from shoumi.core.handbook import Demand, Record, chapters, demand, demands
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.scan import Label
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


_ACCOUNTABLE = tuple(
    sorted({chapter.accountable for chapter in (*chapters(), demand("P").chapter)})
)
_OPENERS = tuple(sorted({*_ACCOUNTABLE, *services.READERS}))


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
    if request.roles & {demand(one.duty).accountable, *services.READERS}:
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


_FINGERPRINT: Both = ("只留下了摘要，没有文件", "only its fingerprint was kept, not the file")


@open_to(Who.STAFF, *_OPENERS)
@require_http_methods(["GET", "HEAD"])
def evidence(request: PageRequest, attestation: str) -> HttpResponse:
    """The file as it was handed over; that it was opened is in the ledger."""
    one = statement_seen(request, attestation)
    content = services.open_evidence(attestation=Ref(one.ref), actor=request.who(), at=request.at)
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


PLACE = "attestations/<str:attestation>"
# A condition that rests on the statement about a demand, and which.
_ALSO = {"requests.open_none": "10.2"}


def _attest(request: PageRequest, given: dict[str, Any], duty: str) -> Done:
    until: date | None = given["until"]
    file = given["evidence"]
    made = services.attest(
        duty=duty,
        said=NewStatement(
            statement=given["statement"],
            evidence=examine(
                file.read(), file.name or "", today=day_in_china(request.at), with_pictures=True
            ),
            kind=given["kind"],
            until=end_of_day(until) if until else None,
            note=given["note"],
            persons=given.get("persons", ()),
            part=given.get("part", ""),
        ),
        actor=request.who(),
        at=request.at,
        deal=given.get("deal"),
    )
    return Done(reverse("attestation", kwargs={"attestation": made.ref}))


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


def _answers_whole(duty: str) -> Collection[Role]:
    return () if demand(duty).names_persons else _answers(duty)


def _answers_persons(duty: str) -> Collection[Role]:
    return _answers(duty) if demand(duty).names_persons else ()


def _answers_part(duty: str) -> Collection[Role]:
    return _answers(duty) if registry.outside(duty, clock.now()) else ()


def _parts(request: PageRequest, place: Mapping[str, Any]) -> Iterator[forms.Option]:
    for one in registry.outside(place["duty"], request.at):
        yield one.code.value, one.name


def _staff(request: PageRequest, place: Mapping[str, Any]) -> Iterator[forms.Option]:
    for person in Person.objects.filter(kind=PersonKind.STAFF, is_active=True).order_by("name"):
        yield person.ref, choices.plain(person.name)


def _kinds(request: PageRequest, place: Mapping[str, Any]) -> Iterator[forms.Option]:
    """The records that show this demand is kept, and nothing else."""
    return ((kind.value, names.pair(kind)) for kind in demand(place["duty"]).evidence)


STATEMENT = Field(
    "statement",
    ("声明什么", "What you state"),
    Kind.ONE,
    options=choices.words(Statement),
    of=Statement,
    initial=Statement.IN_PLACE.value,
)
EVIDENCE = (
    Field("kind", ("看过的是什么", "What you looked at"), Kind.ONE, options=_kinds, of=Record),
    Field(
        "evidence",
        ("看过的文件", "The file you looked at"),
        Kind.FILE,
        (
            "检查后密封保存，摘要记入账本。证件号和银行账号先遮盖。",
            "It is checked, sealed and kept. Cover numbers of identity papers and accounts first.",
        ),
    ),
    Field("until", ("有效至", "Until"), Kind.DAY, is_needed=False),
)
DEAL = Field(
    "deal",
    ("只限一笔转让", "For one deal only"),
    Kind.ONE,
    options=choices.all_deals,
    of=Ref,
    is_needed=False,
)
_HELP: Both = (
    "你对此负责。到期作废，作废时相应的门会关上。",
    "You answer for it. It lapses on its day, and the doors it holds then shut.",
)
_DONE: Both = ("声明已记入账本", "The statement is in the ledger")
_BUTTON: Both = ("声明", "Attest")

ACTS = (
    Act(
        slug="attest",
        place="duties/<str:duty>",
        title=_BUTTON,
        done=_DONE,
        do=_attest,
        roles=_ACCOUNTABLE,
        limit_roles=_answers_whole,
        fields=(STATEMENT, *EVIDENCE, DEAL, NOTE),
        help=_HELP,
        button=_BUTTON,
        satisfies=frozenset(
            [
                *_ALSO,
                *(
                    f"duty:{one.id}"
                    for one in demands()
                    if _is_stated(one) and not one.names_persons
                ),
            ]
        ),
        prefill=_aims,
        back="duty",
        facts=_of_duty,
    ),
    Act(
        slug="attest-persons",
        place="duties/<str:duty>",
        title=("点名声明", "Attest for named persons"),
        done=_DONE,
        do=_attest,
        roles=_ACCOUNTABLE,
        limit_roles=_answers_persons,
        fields=(
            STATEMENT,
            Field(
                "persons",
                ("涵盖哪些人", "Whom it covers"),
                Kind.MANY,
                ("只对点到名的人有效。", "It holds for those alone who are named."),
                options=_staff,
                of=Ref,
                names="person",
            ),
            *EVIDENCE,
            NOTE,
        ),
        help=_HELP,
        button=_BUTTON,
        satisfies=frozenset(
            f"duty:{one.id}" for one in demands() if _is_stated(one) and one.names_persons
        ),
        prefill=_aims,
        back="duty",
        facts=_of_duty,
    ),
    Act(
        slug="attest-part",
        place="duties/<str:duty>",
        title=("声明系统之外的部分", "Attest a part outside the system"),
        done=_DONE,
        do=_attest,
        roles=_ACCOUNTABLE,
        limit_roles=_answers_part,
        fields=(
            Field("part", ("哪一部分", "Which part"), Kind.ONE, options=_parts),
            STATEMENT,
            *EVIDENCE,
            NOTE,
        ),
        help=_HELP,
        button=_BUTTON,
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
