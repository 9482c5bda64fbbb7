"""A role that reaches personal information is given to who holds the certificates it takes."""

from __future__ import annotations

import pytest

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Ask
from shoumi.base.accounts.rules import Kind
from shoumi.base.attestations.staff_qualification import (
    RoleWithoutCertificate,
    may_be_granted,
)
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.services.errors import NotTheirCourse
from shoumi.chapters.learning.tests.academy import DAY, SECOND, version
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def newcomer(academy, name="吴新来"):
    made = accounts.enrol(name=name, kind=Kind.STAFF, actor=academy.hr, at=academy.at)
    return Ref(made.ref)


def ask(academy, person, role=Role.CON):
    made = accounts.request_grant(person=person, role=role, actor=academy.hr, at=academy.at)
    return Ref(made.ref)


def grant(academy, wish):
    return accounts.grant(ask=wish, actor=academy.head, at=academy.at)


def test_before_the_house_begins_roles_are_given_as_ever(academy):
    academy.course()
    assert grant(academy, ask(academy, newcomer(academy)))


def test_a_newcomer_learns_for_the_role_that_was_asked_for_and_then_gets_it(academy):
    course = academy.begun()
    person = newcomer(academy)
    with pytest.raises(NotTheirCourse):
        academy.read(course, person)
    wish = ask(academy, person)
    with pytest.raises(RoleWithoutCertificate) as refused:
        grant(academy, wish)
    assert refused.value.facts == {"role": Role.CON, "lack": "learning.no_certificate"}
    assert queries.data_roles(person, academy.at) == frozenset()
    academy.certify(course, person)
    assert grant(academy, wish).role == Role.CON
    assert academy.judged(person)[0] is not None


def test_a_certificate_that_ran_out_or_is_of_an_older_policy_brings_no_further_role(academy):
    academy.begun()
    may_be_granted(academy.chen, Role.CS, academy.at)
    with pytest.raises(RoleWithoutCertificate):
        may_be_granted(academy.chen, Role.CS, academy.at + 366 * DAY)
    academy.versions.append(version(SECOND, 2, academy.at))
    with pytest.raises(RoleWithoutCertificate) as refused:
        may_be_granted(academy.chen, Role.CS, academy.at)
    assert refused.value.facts["lack"] == "learning.no_course"


def test_oversight_needs_no_certificate_and_an_empty_seat_is_filled(academy):
    academy.begun()
    assert grant(academy, ask(academy, newcomer(academy, "何监察"), Role.SUP))
    person = newcomer(academy, "郑接任")
    with pytest.raises(RoleWithoutCertificate):
        grant(academy, ask(academy, person, Role.HEAD))


def test_nobody_learns_for_a_role_that_was_put_into_a_request_by_hand(academy):
    course = academy.begun()
    person = newcomer(academy)
    ask(academy, person, Role.SUP)
    Ask.objects.filter(person=person).update(role=Role.CON)
    with pytest.raises(NotTheirCourse):
        academy.read(course, person)
