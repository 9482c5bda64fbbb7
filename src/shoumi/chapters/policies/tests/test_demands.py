"""What 1.1, 1.2 and 1.3 look at, and versions that somebody edits by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base import registry
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.gate.events import Tag as TaskTag
from shoumi.base.gate.models import Task
from shoumi.base.ledger import writer
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests import authenticated
from shoumi.chapters.policies import queries
from shoumi.chapters.policies.chapter import card
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import FULL, SHORT, Item, State
from shoumi.chapters.policies.tests.office import NARROW
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

DEMANDS = ("1.1", "1.2", "1.3")


@pytest.mark.parametrize("duty", DEMANDS)
def test_a_demand_of_the_chapter_holds_with_a_version_in_force(office, duty):
    check = card.checks[duty]
    assert check(AT).reason == "policy.none_in_force"
    office.published()
    assert check(AT).holds
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
    as_the_house(items=sorted(FULL))
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
    guarded = card.guarded[0]
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
    guarded = card.guarded[0]
    assert guarded.agreed([row]) == [None]
