"""Each year somebody looks at each field, or nothing of it is stored or used any more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base import registry
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.subjects.models import Kind
from shoumi.base.subjects.services import FieldUnused, NewSubject, store
from shoumi.base.tests.open_doors import open_doors
from shoumi.chapters.policies import rules
from shoumi.chapters.policies.chapter import card
from shoumi.chapters.policies.field_models import FieldReview
from shoumi.chapters.policies.queries import register_use
from shoumi.chapters.policies.rules.field_reviews import Look, Recipient, standing
from shoumi.chapters.policies.rules.group import Answer
from shoumi.chapters.policies.services import errors, field_reviews
from shoumi.chapters.policies.tests.office import NARROW
from shoumi.core.gate import Act, Fact, Question
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, LegalBasis, Purpose

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

YEAR = timedelta(days=365)
LAST = AT + YEAR - timedelta(seconds=1)


def asked(at):
    args = (Ref("person-x"), Act.REVEAL, Ref("task-x"), Purpose.SERVICE, Ref("deal-x"), at)
    return Question(*args)


def served(at):
    return register_use.facts(asked(at))[Fact.FIELDS_REGISTERED]


def why(at=AT):
    held = card.checks["1.2"](at)
    return held.state, held.reason


def look(office, *, fields=("name",), necessary=True, at=AT, who=None, given=(Recipient.VENDOR,)):
    return field_reviews.review(
        fields=fields,
        recipients=given,
        is_necessary=necessary,
        why="合同履行要用",
        actor=who or office.dora,
        at=at,
    )


def keep(at):
    store(
        deal=Ref("deal-x"),
        dataset=Ref("set-x"),
        people=[NewSubject(Kind.INDIVIDUAL, LegalBasis.CONTRACT, {"name": "虚构甲"})],
        actor=Ref("person-x"),
        at=at,
    )


def adopted(office, register=NARROW):
    """A version that the group decided on."""
    members = office.group()
    version = office.approved(register=register)
    office.meeting(version, dict.fromkeys(members, Answer.YES))
    office.publish(version)


@pytest.mark.both
def test_a_field_that_nobody_looked_at_for_a_year_is_neither_used_nor_stored(office, monkeypatch):
    open_doors(monkeypatch)
    adopted(office)
    assert served(LAST) == {"name"}
    assert served(AT + YEAR) == frozenset()
    assert registry.unused_fields(AT + YEAR) == {"name"}
    with pytest.raises(FieldUnused):
        keep(AT + YEAR)
    look(office, at=AT + YEAR)
    assert served(AT + YEAR) == {"name"}
    keep(AT + YEAR)


def test_the_end_of_a_field_is_told_beforehand_so_that_nobody_remembers_it_for_longer(office):
    adopted(office)
    assert register_use.edges(asked(AT)) == (AT + YEAR,)
    assert card.checks["1.2"](AT).turns == AT + YEAR
    assert why(AT + YEAR) == (ControlState.PARTIAL, "policy.fields_unused")


def test_a_field_that_is_not_necessary_is_out_of_use_at_once(office):
    adopted(office)
    look(office, necessary=False)
    assert served(AT) == frozenset()
    assert why() == (ControlState.PARTIAL, "policy.fields_unused")
    look(office)
    assert served(AT) == {"name"}


def test_1_2_passes_once_each_field_was_looked_at(office):
    adopted(office)
    assert why() == (ControlState.PARTIAL, "policy.fields_not_looked_at")
    look(office)
    assert why() == (ControlState.PASS, "")
    assert registry.partial("1.2") == ""


def test_a_version_of_before_goes_on_until_somebody_looked_for_the_first_time(office):
    office.published(register=NARROW)
    assert served(AT + 3 * YEAR) == {"name"}
    assert why(AT + 3 * YEAR) == (ControlState.PARTIAL, "policy.fields_not_looked_at")
    look(office)
    assert served(LAST) == {"name"}
    assert served(AT + YEAR) == frozenset()


def test_another_rule_is_another_field(office):
    office.published(register=NARROW)
    look(office, necessary=False)
    office.published(register=NARROW.replace("30", "60"))
    assert served(AT) == {"name"}


def test_who_decided_on_a_version_has_looked_at_its_fields():
    found = Look(AT, False, [Recipient.NOBODY])
    assert not standing(None, found).is_used(AT)
    assert standing(AT + YEAR, found).is_used(AT + YEAR)
    assert standing(None, None).until is None


def test_a_look_names_fields_of_the_register_and_who_gets_them(office):
    office.published(register=NARROW)
    with pytest.raises(errors.FieldUnknown):
        look(office, fields=("mobile",))
    with pytest.raises(errors.FieldUnknown):
        look(office, fields=())
    for given in ((), (Recipient.NOBODY, Recipient.BANK)):
        with pytest.raises(errors.RecipientsMissing):
            look(office, given=given)
    with pytest.raises(NotPermitted):
        look(office, who=office.head)
    assert not FieldReview.objects.exists()


@pytest.mark.parametrize("how", ["edited", "deleted"])
def test_a_look_that_was_edited_lets_no_field_be_used(office, how):
    office.published(register=NARROW)
    look(office, necessary=False)
    found = FieldReview.objects.all()
    assert found.delete() if how == "deleted" else found.update(is_necessary=True)
    assert served(AT) == frozenset()
    assert why() == (ControlState.FAIL, "row.not_authentic")


def test_the_built_in_register_is_looked_at_whole(office):
    office.published()
    look(office, fields=tuple(rules.read_register(rules.built_in_register())))
    assert why() == (ControlState.PASS, "")
