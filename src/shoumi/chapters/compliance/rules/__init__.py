"""Chapter 7 in plain functions: the impact assessment.

Sources: PIPL 55, 56; GB/T 39335 (matrix); Order 25, Annex 2 (form of small handlers); handbook 7.3.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from shoumi.core import risk
from shoumi.core.fields import FieldRegister, FieldRule
from shoumi.core.terms import Purpose, RiskGrade, Role


class TokenScope(StrEnum):
    """What a program's token may be for.  Stored values."""

    READ = "assessments:read"
    WRITE = "assessments:write"
    APPROVE = "assessments:approve"


class State(StrEnum):
    """Stored values: changing one needs a migration."""

    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    STALE = "STALE"


class Phase(StrEnum):
    """Where an assessment stands at a moment: twelve months end by themselves, and facts change."""

    DRAFT = "DRAFT"
    IN_FORCE = "IN_FORCE"
    LAPSED = "LAPSED"  # its twelve months are over
    STALE = "STALE"  # its facts have changed


class Scope(StrEnum):
    """What is assessed.  Stored values."""

    DUE_DILIGENCE = "DUE_DILIGENCE"  # rooms of level L2 and L3, the sending vendor
    TRANSFER = "TRANSFER"  # campaign, provision to the recipient, handover


# Which assessment a purpose rests on.
SCOPE_OF = {
    Purpose.DUE_DILIGENCE: Scope.DUE_DILIGENCE,
    Purpose.NOTICE: Scope.TRANSFER,
    Purpose.HANDOVER: Scope.TRANSFER,
}
# Which one the gate asks for.  Rows of an import that go out to be mended are no work that is
# assessed by itself, and leave the house all the same.
ASKED_OF = {**SCOPE_OF, Purpose.INVENTORY: Scope.DUE_DILIGENCE}


class Changed(StrEnum):
    """Which fact is another than when an assessment was signed: codes of reasons."""

    FIELDS = "pipia.fields_changed"
    RECIPIENTS = "pipia.recipients_changed"
    PEOPLE = "pipia.people_grew"


def registered(scope: Scope, register: FieldRegister) -> dict[str, FieldRule]:
    """The fields that what is assessed may read."""
    purposes = {purpose for purpose, about in SCOPE_OF.items() if about is scope}
    return {code: rule for code, rule in register.items() if rule.purposes & purposes}


class Hazard(StrEnum):
    """What may go wrong.  Stored values."""

    REIDENTIFICATION = "reidentification"
    SENSITIVE_FIELDS = "sensitive_fields"
    CHILDREN = "children"
    PURPOSE_DRIFT = "purpose_drift"
    VENDOR_LEAK = "vendor_leak"
    RECIPIENT_SECURITY = "recipient_security"


class Measure(StrEnum):
    """What is done about it.  Stored values."""

    PSEUDONYMS_K5 = "pseudonyms_k5"
    FIELDS_LEFT_OUT = "fields_left_out"
    GUARDIAN_LANE = "guardian_lane"
    PURPOSE_BOUND = "purpose_bound"
    VENDOR_DPA = "vendor_dpa"
    SEALED_PACKAGE = "sealed_package"


@dataclass(frozen=True, slots=True)
class Step:
    """A measure in somebody's own words.

    ``owner``  the role that answers for it; ``due`` the day it is done by, where one is set
    """

    text: str
    owner: Role | None = None
    due: date | None = None
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Risk:
    """One hazard: impact and likelihood before any measure, then with the measures.

    ``text``, ``source`` and the reasons are the assessors' own words; empty where nobody wrote any
    """

    hazard: Hazard
    impact: risk.Impact
    likelihood: risk.Likelihood
    measures: tuple[Measure, ...] = ()
    residual_impact: risk.Impact | None = None
    residual_likelihood: risk.Likelihood | None = None
    text: str = ""
    source: str = ""
    impact_reason: str = ""
    likelihood_reason: str = ""
    residual_reason: str = ""
    steps: tuple[Step, ...] = ()

    @property
    def grade(self) -> RiskGrade:
        return risk.grade(self.impact, self.likelihood)

    @property
    def residual(self) -> RiskGrade:
        """Without a measure nothing gets smaller, whatever is written down."""
        return risk.grade(*self.left)

    @property
    def left(self) -> tuple[risk.Impact, risk.Likelihood]:
        """Impact and likelihood that are left with the measures."""
        if not self.measures and not self.steps:
            return self.impact, self.likelihood
        return self.residual_impact or self.impact, self.residual_likelihood or self.likelihood


def phase(state: State, until: datetime | None, at: datetime, changed: str | None = None) -> Phase:
    """``changed``  what is another than when it was signed, if anything"""
    if state is not State.APPROVED:
        return Phase(state.value)
    if until is None or at >= until:
        return Phase.LAPSED
    return Phase.STALE if changed else Phase.IN_FORCE


def keeps(before: Sequence[Mapping[str, object]], after: Sequence[Risk]) -> bool:
    """Measures make what is left smaller, never the risk itself: each risk once written down
    (``before``, as stored) is there again with its impact and likelihood."""
    return {_named(**risk) for risk in before} <= {_named(**asdict(risk)) for risk in after}


def _named(hazard: object, impact: object, likelihood: object, **_: object) -> tuple[str, ...]:
    return str(hazard), str(impact), str(likelihood)


def keeping_words(before: Sequence[Mapping[str, Any]], after: Sequence[Risk]) -> list[Risk]:
    """``after`` with what was written of each risk before, where it says nothing itself: measures
    may be named by who knows none of the words."""
    known = list(map(stored, before))
    return [_keeping(each, known) for each in after]


def _keeping(told: Risk, known: list[Risk]) -> Risk:
    point = (told.hazard, told.impact, told.likelihood)
    old = next((one for one in known if (one.hazard, one.impact, one.likelihood) == point), None)
    if old is None:
        return told
    known.remove(old)
    words = {name: getattr(told, name) or getattr(old, name) for name in (*WORDS, "steps")}
    return replace(told, **words)


# Words of a risk.  A row without any has none of them, as rows of earlier versions.
WORDS = ("text", "source", "impact_reason", "likelihood_reason", "residual_reason")


def stored(risk_row: Mapping[str, Any]) -> Risk:
    """A risk as the table keeps it."""
    after_impact, after_likelihood = risk_row["residual_impact"], risk_row["residual_likelihood"]
    return Risk(
        Hazard(risk_row["hazard"]),
        risk.Impact(risk_row["impact"]),
        risk.Likelihood(risk_row["likelihood"]),
        tuple(map(Measure, risk_row["measures"])),
        risk.Impact(after_impact) if after_impact else None,
        risk.Likelihood(after_likelihood) if after_likelihood else None,
        **{name: risk_row.get(name, "") for name in WORDS},
        steps=tuple(map(_step, risk_row.get("steps", ()))),
    )


def _step(told: Mapping[str, Any]) -> Step:
    return Step(
        told["text"],
        Role(told["owner"]) if told["owner"] else None,
        date.fromisoformat(told["due"]) if told["due"] else None,
        told["is_done"],
    )


def row(told: Risk) -> dict[str, Any]:
    """The same as JSON."""
    found = asdict(told)
    found["measures"] = list(told.measures)
    for name in WORDS:
        if not found[name]:
            del found[name]
    del found["steps"]
    if told.steps:
        found["steps"] = [
            {**asdict(one), "due": one.due.isoformat() if one.due else None} for one in told.steps
        ]
    return found


def covered(scope: Scope, register: FieldRegister) -> str:
    """The digest of the registered fields that what is assessed may read: which they are, how
    delicate, on what basis and for which purposes."""
    purposes = {purpose for purpose, about in SCOPE_OF.items() if about is scope}
    rows = [
        [code, rule.grade, rule.basis, sorted(rule.purposes), rule.is_sensitive]
        for code, rule in sorted(register.items())
        if rule.purposes & purposes
    ]
    return facts_digest({"fields": rows}).hex()


def facts_digest(facts: Mapping[str, object]) -> bytes:
    """What the assessment was made about (32 bytes); other facts make it stale."""
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()
