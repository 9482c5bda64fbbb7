"""Demands 1.4, 3.1 and 3.3: what the house itself shows, and what the examination found."""

from __future__ import annotations

from datetime import datetime

from shoumi.base import registry
from shoumi.base.jobs import server_time
from shoumi.base.ledger import reader
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.subjects import examination
from shoumi.base.subjects.events import Tag
from shoumi.base.subjects.models import Examination, Finding, Record
from shoumi.base.vault import queries as vault
from shoumi.core.errors import DomainError
from shoumi.core.fields import FieldRegister
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

# Words in the code of a field that say it is read off the body (PIPL 28, 35273 6.3).
BIOMETRIC = frozenset(
    {"biometric", "face", "facial", "fingerprint", "iris", "voiceprint", "palm", "gait", "gene"}
)


def check_sealed(at: datetime) -> Holding:
    """Demand 1.4: what is stored of people is envelopes and nothing else, biometrics apart."""
    if not Record.objects.exists():
        return Holding(ControlState.NOT_APPLICABLE, reason="subject.none_yet")
    if not are_biometrics_apart(_register()):
        return Holding(ControlState.FAIL, reason="subject.biometrics_not_apart")
    found = _found("1.4")
    if found is not None:
        return found
    last = next(reader.entries(tag=Tag.STORED), None)
    return Holding(ControlState.PASS, position=last.position if last else None)


def check_suites(at: datetime) -> Holding:
    """Demand 3.1: keys of the house and everything stored are of an allowed suite."""
    held = vault.suites_allowed(at)
    return held if not held.holds else _found("3.1") or held


def check_keys(at: datetime) -> Holding:
    """Demand 3.3: the keyring stands apart, and every key in it is wrapped and opens."""
    held = vault.keys_wrapped(at)
    return held if not held.holds else _found("3.3") or held


def are_biometrics_apart(register: FieldRegister) -> bool:
    """Whether no field that is read off the body lies in one compartment with another field."""
    grades = {
        rule.grade for code, rule in register.items() if not BIOMETRIC.isdisjoint(code.split("_"))
    }
    return not any(
        rule.grade in grades and BIOMETRIC.isdisjoint(code.split("_"))
        for code, rule in register.items()
    )


def _register() -> FieldRegister:
    try:
        return registry.field_register()
    except DomainError:
        return {}  # no policy yet: demand 1.2 says so


@shared
def standing() -> Holding | None:
    """What stands against the examination itself; None: its findings are what counts."""
    row = Examination.objects.first()
    if row is None:
        return _stale("subject.never_examined") if Record.objects.exists() else None
    if row.findings != examination.digest() or not verification.is_authentic(row):
        return Holding(ControlState.FAIL, reason="subject.findings_altered", who=Role.SEC)
    if server_time.now() - (row.ended_at or row.since) > examination.WITHIN:
        return _stale("subject.examination_stale")
    return None


def _found(demand: str) -> Holding | None:
    """What the examination says against it; None: nothing."""
    held = standing()
    if held is not None:
        return held
    wrong = _findings().get(demand, [])
    if not wrong:
        return None
    row = Examination.objects.get()
    about = frozenset(Ref(subject) for subject, _ in wrong)
    return Holding(
        ControlState.FAIL,
        reason=wrong[0][1],
        who=Role.SEC,
        # So many are no matter of single records.
        subjects=frozenset() if row.is_crowded else about,
    )


@shared
def _findings() -> dict[str, list[tuple[str, str]]]:
    """Person and reason, by demand."""
    found: dict[str, list[tuple[str, str]]] = {}
    for demand, subject, reason in Finding.objects.values_list("demand", "subject", "reason"):
        found.setdefault(demand, []).append((subject, reason))
    return found


def _stale(reason: str) -> Holding:
    return Holding(ControlState.STALE, reason=reason, who=Role.OPS)
