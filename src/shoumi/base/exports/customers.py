"""A deal's customers as references and states; of nobody is a value in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from django.db.models import QuerySet

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.deals.errors import NoSuchDeal
from shoumi.base.deals.services import locks
from shoumi.base.exports.house_lists import READERS
from shoumi.base.gate import query_filter
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import NoSuchTask, question
from shoumi.base.jobs.progress import Step, report
from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.registry import Asked, ListExport, SubjectColumn
from shoumi.base.subjects import customer_lists
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.core.gate import Act
from shoumi.core.messages import Both, Lang
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis

HEADS: Sequence[Both] = (
    ("编号", "Reference"),
    ("类别", "Kind"),
    ("依据", "Basis"),
    ("状态", "State"),
    ("标记", "Flags"),
)
FLAGS: Mapping[str, Both] = {
    "has_bank_account": ("银行账户", "bank account"),
    "has_id_image": ("证件影像", "ID image"),
    "is_key_contract": ("重点合同", "key contract"),
    "is_marketing_off": ("不接受营销", "no marketing"),
    "is_minor": ("未成年人", "minor"),
}
_AT_ONCE = 500


class Row(Protocol):
    kind: str
    basis: str
    state: str


def words(one: Any, lang: Lang) -> tuple[str, str, str, list[str]]:
    """Kind, basis, state and flags of a person as a list shows them."""
    return (
        names.of(Kind(one.kind), lang),
        names.of(LegalBasis(one.basis), lang),
        names.of(State(one.state), lang),
        [say(told, lang) for name, told in FLAGS.items() if getattr(one, name)],
    )


def narrowed(
    found: QuerySet[Subject], wanted: Mapping[str, str], brought: Sequence[SubjectColumn]
) -> QuerySet[Subject]:
    """Those with the flag, and with the answers, that the address asks for."""
    if wanted.get("flag") in FLAGS:
        found = found.filter(**{wanted["flag"]: True})
    for one in brought:
        if wanted.get(one.key) in one.options:
            found = one.narrow(found, wanted[one.key])
    return found


def let_through(task: Ref, actor: Ref, found: QuerySet[Subject], at: Any) -> QuerySet[Subject]:
    """Those about whom the gate says yes for the whole of the task.

    Raises:
        NoSuchTask
    """
    row = Task.objects.filter(ref=task).first()
    if row is None:
        raise NoSuchTask
    act = Act.REVEAL if Act.REVEAL in row.acts else Act.LIST
    asked = question(actor=actor, act=act, task=task, at=at, fields=row.fields)
    return query_filter.allowed(asked, found)


def _columns(asked: Asked) -> Sequence[SubjectColumn]:
    deal = _deal(asked)
    return registry.columns(deal, accounts.roles(asked.actor, asked.at, deal))


def _deal(asked: Asked) -> Ref:
    if asked.deal is None:
        raise NoSuchDeal
    return asked.deal


def _listed(
    asked: Asked, states: Sequence[State] = (), kind: Kind | None = None
) -> QuerySet[Subject]:
    deal = _deal(asked)
    accounts.require(asked.actor, asked.at, *READERS, deal=deal)
    locks.require_free(deal)
    return customer_lists.listed(
        deal=deal, actor=asked.actor, at=asked.at, states=states, kind=kind, is_file=True
    )


def _found(asked: Asked) -> QuerySet[Subject]:
    given = asked.given
    states = [one for one in State if one == given.get("state")]
    kind = next((one for one in Kind if one == given.get("kind")), None)
    found = narrowed(_listed(asked, states, kind), given, _columns(asked))
    if given.get("task"):
        found = let_through(Ref(given["task"]), asked.actor, found, asked.at)
    return found


def _filters(asked: Asked) -> frozenset[str]:
    own = {one.key for one in _columns(asked)}
    return frozenset({"task", "state", "kind", "flag", *own})


def _people(asked: Asked) -> Sequence[Ref]:
    return [Ref(ref) for ref in _listed(asked).values_list("ref", flat=True)]


def _ask(asked: Asked) -> None:
    """
    Raises:
        NotPermitted, NoSuchDeal, NoSuchTask
        DoorShut, Suspended, Terminated: nothing of the deal may leave.
    """
    _found(asked)


def _heads(asked: Asked) -> Sequence[Both]:
    return (*HEADS, *(one.name for one in _columns(asked)))


def _rows(asked: Asked) -> Iterator[Sequence[Any]]:
    brought, found = _columns(asked), _found(asked)
    total, after = found.count(), 0
    done = 0
    while some := list(found.filter(id__gt=after).order_by("id")[:_AT_ONCE]):
        report(Step.WRITING, done, total)
        filled = [one.cells([Ref(each.ref) for each in some]) for one in brought]
        for one in some:
            more = (cells.get(Ref(one.ref)) for cells in filled)
            yield (
                one.ref,
                *words(one, asked.lang),
                *(say(told, asked.lang) if told else "" for told in more),
            )
        after, done = some[-1].id, done + len(some)


CUSTOMERS = ListExport(
    slug="customers",
    name=("客户编号和状态", "Customers by reference and state"),
    route="customers",
    filters=_filters,
    ask=_ask,
    heads=_heads,
    rows=_rows,
    people=_people,
)
