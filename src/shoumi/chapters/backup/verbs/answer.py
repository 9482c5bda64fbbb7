"""What the API answers of backups; loaded when the API opens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.base.copies.places import Kind
from shoumi.chapters.backup.rules import Lack, Medium


class BackupTarget(Schema):
    """One place; its copies count where nothing is lacking."""

    ref: str
    name: str
    kind: Annotated[Kind, WithJsonSchema(words_of(Kind))]
    medium: Annotated[Medium, WithJsonSchema(words_of(Medium))]
    number: int | None
    copied_at: datetime | None
    verified_at: datetime | None
    lacks: list[Annotated[Lack, WithJsonSchema(words_of(Lack))]]
    failure: str


class BackupStatus(Schema):
    """``loss_seconds`` since the newest value that was read back out of a copy; null: none was."""

    targets: list[BackupTarget]
    loss_seconds: int | None
