"""Who of the staff has accepted the version in force."""

from __future__ import annotations

from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.row_authentication import verification
from shoumi.chapters.policies import queries
from shoumi.chapters.policies.acceptance_models import PolicyAcceptance
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import group
from shoumi.core.refs import Ref


def asked_of_staff() -> PolicyVersion | None:
    """The version in force, where staff are asked to accept it: a group decided on it."""
    found = queries.in_force()
    return found if found is not None and group.decision(found) else None


def has_accepted(version: PolicyVersion, person: Ref) -> bool:
    own = PolicyAcceptance.objects.filter(version=version.ref, person=person)
    return bool(verification.authentic(own))


def counts(version: PolicyVersion) -> tuple[int, int]:
    """How many of the staff have accepted it, and how many there are."""
    staff = Person.objects.filter(kind=Kind.STAFF, is_active=True)
    own = PolicyAcceptance.objects.filter(version=version.ref, person__in=staff.values("ref"))
    return len(verification.authentic(own)), staff.count()
