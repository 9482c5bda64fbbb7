"""Chapter 6 in plain functions.

Sources: PIPL 13-17, 22, 23, 29-31, 47; Network Data Security Regulation 22; handbook 6.1-6.3.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from shoumi.core import receipt_codes
from shoumi.core.fields import FieldRule
from shoumi.core.terms import Instrument, LegalBasis, Role


class Purpose(StrEnum):
    """What is asked for: one purpose, one act.  Stored values."""

    SUCCESSION = "SUCCESSION"  # the business goes on with a successor (Art. 22): a notice
    PROVISION = "PROVISION"  # a copy for another handler (Art. 23)
    NEW_PURPOSE = "NEW_PURPOSE"  # the successor wants to do something else (Art. 22, re-consent)


class Scope(StrEnum):
    """What an access token may be for here.  Stored values."""

    READ = "campaigns:read"
    WRITE = "campaigns:write"


# Who reads what each person answered (1.5): those who ask, record and settle answers, those who
# decide on them, and those who look after that.  Everybody else of the house has the counts.
ANSWER_READERS = frozenset({Role.HEAD, Role.DPO, Role.LEG, Role.CS, Role.CON, Role.SUP, Role.AUD})


def digest_of(code: str) -> str:
    """By which a receipt code is known, however it is written; the code itself only the person
    has."""
    return hashlib.sha256(receipt_codes.canonical(code).encode()).hexdigest()


# With which instruments a purpose may be put to people.  A notice is no consent (PIPL 23).
INSTRUMENTS: Mapping[Purpose, frozenset[Instrument]] = {
    Purpose.SUCCESSION: frozenset({Instrument.ART22_NOTICE, Instrument.CHANGE_NOTICE}),
    Purpose.PROVISION: frozenset({Instrument.ART23_SEPARATE_CONSENT}),
    Purpose.NEW_PURPOSE: frozenset({Instrument.ART22_RECONSENT}),
}


class DeadlineKey(StrEnum):
    """Deadlines this chapter starts.  Stored values."""

    CAMPAIGN_END = "campaign_end"


class DraftState(StrEnum):
    """Of a text that another person is to approve.  Stored values."""

    WAITING = "WAITING"
    APPROVED = "APPROVED"
    RETURNED = "RETURNED"


# The protection officer is one of the two: who approves what the others wrote, or writes it.
WRITERS = (Role.DPO, Role.LEG, Role.CON)
APPROVERS = (Role.DPO, Role.LEG, Role.HEAD)


class CampaignState(StrEnum):
    """Stored values: changing one needs a migration."""

    PREPARED = "PREPARED"
    OPEN = "OPEN"
    CLOSED = "CLOSED"


class Lane(StrEnum):
    """Who answers.  Stored values."""

    SELF = "SELF"
    GUARDIAN = "GUARDIAN"  # PIPL 31: under 14


class Delivery(StrEnum):
    """Stored values: changing one needs a migration."""

    QUEUED = "QUEUED"
    REACHED = "REACHED"
    UNREACHED = "UNREACHED"


class Answer(StrEnum):
    """Stored values: changing one needs a migration."""

    GIVEN = "GIVEN"
    REFUSED = "REFUSED"


class Channel(StrEnum):
    """How an answer came in.  Stored values."""

    PORTAL = "PORTAL"
    PAPER = "PAPER"
    PHONE = "PHONE"
    SIMULATED = "SIMULATED"  # a demo home: nobody was asked


class Outcome(StrEnum):
    """What an objection does; it depends on the basis the record is held under.  Stored values."""

    EXCLUDED = "EXCLUDED"  # treated as a withdrawal: does not move, is destroyed
    MARKETING_OFF = "MARKETING_OFF"  # explained; moves with the contract, no marketing
    SEALED = "SEALED"  # a legal duty keeps it: sealed archive, no other use
    FROZEN = "FROZEN"  # a dispute: nothing until it is decided


# By these a person stays behind.
LEAVING = frozenset({Outcome.EXCLUDED, Outcome.FROZEN})

OUTCOME = {
    LegalBasis.CONSENT: Outcome.EXCLUDED,
    LegalBasis.CONTRACT: Outcome.MARKETING_OFF,
    LegalBasis.HR: Outcome.MARKETING_OFF,
    LegalBasis.LEGAL_DUTY: Outcome.SEALED,
}


def outcome_of(basis: LegalBasis, *, is_child: bool) -> Outcome:
    """Where an objection leads; a child's guardian decides, and by default the child stays out."""
    if is_child:
        return Outcome.EXCLUDED
    return OUTCOME.get(basis, Outcome.FROZEN)


# What a notice must say before it may be approved (PIPL 17, 22, 23, 30, 31).
CONTENTS: Mapping[Instrument, frozenset[str]] = {
    Instrument.CHANGE_NOTICE: frozenset({"event", "effective_on", "controller", "rights"}),
    Instrument.ART22_NOTICE: frozenset(
        {"recipient_name", "recipient_contact", "event", "effective_on", "categories", "rights"}
    ),
    Instrument.ART23_SEPARATE_CONSENT: frozenset(
        {"recipient_name", "recipient_contact", "purpose", "method", "categories", "refusal"}
    ),
    Instrument.ART22_RECONSENT: frozenset(
        {"recipient_name", "recipient_contact", "purpose", "method", "categories", "refusal"}
    ),
}


# In which order a text says things, and what it may say besides: of its instrument or of any.
ORDER = (
    "event", "recipient_name", "recipient_contact", "purpose", "method", "categories",
    "retention", "effective_on", "refusal", "rights", "controller", "controller_contact",
)  # fmt: skip
_BESIDES: Mapping[Instrument, frozenset[str]] = {
    Instrument.CHANGE_NOTICE: frozenset({"purpose", "method", "refusal"}),
    Instrument.ART22_NOTICE: frozenset({"purpose", "method", "refusal"}),
}
_ALWAYS = frozenset({"retention", "rights", "controller", "controller_contact"})


def outline(instrument: Instrument) -> Mapping[str, bool]:
    """What such a text says, in order; True: the law wants it said.  Empty: it has no text."""
    wanted = CONTENTS.get(instrument, frozenset())
    may = wanted | _ALWAYS | _BESIDES.get(instrument, frozenset()) if wanted else wanted
    return {name: name in wanted for name in ORDER if name in may}


def notice_text(contents: Mapping[str, str], categories: Sequence[Mapping[str, Any]] = ()) -> bytes:
    """What a notice is known by: all it says, and which fields its categories cover."""
    told: dict[str, Any] = dict(contents)
    if categories:
        told["covers"] = list(categories)
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def missing(instrument: Instrument, contents: Mapping[str, str]) -> frozenset[str]:
    """What a notice still has to say.  An instrument that has no notice needs all of it."""
    wanted = CONTENTS.get(instrument, frozenset({"instrument"}))
    return frozenset(name for name in wanted if not contents.get(name, "").strip())


def asks_consent(instrument: Instrument) -> bool:
    """A notice informs; these ask."""
    return instrument in (Instrument.ART23_SEPARATE_CONSENT, Instrument.ART22_RECONSENT)


class Part(StrEnum):
    """What of the terms is another than it was.  Stored in the ledger."""

    PURPOSE = "purpose"
    METHOD = "method"
    CATEGORY = "category"
    RECIPIENT = "recipient"
    RETENTION = "retention"
    OTHER = "other"


# Where one of these changes, who agreed is asked again; of the rest people are told (PIPL 14(2),
# 17(2), 22, 23).
ASKED_AGAIN = frozenset(Part) - {Part.OTHER}
_PART_OF_TEXT = {
    "purpose": Part.PURPOSE,
    "method": Part.METHOD,
    "categories": Part.CATEGORY,
    "recipient_name": Part.RECIPIENT,
    "retention": Part.RETENTION,
}


def text_changes(before: Mapping[str, str], after: Mapping[str, str]) -> frozenset[Part]:
    """What differs between two versions of a notice."""
    return frozenset(
        _PART_OF_TEXT.get(name, Part.OTHER)
        for name in before.keys() | after.keys()
        if before.get(name, "").strip() != after.get(name, "").strip()
    )


def field_changes(before: FieldRule | None, after: FieldRule | None) -> frozenset[Part]:
    """What differs between two versions of a registered field; how it is found is no matter."""
    if before is None or after is None:
        return frozenset() if before is after else frozenset({Part.CATEGORY})
    differs = {
        Part.PURPOSE: before.purposes != after.purposes,
        Part.CATEGORY: (before.is_sensitive, before.grade) != (after.is_sensitive, after.grade),
        Part.RETENTION: before.retention_days != after.retention_days,
        Part.OTHER: (before.basis, before.is_necessary) != (after.basis, after.is_necessary),
    }
    return frozenset(part for part, is_so in differs.items() if is_so)


class Ground(NamedTuple):
    """What has to be there for a person before the data may move: one of the two.

    ``is_satisfied`` asks it of one person, ``queries.subject_expressions`` of a query over people,
    and ``receipts.handover`` counts by it.
    """

    answer: Answer | None = None
    delivery: Delivery | None = None


def ground(instrument: Instrument) -> Ground:
    """A withdrawal, and an objection of ``LEAVING``, take it away again."""
    if asks_consent(instrument):
        return Ground(answer=Answer.GIVEN)
    return Ground(delivery=Delivery.REACHED)


def is_satisfied(
    instrument: Instrument, delivery: Delivery | None, answer: Answer | None, *, withdrawn: bool
) -> bool:
    """Is what the law asks for there for this person?  Silence is never consent."""
    wanted = ground(instrument)
    is_there = answer is wanted.answer if wanted.answer else delivery is wanted.delivery
    return is_there and not withdrawn
