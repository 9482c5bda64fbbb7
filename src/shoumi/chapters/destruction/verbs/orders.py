"""Orders of destruction: propose, witness, carry out, certify."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from shoumi.base.api_tokens.rules import Scope
from shoumi.base.commands import options
from shoumi.base.dossier import proofs
from shoumi.base.messages import names
from shoumi.base.pages import scoping
from shoumi.base.pages.act_groups import Group
from shoumi.base.pages.forms import Field, Kind, from_query, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import State as SubjectState
from shoumi.base.subjects.models import Subject
from shoumi.base.verbs import DEAL, Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.destruction import certificates, queries, rules, services
from shoumi.chapters.destruction.documents import certificate as papers
from shoumi.chapters.destruction.jobs import Long
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.rules import Basis, State
from shoumi.chapters.destruction.services import errors
from shoumi.chapters.destruction.verbs.place import CUSTOMER, ORDER
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# Why many people of a deal go at once, and why one of them does.
_OF_MANY = (*rules.SCHEDULED, Basis.DEAL_CLOSED)
_OF_ONE = (Basis.REQUESTED, Basis.WITHDRAWN, Basis.OBJECTED, Basis.EXPIRED)
_BASIS: Both = ("依据", "Basis")


def _people(call: Call, basis: Basis) -> list[Ref]:
    """Whom an order of this basis is about."""
    if basis in rules.SCHEDULED:
        return queries.due(call.on, basis, call.at)
    return subjects.refs(subjects.all_held(call.on))


def _propose(call: Call) -> Order:
    """On a page the basis says who; a program names them."""
    basis = call.given["basis"]
    if "subjects" in call.given:
        return _proposed(call, call.on, basis, [Ref(one) for one in call.given["subjects"]])
    return _proposed(call, call.on, basis, _people(call, basis))


def _propose_typed(call: Call) -> Order:
    is_expired, file, basis = (call.given[name] for name in ("expired", "file", "basis"))
    if is_expired == (file is not None) or (basis is None and not is_expired):
        raise options.misused(
            "给出 --expired，或 --subjects 文件与 --basis。",
            "Give --expired, or --subjects with --basis.",
        )
    people = (
        _people(call, Basis.EXPIRED)
        if file is None
        else [Ref(line.strip()) for line in file if line.strip()]
    )
    return _proposed(call, call.on, basis or Basis.EXPIRED, people)


def _propose_one(call: Call) -> Order:
    deal = Ref(Subject.objects.get(ref=call.on).deal)
    return _proposed(call, deal, call.given["basis"], [call.on])


def _proposed(call: Call, deal: Ref, basis: Basis, people: list[Ref]) -> Order:
    return services.propose(deal=deal, subjects=people, basis=basis, actor=call.actor, at=call.at)


def _witness(call: Call) -> Order:
    return services.confirm(order=call.on, actor=call.actor, at=call.at)


def _run(call: Call) -> Order:
    return services.carry_out(order=call.on, actor=call.actor, at=call.at)


def _certify(call: Call) -> Order:
    """The stage that is next; a command names it, and may bring a paper and take one away."""
    found, given = Order.objects.get(ref=call.on), call.given
    stage = given.get("stage") or (2 if found.state == State.CERTIFIED else 1)
    paper = options.brought(given.get("paper")) or papers.certificate(
        found, stage, call.actor, call.at
    )
    made = certificates.issue(order=call.on, stage=stage, paper=paper, actor=call.actor, at=call.at)
    if given.get("output") is not None:
        proofs.beside(given["output"], paper, made.proof_position or 0)
    return made


def told(order: Order) -> dict[str, Any]:
    """An order as commands tell it."""
    return {
        "number": str(order),
        "ref": order.ref,
        "basis": order.basis,
        "state": order.state,
        "count": order.count,
        "confirmed": order.confirmed,
        "verified_at": order.verified_at,
        "keys_erased": order.keys_erased,
        "records_erased": order.records_erased,
        "residual_until": order.residual_until,
        "document": order.document or None,
        "position": order.proof_position or order.intent_position,
    }


def line(order: Order) -> dict[str, Any]:
    """An order as the API answers it."""
    return {name: getattr(order, name) for name in _schemas().OrderLine.model_fields}


def _schemas() -> Any:
    from shoumi.chapters.destruction.verbs import answer

    return answer


def _operation(name: str, summary: str, scope: Any, **more: Any) -> InApi:
    # The ids of operations are promised to programs, so they do not follow the noun.
    return InApi(
        name=f"holdings_{name}",
        scope=scope,
        summary=summary,
        answer=lambda: _schemas().OrderLine,
        tells=line,
        **more,
    )


def _somebody(request: PageRequest, *, deal: str) -> None:
    """
    Raises:
        NobodyNamed: nobody is held under this deal, whatever the basis.
    """
    if not subjects.all_held(scoping.seen(request, deal)).exists():
        raise errors.NobodyNamed


def _of_deal(request: PageRequest, *, deal: str) -> Iterator[tuple[Both, object]]:
    call = Call(request.who(), request.actor_name, request.at, scoping.seen(request, deal), {})
    for basis in rules.SCHEDULED:
        yield names.pair(basis), len(_people(call, basis))


def of_customer(request: PageRequest, *, subject: str) -> Iterator[tuple[Both, object]]:
    row = scoping.own(request, Subject, subject)
    held = bool(queries.held(Ref(row.deal), [Ref(row.ref)]))
    yield ("状态", "State"), names.of(SubjectState(row.state), request.lang)
    yield ("法定保全", "Legal hold"), held


def _of_order(request: PageRequest, *, order: str) -> Iterator[tuple[Both, object]]:
    found = scoping.own(request, Order, order)
    people = queries.subjects(found)
    yield ("销毁单", "Order"), str(found)
    yield _BASIS, names.of(Basis(found.basis), request.lang)
    yield ("人数", "People"), found.count
    yield ("见证", "Witnesses"), len(found.confirmed)
    yield ("被保全的人", "People on hold"), len(queries.held(Ref(found.deal), people))


def _basis(of: Iterable[Basis]) -> Field:
    first = from_query("basis")
    return Field("basis", _BASIS, Kind.ONE, options=words_of(of), of=Basis, initial=first)


_NEW = OnPage(back="deal", to=("destruction-order", "order"))
_PAGE = OnPage(back="destruction-order", facts=_of_order)
_PROPOSED: Both = ("销毁单已提出，等两人见证", "The order is proposed and waits for two witnesses")
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

PROPOSE = Verb(
    noun="destroy",
    name="propose",
    on=DEAL,
    after_end=True,
    do=_propose,
    tells=told,
    title=("提出销毁", "Propose destruction"),
    done=_PROPOSED,
    roles=(Role.DPO,),
    help=(
        "依据决定是哪些人：保存期满的、提出异议的，或这笔转让的全部。",
        "The basis says who: past retention, who objected, or everybody of the deal.",
    ),
    is_fresh=True,
    page=replace(_NEW, more=(_basis(_OF_MANY),), requires=_somebody, facts=_of_deal),
    command=OnTerminal(
        said=(
            "{number}，{count} 人；两人见证：shoumi destroy confirm {number} --as 见证人",
            "{number}, {count} people; two witness: shoumi destroy confirm {number} --as WHO",
        ),
        more=(
            click.option(
                "--expired", is_flag=True, help="保存期限已过的全部 / Everybody past retention."
            ),
            click.option(
                "--subjects",
                "file",
                type=click.File("r"),
                help="编号文件 / References, one a line.",
            ),
            click.option("--basis", type=options.Word(Basis), help="为何销毁 / Why it must go."),
        ),
        do=_propose_typed,
    ),
    operation=_operation(
        "propose",
        "Propose to destroy all that is held of these people; two others witness it.",
        Scope.DESTRUCTION_WRITE,
        given=lambda: _schemas().ProposeGiven,
        status=201,
        path="destruction",
    ),
    group=Group.ENDING,
)
ONE = Verb(
    noun="destroy",
    name="one",
    on=CUSTOMER,
    do=_propose_one,
    title=("提出销毁此人资料", "Propose to destroy this record"),
    done=_PROPOSED,
    roles=(Role.DPO,),
    fields=(_basis(_OF_ONE),),
    is_fresh=True,
    page=replace(_NEW, back="customer", facts=of_customer),
    # A command and a program name people, so for them this is proposing.
)
WITNESS = Verb(
    noun="destroy",
    name="witness",
    on=ORDER,
    do=_witness,
    tells=lambda order: {"count_confirmed": len(order.confirmed), **told(order)},
    title=("见证", "Stand witness"),
    done=("已见证", "Witnessed"),
    roles=tuple(sorted(rules.WITNESSES)),
    help=("提出的人不能见证，要两个人。", "Two are needed, neither of them the proposer."),
    is_fresh=True,
    page=_PAGE,
    command=OnTerminal(
        name="confirm",
        help=("见证", "Stand witness; two are needed, neither of them the proposer."),
        said=(
            "{number}：{count_confirmed} 人见证，{state}",
            "{number}: {count_confirmed}, {state}",
        ),
    ),
    operation=_operation(
        "witness",
        "Stand witness to an order: two are needed, neither of them who proposed it.",
        Scope.APPROVALS_WRITE,
    ),
)
RUN = Verb(
    noun="destroy",
    name="run",
    on=ORDER,
    do=_run,
    tells=told,
    title=("执行销毁", "Carry it out"),
    done=("已销毁，逐条复查过", "Destroyed, and every one checked"),
    roles=(Role.DPO, *sorted(rules.WITNESSES)),
    help=(
        "钥匙毁了，资料和备份里的密文都再也读不出来。",
        "The keys are destroyed; the data, backups included, can never be read again.",
    ),
    button=("销毁", "Destroy"),
    long=Long.RUN,
    is_final=True,
    is_fresh=True,
    page=replace(_PAGE, deal=lambda call: Ref(Order.objects.get(ref=call.on).deal)),
    command=OnTerminal(
        help=(
            "执行",
            "Destroy keys, records and indexes, and prove that nothing opens any more.",
        ),
        said=(
            "{number}：密钥 {keys_erased}，记录 {records_erased}；备份里的残留至 {residual_until}",
            (
                "{number}: {keys_erased} keys, {records_erased} records;"
                " in backups until {residual_until}"
            ),
        ),
    ),
    # A program is told where the page is (``api.run``).
)
CERTIFY = Verb(
    noun="destroy",
    name="certify",
    on=ORDER,
    do=_certify,
    tells=lambda order: {"stage": 2 if order.state == State.FINAL else 1, **told(order)},
    title=("签发销毁证明", "Issue the certificate"),
    done=("证明已签发", "The certificate is issued"),
    roles=(Role.DPO,),
    help=(
        "第一阶段当即签发；最后一份备份过期后签第二阶段。用你自己的钥匙签。",
        "Stage 1 at once; stage 2 when the last backup is gone. Signed with your own key.",
    ),
    is_fresh=True,
    page=_PAGE,
    command=OnTerminal(
        name="certificate",
        help=(
            "销毁证明",
            "Issue the certificate: stage 1 at once, stage 2 when the last backup is gone.",
        ),
        said=(
            "{number} 第 {stage} 阶段证明已签发",
            "{number}: certificate of stage {stage} issued",
        ),
        more=(
            click.option("--stage", type=click.IntRange(1, 2), default=1, show_default=True),
            click.option(
                "--paper",
                type=_FILE,
                help="已签署的证明；默认由系统制作并签署 / A signed paper; otherwise one is made.",
            ),
            click.option(
                "-o",
                "--output",
                type=click.Path(dir_okay=False, path_type=Path),
                help="另存，附证明 / Write it, its proof beside.",
            ),
        ),
    ),
    operation=_operation(
        "certify",
        "Issue the certificate of the next stage, signed with the caller's own key.",
        rules.Scope.CERTIFY,
        path="certificate",
    ),
)
VERBS = (PROPOSE, ONE, WITNESS, RUN, CERTIFY)
