from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from shoumi.base import registry
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.gate.events import Tag as TaskTag
from shoumi.base.gate.models import Task
from shoumi.base.ledger import reader, writer
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects.models import Kind, Subject
from shoumi.base.subjects.services import FieldNotRegistered, NewSubject, store
from shoumi.base.tests import authenticated
from shoumi.base.tests.open_doors import open_doors
from shoumi.base.vault import keyring
from shoumi.base.vault import services as vault
from shoumi.base.vault.models import IndexKey
from shoumi.chapters.policies import queries, rules, services
from shoumi.chapters.policies.chapter import card
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import FULL, SHORT, Item, State
from shoumi.core.gate import Act, Fact, Question
from shoumi.core.ledger import leaf
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, HandlerTier, LegalBasis, Purpose, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

DEMANDS = ("1.1", "1.2", "1.3")
NARROW = """
[field.name]
zh = "姓名"
en = "name"
grade = "L3"
purposes = ["service"]
basis = "CONTRACT"
retention_days = 30
is_necessary = true
"""


class Office:
    """Dora writes and approves as protection officer, Emil approves for legal."""

    def __init__(self):
        vault.setup(at=AT, indexed=[])
        self.house = House()
        self.dora, self.head = self.house.dpo, self.house.head
        self.emil = self.house.staff(Role.LEG, name="周模拟")
        self.gina = self.house.staff(Role.PWG, name="褚样本")

    def draft(self, **more):
        wanted = {
            "items": FULL,
            "register": rules.built_in_register(),
            "tier": HandlerTier.SMALL,
            "actor": self.dora,
            "at": AT,
        }
        return Ref(services.draft(**(wanted | more)).ref)

    def approve(self, version, role, actor):
        services.approve(version=version, role=role, actor=actor, at=AT)

    def approved(self, **more):
        version = self.draft(**more)
        self.approve(version, Role.DPO, self.dora)
        self.approve(version, Role.LEG, self.emil)
        return version

    def publish(self, version, actor=None):
        services.publish(version=version, actor=actor or self.dora, at=AT)

    def published(self, **more):
        version = self.approved(**more)
        self.publish(version)
        return version


@pytest.fixture
def office(home, db):
    yield Office()
    keyring.lock()


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
    stated = queries.facts(asked())
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
        fields = queries.facts(asked(purpose))[Fact.FIELDS_REGISTERED]
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
    assert drafted.facts == {"number": 1, "register": digest, "fields": 1}
    assert [line.facts["role"] for line in approved] == ["DPO", "LEG"]
    assert published.facts == {"number": 1, "register": digest}
    assert {line.about for line in (drafted, published, *approved)} == {version}
    position = PolicyVersion.objects.get().position
    assert leaf.read(reader.entry(position).body) == published


@pytest.mark.parametrize("duty", DEMANDS)
def test_a_demand_of_the_chapter_holds_with_a_version_in_force(office, duty):
    check = card.checks[duty]
    assert check(AT).reason == "policy.none_in_force"
    office.published()
    assert check(AT).state is ControlState.PASS
    assert check(AT).position == PolicyVersion.objects.get().position


def failing():
    held = {duty: card.checks[duty](AT + timedelta(hours=1)) for duty in DEMANDS}
    return {duty: one.reason for duty, one in held.items() if not one.holds}


def as_the_house(**changes):
    authenticated.change(PolicyVersion.objects.filter(state=State.PUBLISHED), **changes)


def test_a_policy_that_one_person_approved_breaks_1_1_alone(office):
    office.published()
    as_the_house(approvals={"DPO": office.dora, "LEG": office.dora})
    assert failing() == {"1.1": "policy.not_approved"}


def test_a_policy_that_does_not_say_what_it_must_breaks_1_1_alone(office):
    office.published()
    as_the_house(items=sorted(SHORT - {Item.RIGHTS}))
    assert failing() == {"1.1": "policy.items_lacking"}
    as_the_house(items=sorted(SHORT))
    assert failing() == {}


def test_a_register_that_is_not_the_published_one_breaks_1_2_alone(office):
    office.published()
    as_the_house(register=NARROW)
    assert failing() == {"1.2": "row.not_authentic"}


def test_a_register_without_a_field_breaks_1_2_alone(office):
    office.published(register="field = {}")
    assert failing() == {"1.2": "policy.register_incomplete"}


def test_a_task_whose_purpose_left_the_policy_breaks_1_3_in_its_deal(office):
    office.published()
    made = Task.objects.create(
        ref="task-x",
        purpose=Purpose.INVENTORY,
        deal="deal-x",
        actors=[office.dora],
        acts=["list"],
        fields=["name"],
        opened_at=AT,
        expires_at=AT + timedelta(days=2),
    )
    opened = Event(TaskTag.TASK_OPENED, office.dora, Ref(made.ref), AT, {}, ("1.3",))
    writer.record(opened)
    authenticated.put(made)
    assert failing() == {}
    office.published(register=NARROW)
    assert failing() == {"1.3": "policy.purpose_left"}
    held = queries.check_purposes(AT)
    assert (held.deals, held.turns) == ({"deal-x"}, AT + timedelta(days=2))
    authenticated.change(Task.objects, closed_at=AT)
    assert failing() == {}


@pytest.mark.parametrize("column", ["register", "items", "approvals", "published_at"])
def test_a_version_that_was_edited_is_not_in_force(office, column):
    office.published()
    edit = {"register": NARROW, "items": [], "approvals": {}, "published_at": None}
    PolicyVersion.objects.update(**{column: edit[column]})
    assert failing() == dict.fromkeys(DEMANDS, "row.not_authentic")
    assert registry.field_register() == {}


def test_the_version_before_does_not_come_back_where_the_last_is_deleted(office):
    first = office.published()
    (was,) = PolicyVersion.objects.filter(ref=first)
    second = office.published(register=NARROW)
    PolicyVersion.objects.filter(ref=second).delete()
    was.save()  # as it once was, with the code it once had
    assert failing() == dict.fromkeys(DEMANDS, "row.not_authentic")
    assert registry.field_register() == {}
    # What is published next counts again.
    office.published(register=NARROW)
    assert failing() == {}


@pytest.mark.parametrize("act", ["approve", "publish"])
def test_a_draft_that_was_edited_goes_no_further(office, act):
    draft = office.approved()
    PolicyVersion.objects.update(register=NARROW)
    calls = {
        "approve": lambda: office.approve(draft, Role.DPO, office.dora),
        "publish": lambda: office.publish(draft),
    }
    with pytest.raises(NotAuthentic):
        calls[act]()


def test_versions_say_which_of_them_are_as_the_house_left_them(office):
    office.published()
    gone = office.published(register=NARROW)
    office.draft()
    PolicyVersion.objects.filter(number=1).update(register=NARROW)
    PolicyVersion.objects.filter(ref=gone).delete()
    assert [(one.number, one.is_authentic) for one in queries.versions()] == [
        (1, False),
        (2, False),
        (3, True),
    ]
    assert queries.versions()[1].read() == {}


def test_what_the_ledger_says_of_versions_is_taken_in(office):
    """Of a home that is older than the codes."""
    office.published()
    office.published(register=NARROW)
    office.approved()
    rows = list(PolicyVersion.objects.order_by("number"))
    (guarded,) = card.guarded
    assert guarded.agreed(rows) == [row.entry_position for row in rows]
    for row in rows:
        row.approved_at = {}  # a version of the program that did not keep them
    assert guarded.agreed(rows) == [row.entry_position for row in rows]


@pytest.mark.parametrize(
    "edit",
    [
        {"register": NARROW},
        {"register_sha256": "0" * 64},
        {"approvals": {}},
        {"state": State.DRAFT},
        {"position": 1},
        {"published_at": None},
        {"superseded_at": AT},
        {"drafted_at": AT + timedelta(days=1)},
        {"number": 7},
        {"approved_at": {"DPO": AT.isoformat()}},
    ],
    ids=lambda edit: next(iter(edit)),
)
def test_what_the_ledger_says_otherwise_is_not_taken_in(office, edit):
    office.published()
    (row,) = PolicyVersion.objects.all()
    for column, value in edit.items():
        setattr(row, column, value)
    (guarded,) = card.guarded
    assert guarded.agreed([row]) == [None]
