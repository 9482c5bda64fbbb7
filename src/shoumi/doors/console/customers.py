"""Customers: references and states of a deal's people, and a search that leaves no trace of what
was searched for.  No value of anybody is on these pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.deals.models import Deal
from shoumi.base.exports import customers as exported
from shoumi.base.gate import decisions, disclosure, searches
from shoumi.base.gate import queries as tasks
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import NoSuchTask, question
from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.pages import choices, file_links, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.registry import SubjectColumn
from shoumi.base.registry.shared_reads import sharing
from shoumi.base.subjects import customer_lists
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.core.errors import DomainError
from shoumi.core.gate import Act
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.vault.blind_index import normalise
from shoumi.doors.console import decoys

TITLE: Both = ("客户", "Customers")
_ALL: Both = ("全部", "all")
_NO_TASK: Both = ("不为任务", "for no task")
_COLUMNS = tuple(Column(head, "" if place else "ref") for place, head in enumerate(exported.HEADS))


class _Listed(NamedTuple):
    """What the list shows of a person: of the row these columns alone, as there are many rows."""

    id: int
    ref: str
    kind: str
    basis: str
    state: str
    has_bank_account: bool
    has_id_image: bool
    is_key_contract: bool
    is_marketing_off: bool
    is_minor: bool | None


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def customers(request: PageRequest) -> HttpResponse:
    """References with state, kind, flags and answer; narrowed to a task, those it lets through.

    Raises:
        DoorShut: nothing of the deal may be read.
    """
    deals = scoping.mine(request)
    deal = scoping.chosen(request, deals)
    if deal is None:
        return page(request, "console/customers.html", TITLE, {"deal": None})
    with sharing():
        told = _listed(request, deals, deal)
    return page(request, "console/customers.html", TITLE, told)


def _listed(request: PageRequest, deals: Sequence[Deal], deal: Deal) -> dict[str, Any]:
    """
    Raises:
        DoorShut
    """
    ref = Ref(deal.ref)
    brought = registry.columns(ref, accounts.roles(request.who(), request.at, ref))
    mine = reading(request, ref)
    wanted = _wanted(request, mine, brought)
    every = customer_lists.listed(
        deal=ref,
        actor=request.who(),
        at=request.at,
        states=[State(wanted["state"])] if wanted["state"] else [],
        kind=Kind(wanted["kind"]) if wanted["kind"] else None,
    )
    found = _narrowed(request, every, brought, wanted)
    if (after := tables.place(request)) is not None:
        found = found.filter(id__gt=after)
    # Who works through a list for a task opens each: there is no decoy in one.
    beside = {} if wanted["task"] else decoys.beside(request, ref)
    rows = found.values_list(*_Listed._fields)[: tables.PAGE + 1]
    return {
        "deal": deal,
        "choices": _choices(request, deals, mine, brought, {**wanted, "deal": deal.ref}),
        "table": replace(
            _table(request, [_Listed(*row) for row in rows], brought, beside),
            files=file_links.of_list(request, "customers", deal.ref),
        ),
        "search": search_form(request, mine),
        "task": next((one for one in mine if one.ref == wanted["task"]), None),
    }


def reading(request: PageRequest, deal: Ref) -> list[Task]:
    """The open tasks of this person in the deal that are for reading."""
    return [
        one
        for one in tasks.open_for(request.who(), request.at)
        if one.deal == deal and {Act.LIST, Act.REVEAL} & set(one.acts)
    ]


def _wanted(
    request: PageRequest, mine: Sequence[Task], brought: Sequence[SubjectColumn]
) -> dict[str, str]:
    allowed = {
        "state": [one.value for one in State],
        "kind": [one.value for one in Kind],
        "flag": list(exported.FLAGS),
        **{one.key: list(one.options) for one in brought},
        "task": [one.ref for one in mine],
    }
    return {name: tables.chosen(request, name, words) for name, words in allowed.items()}


def _narrowed(
    request: PageRequest,
    found: QuerySet[Subject],
    brought: Sequence[SubjectColumn],
    wanted: Mapping[str, str],
) -> QuerySet[Subject]:
    found = exported.narrowed(found, wanted, brought)
    if wanted["task"]:
        found = exported.let_through(Ref(wanted["task"]), request.who(), found, request.at)
    return found


def _table(
    request: PageRequest,
    some: Sequence[_Listed],
    brought: Sequence[SubjectColumn],
    beside: Mapping[Ref, Ref],
) -> Table:
    """A decoy looks like the customer before it, so filters and columns tell nothing of it."""
    rows = some[: tables.PAGE]
    people = [Ref(one.ref) for one in rows]
    filled = [one.cells(people) for one in brought]
    shown = [
        (ref, one) for one in rows for ref in (one.ref, beside.get(Ref(one.ref))) if ref is not None
    ]
    lang, stem = request.lang, reverse("customers")
    return Table(
        (*_COLUMNS, *(Column(one.name) for one in brought)),
        [
            (
                Cell(ref, f"{stem}/{ref}"),
                *_words(exported.words(one, lang)),
                *(_said(request, cells.get(Ref(one.ref))) for cells in filled),
            )
            for ref, one in shown
        ],
        TITLE,
        (
            "没有这样的人。换个条件，或先接收目标公司的文件。",
            "Nobody fits. Choose otherwise, or take in the target's files first.",
        ),
        after=rows[-1].id if len(some) > tables.PAGE else None,
    )


def _words(told: tuple[str, str, str, list[str]]) -> tuple[Any, ...]:
    """A table shows where there is no flag."""
    *words, flags = told
    return (*words, flags or None)


def _said(request: PageRequest, words: Both | None) -> str | None:
    return request.say(words) if words else None


def flags(request: PageRequest, one: Subject | _Listed) -> list[str]:
    return [request.say(words) for name, words in exported.FLAGS.items() if getattr(one, name)]


def _choices(
    request: PageRequest,
    deals: Sequence[Deal],
    mine: Sequence[Task],
    brought: Sequence[SubjectColumn],
    chosen: Mapping[str, str],
) -> list[tables.Choice]:
    lang = request.lang
    every = ("", request.say(_ALL))
    lists: tuple[tuple[str, Both, list[tuple[str, str]]], ...] = (
        ("deal", ("转让", "Deal"), [(d.ref, d.number) for d in deals]),
        (
            "task",
            ("任务", "Task"),
            [
                ("", request.say(_NO_TASK)),
                *((one.ref, choices.purpose_of(request, one)) for one in mine),
            ],
        ),
        ("state", ("状态", "State"), [every, *((s.value, names.of(s, lang)) for s in State)]),
        (
            "kind",
            ("类别", "Kind"),
            [every, *((k.value, names.of(k, lang)) for k in Kind if k is not Kind.PARTY)],
        ),
        (
            "flag",
            ("标记", "Flag"),
            [every, *((f, say(w, lang)) for f, w in exported.FLAGS.items())],
        ),
        *(
            (one.key, one.name, [every, *((key, say(w, lang)) for key, w in one.options.items())])
            for one in brought
        ),
    )
    return [
        tables.Choice(name, request.say(label), options, chosen[name])
        for name, label, options in lists
    ]


def search_form(request: PageRequest, mine: Sequence[Task]) -> dict[str, Any]:
    """Fields that have an index, and tasks that may list by them."""
    indexed = {rule.code: rule for rule in decisions.register().values() if rule.is_indexed}
    may = [one for one in mine if Act.LIST in one.acts and set(one.fields) & indexed.keys()]
    return {
        "fields": [(code, say((rule.zh, rule.en), request.lang)) for code, rule in indexed.items()],
        "tasks": _named(request, may),
    }


def _named(request: PageRequest, some: Sequence[Task]) -> list[tuple[str, str]]:
    return [(one.ref, choices.purpose_of(request, one)) for one in some]


@open_to(Who.STAFF)
@require_POST
def search(request: PageRequest) -> HttpResponse:
    """Find people by a whole number.  It comes in the body, and is written nowhere.

    The blind index gives candidates; each is opened through the gate, as one act in the ledger,
    and stays only where the value is the one searched for.  A minor's record is not opened for
    that: who might be the one stays, by reference alone.
    """
    deal = scoping.chosen(request)
    told: dict[str, Any] = {"deal": deal, "hits": [], "refused": None}
    if deal is not None:
        mine = reading(request, Ref(deal.ref))
        told["search"] = search_form(request, mine)
        try:
            told["hits"] = [
                (hit, reverse("customer", kwargs={"subject": hit}))
                for hit in _hits(request, Ref(deal.ref), mine)
            ]
        except DomainError as refused:
            told["refused"] = request.tell(refused)
    status = 403 if told["refused"] else 200
    return page(request, "console/customer_hits.html", ("查找客户", "Find"), told, status=status)


def _hits(request: PageRequest, deal: Ref, mine: Sequence[Task]) -> list[Ref]:
    """
    Raises:
        GateClosed: with every reason.
        NoSuchTask: the task is none of this person's.
    """
    field, value = request.POST.get("field", ""), request.POST.get("value", "").strip()
    task = next((one.ref for one in mine if one.ref == request.POST.get("task", "")), None)
    if task is None:
        raise NoSuchTask
    asked = question(
        actor=request.who(), act=Act.LIST, task=Ref(task), at=request.at, fields={field}
    )
    may = searches.enter(asked, field, value)
    if not may.let:
        return [*may.minors]
    opened, _ = disclosure.open_many(asked, may.let)
    wanted = normalise(value)
    found = (ref for ref, values in opened if normalise(values.get(field, "")) == wanted)
    return [*found, *may.minors]
