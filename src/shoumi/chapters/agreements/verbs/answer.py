"""What the API answers of an agreement; loaded when the API opens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.agreements.rules import Kind, State
from shoumi.core.terms import DisclosureLevel


class AgreementLine(Schema):
    """One agreement; ``state`` does not tell that its time is over, ``until`` does.

    ``persons``   who sign it and may enter the rooms, ``signed`` those who have
    ``damages``   in yuan; ``warnings`` what its signers are shown
    ``document``  the paper, fetched on its page
    ``position``  of the entry with which it came into force
    """

    ref: str
    kind: Annotated[Kind, WithJsonSchema(words_of(Kind))]
    state: Annotated[State, WithJsonSchema(words_of(State))]
    persons: list[str]
    signed: list[str]
    levels: list[DisclosureLevel]
    damages: int
    warnings: list[str]
    until: datetime
    document: str
    position: int | None
