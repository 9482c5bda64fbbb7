"""What the API answers, as values.  Closed words are text, so that a word added later is no error.

A test compares every class with the description of the API.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from shoumi.client.approvals import Approval, Emergency, Rotation, Rotations, WholeApproval
from shoumi.client.campaigns import Answer, Campaign, Counts, Notice, WholeCampaign
from shoumi.client.refusals import Reason

__all__ = [
    "Answer",
    "Approval",
    "Attestation",
    "Campaign",
    "Column",
    "Counts",
    "Customer",
    "DataSet",
    "Deadline",
    "Deal",
    "Duty",
    "Emergency",
    "Entry",
    "Filing",
    "Head",
    "Job",
    "Milestone",
    "Moved",
    "Notice",
    "Order",
    "Package",
    "Party",
    "People",
    "Report",
    "Revealed",
    "Room",
    "Rotation",
    "Rotations",
    "Taken",
    "Task",
    "Trouble",
    "WholeApproval",
    "WholeCampaign",
    "WholeDeal",
]


@dataclass(frozen=True, slots=True)
class Deal:
    """A deal as lists show it.  ``overlay`` is empty, suspended or terminated."""

    created_at: datetime
    number: str
    overlay: str
    ref: str
    target: str
    title: str
    type: str


@dataclass(frozen=True, slots=True)
class Party:
    """A side of a deal; ``uscc`` is empty for a natural person, ``person`` where nobody acts for
    it in the house.
    """

    name: str
    person: str
    ref: str
    role: str
    uscc: str


@dataclass(frozen=True, slots=True)
class DataSet:
    """A set of data, and what the law asks for before it reaches its recipient, as of now.

    ``differs``  purposes and methods that are new with the recipient
    """

    base: str
    code: str
    consents: tuple[str, ...]
    differs: tuple[str, ...]
    handler: str
    has_children: bool
    has_sensitive: bool
    is_abroad: bool
    is_anonymised: bool
    name: str
    recipient: str
    recipient_kind: str
    ref: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """``until`` is the first moment that is too late."""

    is_late: bool
    is_provisional: bool
    key: str
    met_at: datetime | None
    until: datetime


@dataclass(frozen=True, slots=True)
class People:
    """People"""

    count: int
    state: str


@dataclass(frozen=True, slots=True)
class Filing:
    """A document or an act on file; ``on`` is the day from which periods run.

    ``party``     whom it concerns, where it is one side
    ``document``  under which name it is kept here, if it is
    """

    at: datetime
    document: str
    kind: str
    on: date
    party: str
    position: int
    ref: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Customer:
    """A person of a deal.  No value of anybody is here."""

    basis: str
    dataset: str
    deal: str
    destroyed_at: datetime | None
    has_bank_account: bool
    has_id_image: bool
    is_key_contract: bool
    is_marketing_off: bool
    kind: str
    ref: str
    retention_until: date | None
    state: str


@dataclass(frozen=True, slots=True)
class Revealed:
    """Values by field code, of the fields the person has.  Kept nowhere on the way; the entry of
    the ledger was there first.
    """

    ref: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Task:
    """Why these people may do these acts to these fields, until when."""

    actors: tuple[str, ...]
    acts: tuple[str, ...]
    closed_at: datetime | None
    deal: str
    expires_at: datetime
    fields: tuple[str, ...]
    opened_at: datetime
    purpose: str
    ref: str


@dataclass(frozen=True, slots=True)
class Room:
    """``persons`` may enter until ``closes_at``; ``approvals`` are who said yes."""

    approvals: tuple[str, ...]
    closes_at: datetime | None
    deal: str
    level: str
    opened_at: datetime | None
    persons: tuple[str, ...]
    prepared_at: datetime
    ref: str
    rows: int
    state: str


@dataclass(frozen=True, slots=True)
class Package:
    """``rows`` = ``consented`` − ``withdrawn``, or nothing is sealed."""

    consented: int
    deal: str
    position: int
    received_at: datetime | None
    recipient: str
    ref: str
    released_at: datetime | None
    rows: int
    sealed_at: datetime
    sha256: str
    size_bytes: int
    state: str
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Order:
    """``confirmed``  who witnessed"""

    basis: str
    confirmed: tuple[str, ...]
    count: int
    deal: str
    keys_erased: int
    number: int
    proof_position: int | None
    proposed_at: datetime
    proposer: str
    records_erased: int
    ref: str
    state: str
    verified_at: datetime | None


@dataclass(frozen=True, slots=True)
class Attestation:
    """``evidence``  SHA-256 of what was looked at, in hex"""

    attested_at: datetime
    attested_by: str
    deal: str
    duty: str
    evidence: str
    position: int
    ref: str
    revoked_at: datetime | None
    role: str
    statement: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry.  Of a deal the caller takes no part in there is the leaf and nothing in it.

    ``body``       the canonical bytes the leaf hash commits to, as text
    ``leaf_hash``  SHA-256 of 0x00 and the body, in hex (RFC 6962)
    ``said``       the same in a sentence
    """

    at: datetime | None
    body: str | None
    deal: str
    is_refusal: bool
    leaf_hash: str
    position: int
    said: str
    tag: str
    who: str


@dataclass(frozen=True, slots=True)
class Head:
    """The ledger now: how many entries, and the root over all of them (RFC 6962), in hex."""

    root: str
    size: int


@dataclass(frozen=True, slots=True)
class Duty:
    """A demand.

    ``state``       what is known of it now; ``reason`` the code of what is missing
    ``who``         the role that answers for it
    ``is_checked``  the house checks it itself, so nobody can attest it
    ``closes``      what its lapse shuts
    """

    closes: tuple[str, ...]
    duty: str
    is_checked: bool
    position: int | None
    reason: str
    state: str
    title: str
    until: datetime | None
    who: str


@dataclass(frozen=True, slots=True)
class Job:
    """``failures`` are names of what was raised, never its text.  Times are real ones."""

    attempts: int
    done: int
    enqueued_at: datetime
    failures: tuple[str, ...]
    finished_at: datetime | None
    ref: str
    state: str
    task: str
    total: int


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a milestone stands now, and the entry that says so."""

    position: int
    stage: str
    state: str


@dataclass(frozen=True, slots=True)
class Column:
    """``field`` is empty while nobody said what the column is."""

    field: str
    heading: str
    sheet: str
    why: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """``place``  a file, line or cell, never what stands there"""

    code: str
    mend: str
    place: str
    title: str


@dataclass(frozen=True, slots=True)
class Taken:
    """How many people were stored new or anew, and the entry that says so."""

    dataset: str
    new: int
    position: int
    updated: int


@dataclass(frozen=True, slots=True)
class WholeDeal(Deal):
    """``people``  how many of the deal's people are in which state"""

    datasets: tuple[DataSet, ...]
    deadlines: tuple[Deadline, ...]
    overlay_reason: str
    parties: tuple[Party, ...]
    people: tuple[People, ...]


@dataclass(frozen=True, slots=True)
class Milestone:
    """``lacking``  of an open milestone what it needs to be done, of a waiting one to open"""

    done_at: datetime | None
    lacking: tuple[Reason, ...]
    opened_at: datetime | None
    position: int | None
    reason: str
    stage: str
    state: str
    who: str


@dataclass(frozen=True, slots=True)
class Report:
    """What taking in would do; the first hundred of each kind of trouble."""

    columns: tuple[Column, ...]
    counts: Mapping[str, int]
    errors: tuple[Trouble, ...]
    warnings: tuple[Trouble, ...]
