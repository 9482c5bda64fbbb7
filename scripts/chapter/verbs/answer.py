"""What the API answers of an item; loaded when the API opens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.chapter_slug.rules import State, Topic


class ChapterNameLine(Schema):
    """One item; ``state`` does not tell that it is overdue, ``due`` does."""

    ref: str
    subject: str
    topic: Annotated[Topic, WithJsonSchema(words_of(Topic))]
    state: Annotated[State, WithJsonSchema(words_of(State))]
    due: datetime
    position: int
