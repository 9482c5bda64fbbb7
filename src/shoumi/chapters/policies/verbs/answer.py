"""What the API answers of the policy; loaded when the API opens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.policies.rules import Item, State
from shoumi.core.terms import Role


class PolicyLine(Schema):
    """One version of the policy.

    ``approved_as``      the roles that said yes, each by another person
    ``items``            what the text states
    ``register_sha256``  of the field register, fetched as a file on its page
    ``position``         of the entry with which it came into force
    """

    ref: str
    number: int
    state: Annotated[State, WithJsonSchema(words_of(State))]
    approved_as: list[Role]
    items: list[Annotated[Item, WithJsonSchema(words_of(Item))]]
    register_sha256: str
    drafted_at: datetime
    published_at: datetime | None
    position: int | None
