from __future__ import annotations

import hashlib

import pytest
from django.db import IntegrityError, transaction

from shoumi.base import registry
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.ledger import reader
from shoumi.base.subjects.models import Kind, Subject
from shoumi.base.subjects.services import FieldNotRegistered, NewSubject, store
from shoumi.base.tests.open_doors import open_doors
from shoumi.base.vault.models import IndexKey
from shoumi.chapters.policies import queries, rules, services
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import register_use
from shoumi.chapters.policies.rules import FULL, SHORT, State
from shoumi.chapters.policies.tests.office import NARROW
from shoumi.core.gate import Act, Fact, Question
from shoumi.core.ledger import leaf
from shoumi.core.refs import Ref
from shoumi.core.terms import HandlerTier, LegalBasis, Purpose, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def asked(purpose=Purpose.SERVICE):
    return Question(Ref("person-x"), Act.REVEAL, Ref("task-x"), purpose, Ref("deal-x"), AT)


def told(tag):
    return [leaf.read(entry.body) for entry in reader.entries(tag=tag)]


def keep(**values):
    return store(
        deal=Ref("deal-x"),
        dataset=Ref("set-x"),
        people=[NewSubject(Kind.INDIVIDUAL, LegalBasis.CONTRACT, values)],
        actor=Ref("person-x"),
        at=AT,
    )


@pytest.mark.both
def test_without_a_version_in_force_every_field_is_refused(office):
    office.approved()
    stated = register_use.facts(asked())
    assert stated == {Fact.POLICY_PUBLISHED: False, Fact.FIELDS_REGISTERED: frozenset()}
    assert registry.field_register() == {}
    with pytest.raises(FieldNotRegistered):
        keep(name="虚构甲")


@pytest.mark.both
def test_a_field_that_is_not_registered_is_not_stored(office, monkeypatch):
    open_doors(monkeypatch)
    office.published(register=NARROW)
    with pytest.raises(FieldNotRegistered) as caught:
        keep(name="虚构甲", mobile="15400001000")
    assert caught.value.facts == {"field": "mobile"}
    assert not Subject.objects.exists()
    assert len(keep(name="虚构甲")) == 1


def test_a_field_serves_only_the_purposes_it_is_registered_for(office):
    office.published(register=NARROW)
    for purpose in Purpose:
        fields = register_use.facts(asked(purpose))[Fact.FIELDS_REGISTERED]
        assert fields == ({"name"} if purpose is Purpose.SERVICE else set())


@pytest.mark.both
@pytest.mark.parametrize("approvals", ["", "DPO", "LEG"])
def test_fewer_than_two_approvals_publish_nothing(office, approvals):
    version = office.draft()
    if approvals == "DPO":
        office.approve(version, Role.DPO, office.dora)
    elif approvals == "LEG":
        office.approve(version, Role.LEG, office.emil)
    with pytest.raises(services.NotApproved):
        office.publish(version)
    assert queries.in_force() is None
    assert told("policy.published") == []


@pytest.mark.both
def test_the_second_approval_publishes_nothing_by_itself(office):
    office.approved()
    assert queries.in_force() is None


@pytest.mark.both
def test_one_person_in_two_roles_approves_once(office):
    office.house.give(office.dora, Role.LEG)
    version = office.draft()
    office.approve(version, Role.DPO, office.dora)
    with pytest.raises(services.ApprovedByOnePerson):
        office.approve(version, Role.LEG, office.dora)
    with pytest.raises(services.NotApproved):
        office.publish(version)


@pytest.mark.both
def test_saying_yes_again_in_the_same_role_is_no_second_yes(office):
    version = office.draft()
    for _ in range(3):
        office.approve(version, Role.DPO, office.dora)
    with pytest.raises(services.NotApproved):
        office.publish(version)


@pytest.mark.parametrize("role", [r for r in Role if r not in (Role.DPO, Role.LEG)])
def test_no_other_role_approves(office, role):
    with pytest.raises(services.NotApproved):
        office.approve(office.draft(), role, office.dora)


@pytest.mark.parametrize(
    ("role", "who"),
    [(Role.DPO, "emil"), (Role.LEG, "dora"), (Role.LEG, "gina"), (Role.DPO, "head")],
)
def test_nobody_approves_in_a_role_of_others(office, role, who):
    with pytest.raises(NotPermitted):
        office.approve(office.draft(), role, getattr(office, who))


@pytest.mark.parametrize(
    ("who", "may"), [("dora", True), ("gina", True), ("emil", False), ("head", False)]
)
def test_who_drafts(office, who, may):
    if may:
        assert office.draft(actor=getattr(office, who))
        return
    with pytest.raises(NotPermitted):
        office.draft(actor=getattr(office, who))


@pytest.mark.parametrize("who", ["emil", "gina", "head"])
def test_only_the_protection_officer_publishes(office, who):
    version = office.approved()
    with pytest.raises(NotPermitted):
        office.publish(version, getattr(office, who))


@pytest.mark.parametrize(
    ("tier", "items", "refused"),
    [
        (HandlerTier.SMALL, SHORT, False),
        (HandlerTier.ORDINARY, SHORT, True),
        (HandlerTier.GE_10M, FULL, False),
        (HandlerTier.SMALL, frozenset(), True),
    ],
)
def test_a_list_that_is_not_complete_is_not_drafted(office, tier, items, refused):
    if not refused:
        assert office.draft(tier=tier, items=items)
        return
    with pytest.raises(services.ItemsMissing):
        office.draft(tier=tier, items=items)
    assert not PolicyVersion.objects.exists()


def test_a_register_that_cannot_be_read_is_not_drafted(office):
    with pytest.raises(rules.RegisterUnreadable):
        office.draft(register="field = 3")
    assert told("policy.drafted") == []


@pytest.mark.both
def test_the_next_version_supersedes_the_one_before(office):
    first, second = office.published(), office.published(register=NARROW)
    kept = PolicyVersion.objects.in_bulk(field_name="ref")
    assert [kept[ref].state for ref in (first, second)] == [State.SUPERSEDED, State.PUBLISHED]
    assert kept[first].superseded_at == AT
    assert [kept[ref].number for ref in (first, second)] == [1, 2]
    assert set(registry.field_register()) == {"name"}


@pytest.mark.both
def test_an_older_draft_is_published_later_and_counts_then(office):
    old = office.approved(register=NARROW)
    office.published()
    office.publish(old)
    assert set(registry.field_register()) == {"name"}


@pytest.mark.both
@pytest.mark.parametrize("act", ["approve", "publish"])
def test_what_was_published_is_not_touched_again(office, act):
    version = office.published()
    calls = {
        "approve": lambda: office.approve(version, Role.DPO, office.dora),
        "publish": lambda: office.publish(version),
    }
    with pytest.raises(services.NotADraft):
        calls[act]()
    office.published()
    with pytest.raises(services.NotADraft):
        calls[act]()


@pytest.mark.both
@pytest.mark.parametrize("act", ["approve", "publish"])
def test_what_is_not_there_is_missing(office, act):
    calls = {
        "approve": lambda: office.approve(Ref("pol-none"), Role.DPO, office.dora),
        "publish": lambda: office.publish(Ref("pol-none")),
    }
    with pytest.raises(services.NoSuchVersion):
        calls[act]()


@pytest.mark.both
def test_the_database_too_has_room_for_one_version_in_force(office):
    office.published()
    other = office.draft()
    with pytest.raises(IntegrityError), transaction.atomic():
        PolicyVersion.objects.filter(ref=other).update(state=State.PUBLISHED)


@pytest.mark.both
def test_publishing_makes_the_keys_of_the_indexes(office):
    office.published()
    wanted = {code for code, rule in registry.field_register().items() if rule.is_indexed}
    assert set(IndexKey.objects.values_list("field", flat=True)) == wanted != set()


@pytest.mark.both
def test_each_step_is_in_the_ledger_with_the_digest_of_the_register(office):
    version = office.published(register=NARROW)
    digest = hashlib.sha256(NARROW.encode()).hexdigest()
    (drafted,), approved, (published,) = (
        told(f"policy.{step}") for step in ("drafted", "approved", "published")
    )
    text = PolicyVersion.objects.get().text_sha256
    assert drafted.facts == {"number": 1, "register": digest, "fields": 1, "text": text}
    assert [line.facts["text"] for line in approved] == [text, text]
    assert [line.facts["role"] for line in approved] == ["DPO", "LEG"]
    assert published.facts == {"number": 1, "register": digest, "text": text}
    assert {line.about for line in (drafted, published, *approved)} == {version}
    position = PolicyVersion.objects.get().position
    assert leaf.read(reader.entry(position).body) == published
