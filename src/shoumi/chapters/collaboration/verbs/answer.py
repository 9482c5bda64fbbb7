"""What the API answers of chapter 11; loaded when the API opens."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.collaboration.rules.robots import Vendor
from shoumi.chapters.collaboration.rules.threads import On
from shoumi.chapters.collaboration.rules.words import Why
from shoumi.core.terms import Purpose, Role


class SharedTaskLine(Schema):
    """One shared task; ``grant`` is the task of the gate by which its people see something."""

    ref: str
    number: int
    title: str
    purpose: Annotated[Purpose, WithJsonSchema(words_of(Purpose))]
    deal: str
    departments: list[Annotated[Role, WithJsonSchema(words_of(Role))]]
    accountable: str
    workers: list[str]
    opened_at: datetime
    expires_at: datetime
    closed_at: datetime | None
    end: str
    grant: str


class ChapterDutyLine(Schema):
    """Who answers for one chapter, and which roles work on it, are asked, are told."""

    ref: str
    number: int
    accountable: str
    responsible: list[Annotated[Role, WithJsonSchema(words_of(Role))]]
    consulted: list[Annotated[Role, WithJsonSchema(words_of(Role))]]
    informed: list[Annotated[Role, WithJsonSchema(words_of(Role))]]
    assigned_at: datetime


class ThreadLine(Schema):
    """One thread; of a shared task those on it take part, and ``members`` is empty."""

    ref: str
    number: int
    kind: Annotated[On, WithJsonSchema(words_of(On))]
    about: str
    deal: str
    topic: str
    members: list[str]
    opened_at: datetime
    closed_at: datetime | None


class MessageLine(Schema):
    """One message without its text, which stands on the page of its thread alone."""

    ref: str
    thread: str
    place: int
    author: str
    said_at: datetime
    mentions: list[str]
    customers: list[str]
    files: int
    removed_at: datetime | None


class AbsenceLine(Schema):
    """One absence; ``returned_at`` where somebody was back earlier."""

    ref: str
    person: str
    deputy: str
    since: datetime
    until: datetime
    returned_at: datetime | None


class InterestLine(Schema):
    """An interest of somebody in a deal."""

    ref: str
    person: str
    deal: str
    why: Annotated[Why, WithJsonSchema(words_of(Why))]
    declared_at: datetime
    cleared_at: datetime | None


class ConnectorLine(Schema):
    """A robot in the group of a department; its address is told to nobody."""

    ref: str
    number: int
    vendor: Annotated[Vendor, WithJsonSchema(words_of(Vendor))]
    department: Annotated[Role, WithJsonSchema(words_of(Role))]
    made_at: datetime
    ended_at: datetime | None
