"""Chapter 2 in plain functions.  No database, no clock, no framework.

Sources: Civil Code 496, 501, 558, 584, 585; its contract interpretation 64 and 65; Labour Contract
Law 22-25; handbook 2.1-2.3.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shoumi.core import constants
from shoumi.core.calendar import anniversary


class Kind(StrEnum):
    """Stored values: changing one needs a migration."""

    MUTUAL = "MUTUAL"  # between the sides of the deal
    REVIEWER = "REVIEWER"  # advisers and named reviewers
    EMPLOYEE = "EMPLOYEE"


class Scope(StrEnum):
    """What a program's token may be for.  Stored values."""

    READ = "agreements:read"
    WRITE = "agreements:write"
    SIGN = "agreements:sign"


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    DRAFT = "DRAFT"
    SIGNED = "SIGNED"
    BREACHED = "BREACHED"
    REVOKED = "REVOKED"
    WITHDRAWN = "WITHDRAWN"  # taken back before everybody had signed; it never bound anybody


class Phase(StrEnum):
    """Where an agreement stands at a moment: expiry is a date, so a state alone does not tell."""

    WAITING = "WAITING"  # drawn up, not everybody has signed
    IN_FORCE = "IN_FORCE"
    LAPSED = "LAPSED"
    BREACHED = "BREACHED"
    REVOKED = "REVOKED"
    WITHDRAWN = "WITHDRAWN"


class Clause(StrEnum):
    """What an agreement can say.  Stored values."""

    SCOPE = "scope"
    PURPOSE = "purpose"
    DUTIES = "duties"
    PERSONAL_INFORMATION = "personal_information"
    NO_REIDENTIFICATION = "no_reidentification"
    TERM = "term"
    RETURN_OR_DESTROY = "return_or_destroy"
    BREACH_NOTICE = "breach_notice"
    LIABILITY = "liability"
    HIGHLIGHTED_LIMITS = "highlighted_limits"
    SURVIVAL = "survival"
    DISPUTES = "disputes"
    COURT_MAY_NOT_ADJUST = "court_may_not_adjust"


# Without these an agreement does not take effect (handbook 2.1, 2.2).
MANDATORY = frozenset(
    {
        Clause.SCOPE,
        Clause.PURPOSE,
        Clause.DUTIES,
        Clause.PERSONAL_INFORMATION,
        Clause.TERM,
        Clause.RETURN_OR_DESTROY,
        Clause.BREACH_NOTICE,
        Clause.LIABILITY,
        Clause.SURVIVAL,
    }
)


class Caution(StrEnum):
    """What is kept with the draft for the signers to see; it does not stop them."""

    DAMAGES_OVER_RATIO = "damages_over_ratio"
    VOID_CLAUSE = "void_clause"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a draft proposes.  Money in whole yuan."""

    kind: Kind
    clauses: frozenset[Clause]
    damages: int
    estimated_loss: int
    until: date


@dataclass(frozen=True, slots=True)
class Findings:
    missing: frozenset[Clause]
    warnings: tuple[Caution, ...]
    is_employee_with_damages: bool
    is_without_damages: bool
    is_term_too_short: bool
    has_negative_amount: bool


def damages_ceiling(estimated_loss: int) -> int:
    """The most that a court usually leaves standing: 30 % above the loss (interpretation 65)."""
    return int(estimated_loss * constants.get("contract.liquidated_damages_flag").ratio)


def review(terms: Terms, today: date) -> Findings:
    """Hold a draft against the law and the handbook."""
    warnings = []
    if terms.damages > damages_ceiling(terms.estimated_loss):
        warnings.append(Caution.DAMAGES_OVER_RATIO)
    if Clause.COURT_MAY_NOT_ADJUST in terms.clauses:
        warnings.append(Caution.VOID_CLAUSE)  # interpretation 64: no effect
    shortest = anniversary(today, months=constants.get("contract.nda_other_term_min").months)
    return Findings(
        missing=MANDATORY - terms.clauses,
        warnings=tuple(warnings),
        # Labour Contract Law 25: only for a training service period and a non-compete.
        is_employee_with_damages=terms.kind is Kind.EMPLOYEE and terms.damages > 0,
        # Between parties a sum is agreed (handbook 2.3; Civil Code 585).
        is_without_damages=terms.kind is not Kind.EMPLOYEE and terms.damages == 0,
        is_term_too_short=terms.until < shortest,
        has_negative_amount=min(terms.damages, terms.estimated_loss) < 0,
    )


def signers_needed(kind: Kind) -> int:
    """Between the sides of a deal both sign (handbook 2.2)."""
    return 2 if kind is Kind.MUTUAL else 1


def in_force(state: State, signed_at: datetime | None, until: datetime, at: datetime) -> bool:
    return state is State.SIGNED and signed_at is not None and signed_at <= at < until


def phase(state: State, until: datetime, at: datetime) -> Phase:
    match state:
        case State.DRAFT:
            return Phase.WAITING
        case State.SIGNED:
            return Phase.IN_FORCE if at < until else Phase.LAPSED
    return Phase(state.value)


def all_signed(persons: Collection[str], signed: Collection[str]) -> bool:
    return bool(persons) and set(persons) <= set(signed)
