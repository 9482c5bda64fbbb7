"""What an agreement on entrusted processing says (PIPL 21, 59; NDSR 12; Civil Code 509)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shoumi.core import constants


class Clause(StrEnum):
    """Stored values: changing one needs a migration."""

    PURPOSE = "purpose"
    TERM = "term"
    METHOD = "method"
    CATEGORIES = "categories"
    PROTECTION = "protection"
    RIGHTS_AND_DUTIES = "rights_and_duties"
    INSTRUCTIONS = "instructions"  # nothing beyond what was agreed
    CONFIDENTIALITY = "confidentiality"
    NO_SUB_ENTRUSTING = "no_sub_entrusting"  # without consent
    HELP_WITH_REQUESTS = "help_with_requests"
    INCIDENT_NOTICE = "incident_notice"
    SUPERVISION = "supervision"
    RETURN_OR_DELETE = "return_or_delete"
    LIABILITY = "liability"
    RECORDS = "records"
    CHANGES = "changes"  # are told before they are made


# Without these it does not take effect (handbook 5.2).
MANDATORY = frozenset(Clause)


class Stage(StrEnum):
    """Stored values: changing one needs a migration."""

    DRAFT = "DRAFT"
    SIGNED = "SIGNED"
    WITHDRAWN = "WITHDRAWN"  # taken back before both had signed
    ENDED = "ENDED"  # by one side's word, before its day


@dataclass(frozen=True, slots=True)
class Terms:
    """``purpose``, ``method``, ``protection``: what is written beside these clauses.

    ``help_days``, ``notice_hours``  within which the vendor helps and tells
    """

    clauses: frozenset[Clause]
    purpose: str
    method: str
    protection: str
    fields: tuple[str, ...]
    until: date
    help_days: int
    notice_hours: int


class TermLack(StrEnum):
    """What a draft lacks."""

    CLAUSES = "clauses"
    PURPOSE = "purpose"
    METHOD = "method"
    PROTECTION = "protection"
    FIELDS = "fields"
    TERM = "term"
    HELP = "help_days"
    NOTICE = "notice_hours"


def lacking(terms: Terms, today: date) -> tuple[TermLack, ...]:
    """What keeps a draft from being signed, in the order of the form."""
    found = [
        (not terms.purpose.strip(), TermLack.PURPOSE),
        (not terms.method.strip(), TermLack.METHOD),
        (not terms.fields, TermLack.FIELDS),
        (not terms.protection.strip(), TermLack.PROTECTION),
        (terms.until <= today, TermLack.TERM),
        (
            not 1 <= terms.help_days <= constants.get("contract.vendor_dsr_assist").number,
            TermLack.HELP,
        ),
        (
            not 1 <= terms.notice_hours <= constants.get("contract.vendor_incident_notice").number,
            TermLack.NOTICE,
        ),
        (not terms.clauses >= MANDATORY, TermLack.CLAUSES),
    ]
    return tuple(what for is_so, what in found if is_so)


def is_in_force(stage: Stage, signed_at: datetime | None, until: datetime, at: datetime) -> bool:
    return stage is Stage.SIGNED and signed_at is not None and signed_at <= at < until


def covers(fields: Collection[str], wanted: Collection[str]) -> bool:
    return set(wanted) <= set(fields)
