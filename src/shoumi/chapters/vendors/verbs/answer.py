"""What the API answers of vendors; loaded when the API opens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.vendors.rules import Service, State
from shoumi.chapters.vendors.rules.agreement import Stage
from shoumi.core.entrustment import Way
from shoumi.core.terms import Purpose


class VendorLine(Schema):
    """One vendor, and what it may get."""

    ref: str
    number: int
    name: str
    service: Annotated[Service, WithJsonSchema(words_of(Service))]
    state: Annotated[State, WithJsonSchema(words_of(State))]
    ways: list[Annotated[Way, WithJsonSchema(words_of(Way))]]
    purposes: list[Annotated[Purpose, WithJsonSchema(words_of(Purpose))]]
    fields: list[str]
    high_risk: bool


class VendorReviewLine(Schema):
    """One questionnaire."""

    ref: str
    vendor: str
    due: date
    answered: int
    points: int | None
    next_due: date | None


class VendorQuestionnaireLine(VendorReviewLine):
    """One that was just sent.  ``link`` is kept nowhere."""

    link: str


class VendorTokenLine(Schema):
    """The token of one way."""

    ref: str
    vendor: str
    way: Annotated[Way, WithJsonSchema(words_of(Way))]


class VendorIncidentLine(Schema):
    """Something that went wrong at a vendor."""

    ref: str
    vendor: str
    settled_at: datetime | None


class VendorReportLinkLine(Schema):
    """A link by which a vendor reports incidents.  ``link`` is kept nowhere."""

    ref: str
    vendor: str
    link: str


class OwnFormLine(Schema):
    """One version of a questionnaire that the house owns; ``places`` by question of ours."""

    ref: str
    name: str
    version: int
    places: dict[str, str]
    columns: dict[str, str]
    ended: bool


class ProcessingLine(Schema):
    """One agreement on entrusted processing."""

    ref: str
    vendor: str
    stage: Annotated[Stage, WithJsonSchema(words_of(Stage))]
    signed: list[str]
    persons: list[str]
    until: datetime
    document: str
