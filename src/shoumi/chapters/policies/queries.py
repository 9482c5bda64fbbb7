"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache, partial

from django.db import connections

from shoumi.base.registry import Holding, RegisterVersion
from shoumi.base.registry.shared_reads import shared
from shoumi.chapters.policies import rules
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.core.fields import FieldRegister
from shoumi.core.gate import Fact, Question
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

# In SQL, because every question to the gate and most pages need it; there is one at most.
_IN_FORCE = "SELECT ref FROM policies_policyversion WHERE state = %s"


@shared
def in_force() -> PolicyVersion | None:
    return PolicyVersion.objects.filter(state=rules.State.PUBLISHED).first()


@lru_cache(maxsize=8)
def _register(ref: str) -> FieldRegister:
    """Of one version; nothing in it changes once it is drawn up."""
    return rules.read_register(
        PolicyVersion.objects.values_list("register", flat=True).get(ref=ref)
    )


@shared
def register() -> FieldRegister:
    """The field register in force; empty without a published version."""
    with connections["default"].cursor() as cursor:
        cursor.execute(_IN_FORCE, (rules.State.PUBLISHED.value,))
        found = cursor.fetchone()
    return _register(found[0]) if found else {}


def versions() -> list[RegisterVersion]:
    """Every version, the oldest first; its register is read only where somebody asks for it."""
    columns = ("ref", "number", "published_at")
    rows = PolicyVersion.objects.order_by("number").values_list(*columns)
    return [
        RegisterVersion(Ref(ref), number, published_at, partial(_register, ref))
        for ref, number, published_at in rows
    ]


def facts(question: Question) -> Mapping[Fact, object]:
    fields = register()
    serving = frozenset(code for code, rule in fields.items() if question.purpose in rule.purposes)
    return {Fact.POLICY_PUBLISHED: bool(fields), Fact.FIELDS_REGISTERED: serving}


def edges(question: Question) -> tuple[datetime, ...]:
    """None: a version is in force until another is published."""
    return ()


def check(at: datetime) -> Holding:
    """Demands 1.1 to 1.3: a version is in force, approved by two, with a complete register."""
    found = in_force()
    if found is None:
        return Holding(ControlState.FAIL, reason="policy.none_in_force")
    if not rules.may_publish(found.approvals):
        return Holding(ControlState.FAIL, reason="policy.not_approved")
    return Holding(ControlState.PASS, position=found.position)


def earlier(version: PolicyVersion) -> PolicyVersion | None:
    """What a version is held against: the one in force when it is a draft, else the one before."""
    if version.state == rules.State.DRAFT:
        return in_force()
    published = PolicyVersion.objects.exclude(published_at=None)
    return published.filter(number__lt=version.number).order_by("-number").first()
