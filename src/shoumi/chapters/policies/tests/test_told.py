"""A purpose that a later version brings is shut for whoever was not told of it (1.3)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.ledger import writer
from shoumi.base.registry import withdrawal
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects.events import Tag as Stored
from shoumi.base.subjects.models import Subject
from shoumi.base.tests import authenticated
from shoumi.chapters.policies import health, services
from shoumi.chapters.policies.chapter import card
from shoumi.chapters.policies.queries import told
from shoumi.chapters.policies.rules.told import ToldBy
from shoumi.chapters.policies.services import telling_errors as no
from shoumi.chapters.policies.services import tellings
from shoumi.chapters.policies.services.errors import NotInForce
from shoumi.chapters.policies.tests.office import NARROW
from shoumi.chapters.policies.told_models import CustomerAnswer, PolicyTelling
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Act, Fact, Question
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis, Purpose, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
DEAL = Ref("deal-a")
DAY = timedelta(days=1)
WIDER = NARROW.replace('["service"]', '["service", "notice"]')
ASKING = WIDER.replace("CONTRACT", "CONSENT")
EVIDENCE = b"%PDF-1.7 sent to each"


class Told:
    """Two data sets: ``old`` was taken in under the first version, ``new`` under the second."""

    def __init__(self, office, second):
        self.office = office
        office.published(register=NARROW)
        self.at = AT + DAY
        self.old = self.stored("dataset-old")
        self.at += DAY
        self.version = self.publish(second)
        self.at += DAY
        self.new = self.stored("dataset-new")

    def publish(self, register):
        version = self.office.draft(register=register, at=self.at)
        for role, actor in ((Role.DPO, self.office.dora), (Role.LEG, self.office.emil)):
            services.approve(version=version, role=role, actor=actor, at=self.at)
        services.publish(version=version, actor=self.office.dora, at=self.at)
        return version

    def stored(self, dataset):
        event = Event(
            Stored.STORED, self.office.dora, Ref(dataset), self.at, {"dataset": Ref(dataset)}
        )
        writer.record(event)
        ref = Ref.new("sub")
        row = Subject.objects.create(
            ref=ref,
            deal=DEAL,
            dataset=dataset,
            kind="INDIVIDUAL",
            basis=LegalBasis.CONTRACT,
            created_at=self.at,
        )
        authenticated.put(row)
        return ref

    def question(self, purpose, *fields):
        task = Ref("task-0000000000000001")
        return Question(
            self.office.dora, Act.REVEAL, task, purpose, DEAL, self.at, None, frozenset(fields)
        )

    def knows(self, purpose, *fields):
        """Who of the two was told: by list, by one each and by SQL alike."""
        question, both = self.question(purpose, *fields), [self.old, self.new]
        each = card.subject_facts(question, both)[Fact.PURPOSE_TOLD]
        by_sql = Subject.objects.annotate(
            told=card.subject_expressions(question)[Fact.PURPOSE_TOLD]
        )
        assert {Ref(one.ref): one.told for one in by_sql} == each
        for one in both:
            asked = Question(
                *(question.actor, question.act, question.task, purpose, DEAL, self.at, one),
                frozenset(fields),
            )
            assert card.facts(asked)[Fact.PURPOSE_TOLD] is each[one]
        return each[self.old], each[self.new]

    def tell(self, **other):
        given = {
            "version": self.version,
            "dataset": Ref("dataset-old"),
            "way": ToldBy.LETTER,
            "told_on": day_in_china(self.at),
            "evidence": EVIDENCE,
            "actor": self.office.dora,
            "at": self.at,
        }
        return tellings.tell(**{**given, **other})

    def confirm(self, made, actor=None):
        return tellings.confirm(telling=Ref(made.ref), actor=actor or self.office.emil, at=self.at)

    def answer(self, subject, *, agrees):
        return tellings.answer(subject=subject, agrees=agrees, at=self.at)


@pytest.fixture
def set_of_old(monkeypatch):
    """The data sets stand in no deal here."""

    class Row:
        deal_id = DEAL

    class Rows:
        def filter(self, ref):
            return self if ref == "dataset-old" else Rows.none()

        @staticmethod
        def none():
            return type("None_", (), {"first": lambda self: None})()

        def first(self):
            return Row()

    monkeypatch.setattr(tellings, "DataSet", type("DataSet", (), {"objects": Rows()}))


def test_a_purpose_of_the_first_version_serves_everybody(office):
    of = Told(office, WIDER)
    assert of.knows(Purpose.SERVICE, "name") == (True, True)
    assert of.knows(Purpose.SERVICE) == (True, True)


def test_a_later_purpose_serves_those_alone_who_were_taken_in_since(office):
    of = Told(office, WIDER)
    assert of.knows(Purpose.NOTICE, "name") == (False, True)
    assert of.knows(Purpose.NOTICE) == (False, True)
    assert card.checks["1.3"](of.at).state.value == "PASS"


def test_whoever_was_told_of_it_is_served_once_another_looked_at_the_evidence(office, set_of_old):
    of = Told(office, WIDER)
    made = of.tell()
    assert of.knows(Purpose.NOTICE, "name") == (False, True)
    with pytest.raises(NotPermitted):
        of.confirm(made, office.gina)
    with pytest.raises(no.OwnTelling):
        of.confirm(made, office.dora)
    of.confirm(made)
    assert of.knows(Purpose.NOTICE, "name") == (True, True)
    with pytest.raises(no.TellingConfirmed):
        of.confirm(made, office.head)
    [guard] = [one for one in health.guarded if one.table is PolicyTelling]
    assert None not in guard.agreed(list(PolicyTelling.objects.all()))


def test_what_rests_on_consent_takes_each_persons_own_yes_whatever_was_sent(office, set_of_old):
    of = Told(office, ASKING)
    of.confirm(of.tell())
    assert of.knows(Purpose.NOTICE, "name") == (False, True)
    of.answer(of.old, agrees=False)
    assert of.knows(Purpose.NOTICE, "name") == (False, True)
    of.answer(of.old, agrees=True)
    assert of.knows(Purpose.NOTICE, "name") == (True, True)
    assert CustomerAnswer.objects.count() == 1
    [guard] = [one for one in health.guarded if one.table is CustomerAnswer]
    assert None not in guard.agreed(list(CustomerAnswer.objects.all()))


def test_a_yes_that_a_request_withdraws_is_a_no_and_named_where_it_was_taken_back(office):
    of = Told(office, ASKING)
    assert withdrawal.given(of.old) == []
    of.answer(of.old, agrees=False)
    assert withdrawal.given(of.old) == [], "who never agreed takes nothing back"
    of.answer(of.old, agrees=True)
    [one] = withdrawal.given(of.old)
    assert (one.since, one.withdrawn_at) == (of.at, None)
    of.at += DAY
    assert withdrawal.take_back(of.new, [one.ref], office.dora, of.at) == 0
    with pytest.raises(NotPermitted):
        withdrawal.take_back(of.old, [one.ref], office.gina, of.at)
    assert withdrawal.take_back(of.old, [one.ref], office.dora, of.at) == 1
    assert of.knows(Purpose.NOTICE, "name") == (False, True)
    assert [each.withdrawn_at for each in withdrawal.given(of.old)] == [of.at]
    assert card.checks["1.3"](of.at).state.value == "PASS"
    [guard] = [one for one in health.guarded if one.table is CustomerAnswer]
    assert None not in guard.agreed(list(CustomerAnswer.objects.all()))


def test_a_yes_to_an_earlier_version_is_none_to_what_came_after_it(office):
    of = Told(office, WIDER)
    of.answer(of.old, agrees=True)
    of.at += DAY
    of.publish(NARROW)
    of.at += DAY
    of.version = of.publish(WIDER)
    assert of.knows(Purpose.NOTICE, "name") == (False, False)


def test_a_telling_is_of_the_version_in_force_and_of_a_day_since(office, set_of_old):
    of = Told(office, WIDER)
    with pytest.raises(no.NotToldThen):
        of.tell(told_on=day_in_china(AT))
    with pytest.raises(no.NotToldThen):
        of.tell(told_on=day_in_china(of.at + DAY))
    with pytest.raises(no.NoSuchDataSet):
        of.tell(dataset=Ref("dataset-x"))
    with pytest.raises(NotInForce):
        of.tell(version=Ref("policy-x"))
    with pytest.raises(NotPermitted):
        of.tell(actor=office.emil)
    of.tell()
    with pytest.raises(no.AlreadyTold):
        of.tell()


def test_the_demand_fails_once_somebody_makes_a_telling_or_a_yes_by_hand(office, set_of_old):
    of = Told(office, WIDER)
    of.tell()
    of.answer(of.old, agrees=False)
    for table, change in (
        (PolicyTelling, {"confirmed_by": office.emil, "confirmed_at": of.at}),
        (CustomerAnswer, {"agrees": True}),
    ):
        before = table.objects.values(*change).get()
        table.objects.update(**change)
        assert card.checks["1.3"](of.at).reason == NotAuthentic.code
        with pytest.raises(NotAuthentic):
            card.subject_facts(of.question(Purpose.NOTICE, "name"), [of.old])
        table.objects.update(**before)
        assert card.checks["1.3"](of.at).state.value == "PASS"


def test_of_a_data_set_that_the_ledger_does_not_know_nobody_was_told(office):
    of = Told(office, WIDER)
    Subject.objects.filter(ref=of.new).update(dataset="dataset-x")
    assert of.knows(Purpose.NOTICE, "name") == (False, False)
    assert told.asks() is False
