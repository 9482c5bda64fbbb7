"""Let somebody be read again whom a restore froze, which takes two."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from shoumi.base.ledger import reader
from shoumi.base.pages import scoping
from shoumi.base.pages.acts import OF_CUSTOMER
from shoumi.base.pages.request import PageRequest
from shoumi.base.restore import settlement
from shoumi.base.subjects.models import Subject
from shoumi.base.verbs import Call, OnPage, OnTerminal, Place, Verb
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


def _seen(request: PageRequest, ref: str) -> Ref:
    return Ref(scoping.own(request, Subject, ref).ref)


CUSTOMER = Place("subject", OF_CUSTOMER, _seen)


def _settle(call: Call) -> Ref:
    settlement.settle(subject=call.on, actor=call.actor, at=call.at)
    return call.on


def told(subject: Ref) -> dict[str, Any]:
    return {"subject": subject, "position": reader.size() - 1}


def _settlers(subject: str) -> Collection[Role]:
    """Nobody where no restore froze this person: on every other customer's page it says nothing."""
    return settlement.SETTLERS if settlement.is_waiting(Ref(subject)) else ()


def _facts(request: PageRequest, subject: str) -> Iterator[tuple[Both, object]]:
    here = _seen(request, subject)
    for one in settlement.waiting():
        if one.subject == here:
            yield ("转让", "Deal"), one.number
            for position, tag in one.because:
                yield ("补不上的", "Not done again"), f"{tag} · {position}"


SETTLE = Verb(
    noun="restore",
    name="settle",
    on=CUSTOMER,
    do=_settle,
    tells=told,
    title=("解冻因恢复而冻结的客户", "Let this customer be read again after a restore"),
    done=("已解冻", "Released"),
    help=(
        "恢复时有事项补不上，这位客户先冻结着。看账本里那几条、把该做的办好，再申请；另一人批准后再办理一次。",
        (
            "Something could not be done again after a restore, so this customer was frozen. See"
            " what the ledger says, do what is due, then ask; once another person approves, do it"
            " again."
        ),
    ),
    button=("解冻", "Release"),
    roles=tuple(sorted(settlement.SETTLERS)),
    takes_two=True,
    is_fresh=True,
    page=OnPage(back="customer", facts=_facts, roles=_settlers),
    command=OnTerminal(said=("已解冻", "released")),
)
VERBS = (SETTLE,)
