"""Customers over the API: references and states of a deal's people; values through the gate."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Field, Query, Router, Schema
from pydantic import WithJsonSchema

from shoumi.base import clock
from shoumi.base.api import paging
from shoumi.base.api.fields import FieldCode, RefText, Strict, words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts, reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.gate import disclosure
from shoumi.base.gate.tasks import question
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.base.subjects import customer_lists
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis
from shoumi.doors.verbs.tasks import task_seen

router = Router(tags=["customers"])
PersonState = Annotated[State, WithJsonSchema(words_of(State))]
PersonKind = Annotated[Kind, WithJsonSchema(words_of(Kind))]


class CustomerLine(Schema):
    """A person of a deal.  No value of anybody is here.

    ``is_minor``  each look at the record takes a second person's yes; null: not known yet, so it
                  counts as true
    """

    ref: str
    deal: str
    dataset: str
    kind: PersonKind
    basis: LegalBasis
    state: PersonState
    has_bank_account: bool
    has_id_image: bool
    is_key_contract: bool
    is_marketing_off: bool
    is_minor: bool | None
    retention_until: date | None
    destroyed_at: datetime | None


class CustomersWanted(Paging):
    state: PersonState | None = None
    kind: PersonKind | None = None


class RevealGiven(Strict):
    """``task``  an open one of the caller: purpose and deal are the task's"""

    task: RefText
    fields: list[FieldCode] = Field(min_length=1, max_length=50)


class Revealed(Schema):
    """Values by field code, of the fields the person has.  Kept nowhere on the way; the entry of
    the ledger was there first."""

    ref: str
    values: dict[str, str]


@router.get("/deals/{deal}/customers", **reads(Page[CustomerLine]))
@needs(Scope.CUSTOMERS_READ)
def customers(request: PageRequest, deal: str, wanted: Query[CustomersWanted]) -> dict[str, Any]:
    """The people of a deal in the order they came; refused while nothing of it may be read, with
    the ``demands`` that shut it."""
    found = customer_lists.listed(
        deal=seen(request, deal),
        actor=request.who(),
        at=clock.now(),
        states=[wanted.state] if wanted.state else [],
        kind=wanted.kind,
    )
    begin = paging.after(request, wanted, 0)
    found = found.filter(id__gt=begin).order_by("id")[: wanted.limit + 1]
    return paging.page(request, wanted, found, _line, lambda one: int(one.pk))


@router.get("/customers/{subject}", **reads(CustomerLine))
@needs(Scope.CUSTOMERS_READ)
def customer(request: PageRequest, subject: str) -> dict[str, Any]:
    """One person."""
    return _line(scoping.own(request, Subject, subject))


@router.post("/customers/{subject}/reveal", **acts(Revealed))
@needs(Scope.CUSTOMERS_REVEAL, is_kept=False)
def reveal(request: PageRequest, subject: str, given: RevealGiven) -> dict[str, Any]:
    """See values, through the gate; refused, ``reasons`` name every rule with its mend.  The
    answer is kept nowhere, so a retry reveals anew and leaves an entry of its own."""
    row = scoping.own(request, Subject, subject)
    task = task_seen(request, given.task)
    asked = question(
        actor=request.who(),
        act=Act.REVEAL,
        task=Ref(task.ref),
        at=clock.now(),
        subject=Ref(row.ref),
        fields=given.fields,
    )
    return {"ref": row.ref, "values": disclosure.open_asked(asked)}


def _line(one: Subject) -> dict[str, Any]:
    return {name: getattr(one, name) for name in CustomerLine.model_fields}
