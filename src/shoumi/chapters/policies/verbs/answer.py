"""What the API answers of the policy; loaded when the API opens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.policies.rules import Item, State
from shoumi.core.terms import HandlerTier, Role


class PassageLine(Schema):
    """One passage of the text."""

    code: str
    title_zh: str
    title_en: str
    zh: str
    en: str
    items: list[Annotated[Item, WithJsonSchema(words_of(Item))]]


class PolicyLine(Schema):
    """One version of the policy.

    ``approved_as``      the roles that said yes, each by another person
    ``items``            what the text has to state, besides what its size asks for
    ``tier``             the size of the handler; null in versions older than texts
    ``text_sha256``      over size, items, handler, text and register: what is approved
    ``register_sha256``  of the field register, fetched as a file on its page
    ``position``         of the entry with which it came into force
    """

    ref: str
    number: int
    state: Annotated[State, WithJsonSchema(words_of(State))]
    approved_as: list[Role]
    items: list[Annotated[Item, WithJsonSchema(words_of(Item))]]
    tier: Annotated[HandlerTier, WithJsonSchema(words_of(HandlerTier))] | None
    text_sha256: str | None
    register_sha256: str
    drafted_at: datetime
    published_at: datetime | None
    position: int | None


class PolicyWhole(PolicyLine):
    """A version with what it says.

    ``handler``   what is printed of the handler, by fact
    ``passages``  the text in both languages, Markdown, each with the items it says
    """

    handler: dict[str, str]
    passages: list[PassageLine]
