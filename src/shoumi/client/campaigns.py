"""What people are told and asked, as the API answers it; see ``response_types``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """``sha256`` is that of the contents, and stands with every answer to them."""

    approved_at: datetime
    deal: str
    document: str
    instrument: str
    position: int
    ref: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Campaign:
    """One purpose put to all the people of a deal."""

    closed_at: datetime | None
    deal: str
    instrument: str
    opened_at: datetime | None
    position: int
    prepared_at: datetime
    purpose: str
    recipient: str
    ref: str
    state: str
    window_ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One person who was asked or told.

    ``answer``     none while nothing was said
    ``entry``      of the ledger, that commits to the answer; ``row`` which row of it
    ``objection``  what a no to a notice led to
    """

    answer: str | None
    answered_at: datetime | None
    channel: str | None
    delivery: str
    entry: int | None
    lane: str
    objection: str | None
    row: int | None
    subject: str
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Counts:
    """Of those invited: ``unreached`` were not; who is ``silent`` has said no at the end."""

    given: int
    invited: int
    refused: int
    silent: int
    unreached: int
    withdrawn: int


@dataclass(frozen=True, slots=True)
class WholeCampaign(Campaign):
    """With how many were asked, and what they said."""

    counts: Counts
