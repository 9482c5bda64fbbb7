"""Whether somebody of the staff has learned enough to reach personal information (handbook 19.3).

One card knows who passed which course (``registry.qualifications``).  Until it knows anything, the
word is with what is stated of each person.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts import rules
from shoumi.base.attestations import controls, queries
from shoumi.base.registry import Holding, NextLesson, Qualification
from shoumi.core.errors import DomainError, Refused
from shoumi.core.gate.policy import Code
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

TRAINING = "19.3"


class NotQualified(Refused):
    """The actor has no valid certificate for the version in force, or let something lapse.

    Facts: ``lack``, the code of what is missing.
    """

    code = "door.not_qualified"
    keeps = (TRAINING,)


class RoleWithoutCertificate(Refused):
    """Somebody gets a role that reaches personal information once she or he holds the certificates
    that the role takes.

    Facts: ``role``; ``lack``, the code of what is missing.
    """

    code = "door.role_without_certificate"
    keeps = (TRAINING,)


def of(person: Ref, at: datetime) -> Holding:
    """What is known of one person of the staff; with the end of a grace, where there is one."""
    if judged := _judged(person, at):
        return controls.with_grace(TRAINING, judged, at)
    if registry.qualifications() is None and registry.check(TRAINING) is not None:
        return controls.holding(TRAINING, None, at)
    return controls.with_grace(TRAINING, queries.covering(TRAINING, person, at), at)


def _judged(person: Ref, at: datetime) -> Holding | None:
    """As the card says that knows who passed what; None where it leaves the word to statements."""
    known = registry.qualifications()
    return _holding(known.judge(person, at) if known else None)


def _holding(found: Qualification | None) -> Holding | None:
    if found is None:
        return None
    state = ControlState.FAIL if found.until is None else ControlState.PASS
    return Holding(state, until=found.until, reason=found.reason)


def edges(person: Ref, at: datetime) -> Iterator[datetime]:
    """The moments at which ``of`` may say something else because of the time alone."""
    known = registry.qualifications()
    if known is not None:
        yield from known.edges(person)
    elif registry.check(TRAINING) is not None:
        # A live check may look at anything, so its answer is good for this moment alone.
        yield from (at, at + timedelta.resolution)
    made = queries.made(duty=TRAINING).values_list("attested_at", "until", "revoked_at")
    for said in made:
        yield from (moment for moment in said if moment)


def is_asked(at: datetime) -> bool:
    """Whether anybody is judged by what she or he learned, so who reads has to be known."""
    known = registry.qualifications()
    begins = known.begins() if known else None
    return begins is not None and begins <= at


def next_lesson(error: DomainError, person: Ref, at: datetime) -> NextLesson | None:
    """What ``person`` learns to pass where ``error`` refuses for lack of it; None: something else
    refuses, or there is nothing to learn."""
    reasons = error.facts.get("reasons", ())
    is_lack = isinstance(reasons, tuple) and Code.UNTRAINED in reasons
    known = registry.qualifications()
    if known is None or not (is_lack or isinstance(error, NotQualified)):
        return None
    return known.next_lesson(person, at)


def require(actor: Ref, at: datetime) -> None:
    """For an act of the staff that reaches personal information and asks no gate for its actor.

    Whom the card does not judge (an outside party, the system, a house that has no course yet)
    passes: what is stated is asked at the gate.

    Raises:
        NotQualified
    """
    if accounts.is_outside(actor):
        return
    judged = _judged(actor, at)
    if judged is not None and not controls.with_grace(TRAINING, judged, at).passes:
        raise NotQualified(lack=judged.reason)


def may_be_granted(person: Ref, role: Role, at: datetime) -> None:
    """No role that reaches personal information is given to somebody of the house without the
    certificates it takes, once the house asks for any.

    Head and protection officer are let through where nobody holds that role: without them no two
    people are left to give a role or to publish a course.

    Raises:
        RoleWithoutCertificate
    """
    known = registry.qualifications()
    if known is None or role not in rules.DATA_ROLES or accounts.is_outside(person):
        return
    if role in rules.APPROVERS and not accounts.who(role, at):
        return
    judged = _holding(known.for_role(person, role, at))
    if judged is not None and not controls.with_grace(TRAINING, judged, at).passes:
        raise RoleWithoutCertificate(role=role, lack=judged.reason)
