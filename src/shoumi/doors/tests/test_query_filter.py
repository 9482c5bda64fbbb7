"""The gate inside a query says what the gate says person by person, in worlds made at random."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base import registry
from shoumi.base.gate import decisions, query_filter
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Consent, Invitation, Notice, Objection
from shoumi.chapters.consent.queries import covered_fields
from shoumi.core.errors import Conflict
from shoumi.core.gate import Act, Fact, Question
from shoumi.core.gate.tests.oracle_facts import ANNA, AT, DEAL, GOOD, OTHER, TASK
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, Instrument, LegalBasis, Purpose

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

OF_PEOPLE = (
    Fact.SUBJECT_HELD,
    Fact.SUBJECT_DEAL,
    Fact.INSTRUMENT,
    Fact.CONSENT_CURRENT,
    Fact.RECORD_SOUND,
    Fact.MINOR_AGREED,
    Fact.FIELDS_SAID,
    Fact.UNRESTRICTED,
    Fact.PURPOSE_TOLD,
)
ACTS = {Purpose.HANDOVER: Act.EXPORT, Purpose.NOTICE: Act.SEND, Purpose.DUE_DILIGENCE: Act.LIST}
INSTRUMENTS = [
    (purpose, instrument)
    for purpose, own in rules.INSTRUMENTS.items()
    for instrument in sorted(own)
]
ANSWERS = [ConsentState.GIVEN, ConsentState.REFUSED, ConsentState.WITHDRAWN]


def asked(purpose: Purpose) -> Question:
    act = ACTS.get(purpose, Act.REVEAL)
    return Question(ANNA, act, TASK, purpose, DEAL, AT, None, frozenset({"name"}))


class World:
    """People of two deals in all states, and who was asked, reached, said what and objected."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        Subject.objects.bulk_create(self.person(number) for number in range(60))
        for number, deal in enumerate((DEAL, OTHER)):
            purpose, instrument = INSTRUMENTS[(seed + number) % len(INSTRUMENTS)]
            self.campaign(deal, purpose, instrument)
            if self.random.random() < 0.3:
                self.campaign(deal, *next(one for one in INSTRUMENTS if one[0] != purpose))

    def person(self, number: int) -> Subject:
        state = self.random.choice([State.ACTIVE, State.ACTIVE, State.ACTIVE, *State])
        return Subject(
            ref=f"sub-{number}",
            deal=self.random.choice([DEAL, DEAL, DEAL, OTHER]),
            dataset="data-a",
            kind=self.random.choice(list(Kind)),
            basis=self.random.choice(list(LegalBasis)),
            state=state,
            is_minor=(False, False, True, None)[number % 4],
            retention_until=date(2026, 1, 1),
            created_at=AT,
            destroyed_at=AT if state is State.DESTROYED else None,
        )

    def campaign(self, deal: Ref, purpose: rules.Purpose, instrument: Instrument) -> None:
        notice = Notice.objects.create(
            ref=Ref.new("notice"),
            deal=deal,
            instrument=instrument,
            contents={},
            sha256="00",
            document="doc-a",
            approved_at=AT,
            position=1,
        )
        state = self.random.choice([rules.CampaignState.CLOSED] * 5 + list(rules.CampaignState))
        found = Campaign.objects.create(
            ref=Ref.new("camp"),
            deal=deal,
            notice=notice,
            notice_ref=notice.ref,
            notice_sha256=notice.sha256,
            instrument=instrument,
            purpose=purpose,
            recipient="party-a",
            state=state,
            prepared_at=AT,
            position=2,
        )
        everybody = [f"sub-{number}" for number in range(60)]
        Invitation.objects.bulk_create(self.invited(found, one) for one in self.some(everybody, 48))
        Consent.objects.bulk_create(self.said(found, one) for one in self.some(everybody, 36))
        Objection.objects.bulk_create(self.objects(found, one) for one in self.some(everybody, 12))

    def some(self, people: list[str], count: int) -> list[str]:
        return self.random.sample(people, count)

    def invited(self, campaign: Campaign, subject: str) -> Invitation:
        return Invitation(
            campaign=campaign,
            subject=subject,
            lane=rules.Lane.SELF,
            delivery=self.random.choice(list(rules.Delivery)),
            code_sha256="00",
        )

    def said(self, campaign: Campaign, subject: str) -> Consent:
        state = self.random.choice(ANSWERS)
        return Consent(
            ref=Ref.new("yes"),
            deal=campaign.deal,
            campaign=campaign,
            subject=subject,
            state=state,
            lane=rules.Lane.SELF,
            channel=rules.Channel.PAPER,
            notice_sha256="00",
            answered_at=AT,
            withdrawn_at=AT if state == ConsentState.WITHDRAWN else None,
            position=3,
            row=0,
        )

    def objects(self, campaign: Campaign, subject: str) -> Objection:
        return Objection(
            deal=campaign.deal,
            campaign=campaign,
            subject=subject,
            outcome=self.random.choice(list(rules.Outcome)),
            at=AT,
            position=4,
        )


def people() -> list[Ref]:
    return [Ref(ref) for ref in Subject.objects.order_by("id").values_list("ref", flat=True)]


def listed(question: Question) -> list[Ref]:
    found = query_filter.allowed(question, Subject.objects.order_by("id"))
    return [Ref(ref) for ref in found.values_list("ref", flat=True)]


def covered(notice: Notice) -> frozenset[str]:
    return frozenset({"name"} if notice.pk % 5 else set())


@pytest.fixture
def known(monkeypatch):
    """What is not of people, in order unless a test says otherwise."""
    shared = {fact: value for fact, value in GOOD.items() if fact not in OF_PEOPLE}
    shared[Fact.TASK_ACTORS] = frozenset({ANNA})
    for module in (decisions, query_filter):
        monkeypatch.setattr(module, "facts_for_many", lambda _: dict(shared))
    # Nobody approved these texts; most name the field.
    monkeypatch.setattr(covered_fields, "of_notice", covered)
    return shared


@pytest.mark.both
@pytest.mark.parametrize("seed", range(8))
def test_listed_is_whoever_would_be_allowed_alone(known, seed):
    World(seed)
    for purpose in Purpose:
        question = asked(purpose)
        together = decisions.ask_each(question, people())
        assert listed(question) == together.allowed()
        # ``ask`` itself, for some: with the facts of the one person stated by the cards.
        for ref in people()[::20]:
            own = {
                f: v
                for card in registry.cards()
                if card.subject_facts
                for f, v in told(card, question, ref)
            }
            alone = decisions.gate.decide(
                replace(question, subject=ref), {**known, **own}, decisions.POLICY
            )
            assert alone == together[ref]


def told(card, question, ref):
    stated = card.subject_facts(question, [ref])
    return [(fact, values.get(ref)) for fact, values in stated.items()]


@pytest.mark.both
def test_the_worlds_have_both_kinds_of_people_for_every_purpose(known):
    """Or the comparison above would compare nothing with nothing."""
    sizes = {purpose: set() for purpose in Purpose}
    for seed in range(16):
        World(seed)
        for purpose in Purpose:
            sizes[purpose].add(len(listed(asked(purpose))))
        for table in (Objection, Consent, Invitation, Campaign, Notice, Subject):
            table.objects.all().delete()
    assert all(0 < max(own) < 60 for own in sizes.values())
    assert len(sizes[Purpose.HANDOVER]) > 3


# What no question about a room's people asks for.
NOT_ASKED = {Fact.VENDOR_DOOR, Fact.HANDOVER_DOOR, Fact.TASK_NAMED}


@pytest.mark.parametrize("fact", [fact for fact in GOOD if fact not in {*OF_PEOPLE, *NOT_ASKED}])
def test_nobody_is_listed_where_a_fact_of_the_house_is_missing(known, fact):
    World(1)
    question = replace(asked(Purpose.DUE_DILIGENCE), act=Act.REVEAL)
    assert listed(question)
    del known[fact]
    assert listed(question) == []


@pytest.mark.parametrize("error", [Conflict, ValueError, KeyError])
@pytest.mark.parametrize("slug", ["subjects", "consent"])
def test_nobody_is_listed_where_a_card_cannot_tell_of_people(known, monkeypatch, slug, error):
    def broken(_):
        raise error

    World(3)
    question = asked(Purpose.HANDOVER)
    assert listed(question)
    cards = dict(registry._cards)
    cards[slug] = replace(cards[slug], subject_expressions=broken)
    monkeypatch.setattr(registry, "_cards", cards)
    assert listed(question) == []


def test_a_card_cannot_state_of_people_what_is_anothers(known, monkeypatch):
    World(2)
    cards = dict(registry._cards)
    alien = dict(cards["subjects"].subject_expressions(asked(Purpose.HANDOVER)))
    cards["documents"] = replace(
        cards["documents"],
        subject_expressions=lambda _: {Fact.INSTRUMENT: alien[Fact.SUBJECT_HELD]},
    )
    before = listed(asked(Purpose.HANDOVER))
    monkeypatch.setattr(registry, "_cards", cards)
    assert listed(asked(Purpose.HANDOVER)) == before


def test_every_card_that_states_facts_of_people_states_them_to_queries_too():
    for card in registry.cards():
        assert (card.subject_facts is None) == (card.subject_expressions is None), card.slug


@pytest.mark.both
def test_a_list_costs_one_query_whatever_its_length(known):
    World(2)
    question = asked(Purpose.HANDOVER)
    with CaptureQueriesContext(connection) as data:
        listed(question)
    few = len(data)
    Subject.objects.exclude(pk__in=Subject.objects.values_list("pk")[:6]).delete()
    with CaptureQueriesContext(connection) as data:
        listed(question)
    # The campaigns of the deal, whether they stand, its texts, and the list.
    assert few == len(data) <= 6


@pytest.mark.both
def test_a_listing_is_a_query_like_any_other(known):
    World(2)
    question = asked(Purpose.SERVICE)
    found = query_filter.allowed(question, Subject.objects.all())
    assert found.count() == len(listed(question)) == len(found)
    assert found.exclude(state=State.ACTIVE).count() == 0
    assert not found.filter(deal=OTHER).exists()


@pytest.mark.both
@pytest.mark.parametrize(("at", "opens"), [(AT, False), (datetime(2026, 9, 1, tzinfo=UTC), True)])
def test_what_has_lapsed_lists_nobody(known, at, opens):
    World(1)
    known[Fact.TRAINED_UNTIL] = AT
    assert bool(listed(replace(asked(Purpose.SERVICE), at=at))) is opens
