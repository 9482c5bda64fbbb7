"""Bodies and answers of the API about destruction; loaded when the API opens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field, WithJsonSchema

from shoumi.base.api.fields import RefText, Strict, words_of
from shoumi.chapters.destruction.rules import Basis, Cause
from shoumi.chapters.destruction.rules import State as OrderStates

OrderState = Annotated[OrderStates, WithJsonSchema(words_of(OrderStates))]
_MOST_PEOPLE = 1_000


class OrderLine(Schema):
    """``confirmed``  who witnessed"""

    ref: str
    number: int
    deal: str
    basis: Basis
    state: OrderState
    count: int
    proposer: str
    confirmed: list[str]
    proposed_at: datetime
    verified_at: datetime | None
    keys_erased: int
    records_erased: int
    proof_position: int | None


class ProposeGiven(Strict):
    basis: Basis
    subjects: list[RefText] = Field(min_length=1, max_length=_MOST_PEOPLE)


class HoldLine(Schema):
    """``subject``  the one person it is about; empty: the whole deal"""

    ref: str
    deal: str
    subject: str
    cause: Cause
    placed_at: datetime
    until: date | None
    lifted_at: datetime | None


class RecipientLine(Schema):
    """What a party owes: the certificate that its copies are gone; from ``signer`` on what it said,
    once it has given it."""

    deal: str
    party: str
    due_on: date
    received_at: datetime | None
    document: str
    position: int | None
    signer: str
    items: str
    count: int
    copies: int
    method: str
    destroyed_on: date | None
