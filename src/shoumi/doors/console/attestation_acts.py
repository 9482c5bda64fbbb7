"""The acts on statements: state a demand, for named persons, or of a part outside; take it back."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from shoumi.base import clock, registry
from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.attestations import services
from shoumi.base.attestations.models import Attestation, Statement
from shoumi.base.attestations.services import NewStatement
from shoumi.base.intake.examination import examine
from shoumi.base.messages import names
from shoumi.base.pages import choices, forms
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.core.calendar import day_in_china, end_of_day
from shoumi.core.handbook import Demand, Record, demand, demands
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console.attestations import ACCOUNTABLE, PLACE, statement_seen
from shoumi.doors.verbs.deals import NOTE

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


def is_stated(one: Demand) -> bool:
    """Whether people state it: the house neither checks nor renders it itself."""
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
PERSONS = Field(
    "persons",
    ("涵盖哪些人", "Whom it covers"),
    Kind.MANY,
    ("只对点到名的人有效。", "It holds for those alone who are named."),
    options=_staff,
    of=Ref,
    names="person",
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
        roles=ACCOUNTABLE,
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
                    if is_stated(one) and not one.names_persons
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
        roles=ACCOUNTABLE,
        limit_roles=_answers_persons,
        fields=(
            STATEMENT,
            PERSONS,
            *EVIDENCE,
            NOTE,
        ),
        help=_HELP,
        button=_BUTTON,
        satisfies=frozenset(
            f"duty:{one.id}" for one in demands() if is_stated(one) and one.names_persons
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
        roles=ACCOUNTABLE,
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
        roles=tuple(sorted({*ACCOUNTABLE, Role.HEAD, Role.DPO, Role.SUP})),
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
