"""What is done about destruction: propose, witness, carry out, certify, hold, lift."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from shoumi.base.messages import names
from shoumi.base.pages import forms, operations, scoping
from shoumi.base.pages.acts import OF_CUSTOMER, OF_DEAL, Act, Done
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import State, Subject
from shoumi.chapters.destruction import certificates, queries, rules, services
from shoumi.chapters.destruction.documents import certificate as papers
from shoumi.chapters.destruction.jobs import Long
from shoumi.chapters.destruction.models import Hold, Order
from shoumi.chapters.destruction.pages.orders import PLACE
from shoumi.chapters.destruction.rules import Basis, Cause
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# Why many people of a deal go at once, and why one of them does.
_OF_MANY = (Basis.EXPIRED, Basis.OBJECTED, Basis.DEAL_CLOSED, Basis.DEAL_TERMINATED)
_OF_ONE = (Basis.REQUESTED, Basis.WITHDRAWN, Basis.OBJECTED, Basis.EXPIRED)
_BASIS: Both = ("依据", "Basis")


def _options(of: Iterable[Basis]) -> tuple[forms.Option, ...]:
    return tuple((one.value, names.pair(one)) for one in of)


def _people(deal: Ref, basis: Basis, request: PageRequest) -> list[Ref]:
    """Whom an order of this basis is about."""
    match basis:
        case Basis.EXPIRED:
            return subjects.refs(subjects.past_retention(deal, day_in_china(request.at)))
        case Basis.OBJECTED:
            return subjects.refs(subjects.of_deal(deal, State.EXCLUDED))
    return subjects.refs(subjects.of_deal(deal))


def _somebody(request: PageRequest, *, deal: str) -> None:
    """
    Raises:
        NobodyNamed: nobody is held under this deal, whatever the basis.
    """
    if not subjects.of_deal(scoping.seen(request, deal)).exists():
        raise services.NobodyNamed


def _propose(request: PageRequest, given: dict[str, Any], *, deal: str) -> Done:
    ref = scoping.seen(request, deal)
    basis: Basis = given["basis"]
    people = _people(ref, basis, request)
    made = services.propose(
        deal=ref, subjects=people, basis=basis, actor=request.who(), at=request.at
    )
    return _to(made.ref)


def _propose_one(request: PageRequest, given: dict[str, Any], *, subject: str) -> Done:
    row = scoping.own(request, Subject, subject)
    made = services.propose(
        deal=Ref(row.deal),
        subjects=[Ref(row.ref)],
        basis=given["basis"],
        actor=request.who(),
        at=request.at,
    )
    return _to(made.ref)


def _witness(request: PageRequest, given: dict[str, Any], *, order: str) -> Done:
    found = scoping.own(request, Order, order)
    services.confirm(order=Ref(found.ref), actor=request.who(), at=request.at)
    return _to(order)


def _run(request: PageRequest, given: dict[str, Any], *, order: str) -> Done:
    found = scoping.own(request, Order, order)
    return operations.ask(request, Long.RUN, about=Ref(found.ref), deal=Ref(found.deal))


def _certify(request: PageRequest, given: dict[str, Any], *, order: str) -> Done:
    found = scoping.own(request, Order, order)
    stage = 2 if found.state == rules.State.CERTIFIED else 1
    who, at = request.who(), request.at
    paper = papers.certificate(found, stage, who, at)
    certificates.issue(order=Ref(found.ref), stage=stage, paper=paper, actor=who, at=at)
    return _to(order)


def _hold(request: PageRequest, given: dict[str, Any], *, deal: str) -> Done:
    ref = scoping.seen(request, deal)
    services.place_hold(deal=ref, subject=None, actor=request.who(), at=request.at, **given)
    return Done(reverse("destruction"))


def _hold_one(request: PageRequest, given: dict[str, Any], *, subject: str) -> Done:
    row = scoping.own(request, Subject, subject)
    services.place_hold(
        deal=Ref(row.deal), subject=Ref(row.ref), actor=request.who(), at=request.at, **given
    )
    return Done(reverse("destruction"))


def _lift(request: PageRequest, given: dict[str, Any], *, hold: str) -> Done:
    found = scoping.own(request, Hold, hold)
    services.lift_hold(hold=Ref(found.ref), actor=request.who(), at=request.at)
    return Done(reverse("destruction"))


def _to(order: str) -> Done:
    return Done(reverse("destruction-order", kwargs={"order": order}))


def _of_deal(request: PageRequest, *, deal: str) -> Iterable[tuple[Both, object]]:
    ref = scoping.seen(request, deal)
    for basis in (Basis.EXPIRED, Basis.OBJECTED):
        yield names.pair(basis), len(_people(ref, basis, request))


def _only_deal(request: PageRequest, *, deal: str) -> Iterable[tuple[Both, object]]:
    scoping.seen(request, deal)
    return ()


def _of_customer(request: PageRequest, *, subject: str) -> Iterable[tuple[Both, object]]:
    row = scoping.own(request, Subject, subject)
    held = bool(queries.held(Ref(row.deal), [Ref(row.ref)]))
    state = names.of(State(row.state), request.lang)
    yield ("状态", "State"), state
    yield ("法定保全", "Legal hold"), held


def _of_order(request: PageRequest, *, order: str) -> Iterable[tuple[Both, object]]:
    found = scoping.own(request, Order, order)
    people = queries.subjects(found)
    yield ("销毁单", "Order"), str(found)
    yield _BASIS, names.of(Basis(found.basis), request.lang)
    yield ("人数", "People"), found.count
    yield ("见证", "Witnesses"), len(found.confirmed)
    yield ("被保全的人", "People on hold"), len(queries.held(Ref(found.deal), people))


def _of_hold(request: PageRequest, *, hold: str) -> Iterable[tuple[Both, object]]:
    found = scoping.own(request, Hold, hold)
    yield ("对象", "About"), found.subject or request.say(("整笔转让", "the whole deal"))
    yield ("原因", "Cause"), names.of(Cause(found.cause), request.lang)


_HOLD_FIELDS = (
    Field(
        "cause",
        ("原因", "Cause"),
        Kind.ONE,
        options=tuple((one.value, names.pair(one)) for one in Cause),
        of=Cause,
    ),
    Field("until", ("预计到", "Expected end"), Kind.DAY, is_needed=False),
)
_GONE: Both = (
    "钥匙毁了，资料和备份里的密文都再也读不出来。",
    "The keys are destroyed; the data, backups included, can never be read again.",
)

ACTS = [
    Act(
        slug="destroy-propose",
        place=OF_DEAL,
        title=("提出销毁", "Propose destruction"),
        done=("销毁单已提出，等两人见证", "The order is proposed and waits for two witnesses"),
        do=_propose,
        roles=(Role.DPO,),
        help=(
            "依据决定是哪些人：保存期满的、提出异议的，或这笔转让的全部。",
            "The basis says who: past retention, who objected, or everybody of the deal.",
        ),
        fields=(Field("basis", _BASIS, Kind.ONE, options=_options(_OF_MANY), of=Basis),),
        is_fresh=True,
        requires=_somebody,
        back="deal",
        facts=_of_deal,
    ),
    Act(
        slug="destroy-one",
        place=OF_CUSTOMER,
        title=("提出销毁此人资料", "Propose to destroy this record"),
        done=("销毁单已提出，等两人见证", "The order is proposed and waits for two witnesses"),
        do=_propose_one,
        roles=(Role.DPO,),
        fields=(Field("basis", _BASIS, Kind.ONE, options=_options(_OF_ONE), of=Basis),),
        is_fresh=True,
        back="customer",
        facts=_of_customer,
    ),
    Act(
        slug="destroy-witness",
        place=PLACE,
        title=("见证", "Stand witness"),
        done=("已见证", "Witnessed"),
        do=_witness,
        roles=tuple(sorted(rules.WITNESSES)),
        help=("提出的人不能见证，要两个人。", "Two are needed, neither of them the proposer."),
        is_fresh=True,
        back="destruction-order",
        facts=_of_order,
    ),
    Act(
        slug="destroy-run",
        place=PLACE,
        title=("执行销毁", "Carry it out"),
        done=("已销毁，逐条复查过", "Destroyed, and every one checked"),
        do=_run,
        roles=(Role.DPO, *sorted(rules.WITNESSES)),
        help=_GONE,
        button=("销毁", "Destroy"),
        is_final=True,
        is_fresh=True,
        back="destruction-order",
        facts=_of_order,
    ),
    Act(
        slug="destroy-certify",
        place=PLACE,
        title=("签发销毁证明", "Issue the certificate"),
        done=("证明已签发", "The certificate is issued"),
        do=_certify,
        roles=(Role.DPO,),
        help=(
            "第一阶段当即签发；最后一份备份过期后签第二阶段。用你自己的钥匙签。",
            "Stage 1 at once; stage 2 when the last backup is gone. Signed with your own key.",
        ),
        is_fresh=True,
        back="destruction-order",
        facts=_of_order,
    ),
    Act(
        slug="hold-deal",
        place=OF_DEAL,
        title=("法定保全", "Place a legal hold"),
        done=("已保全，谁也不能销毁", "On hold; nobody may destroy it"),
        do=_hold,
        roles=(Role.LEG,),
        fields=_HOLD_FIELDS,
        back="deal",
        facts=_only_deal,
    ),
    Act(
        slug="hold-one",
        place=OF_CUSTOMER,
        title=("保全此人资料", "Hold this record"),
        done=("已保全，谁也不能销毁", "On hold; nobody may destroy it"),
        do=_hold_one,
        roles=(Role.LEG,),
        fields=_HOLD_FIELDS,
        back="customer",
        facts=_of_customer,
    ),
    Act(
        slug="hold-lift",
        place="holds/<str:hold>",
        title=("解除保全", "Lift the hold"),
        done=("保全已解除", "The hold is lifted"),
        do=_lift,
        roles=(Role.LEG,),
        is_final=True,
        is_fresh=True,
        facts=_of_hold,
    ),
]
