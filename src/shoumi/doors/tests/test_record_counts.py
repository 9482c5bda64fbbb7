"""Each person counts once, as the strictest kind of what was opened; what nobody can tell counts
as the strictest there is."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from shoumi.base.gate.events import Tag as Gate
from shoumi.base.gate.tasks import fields_digest
from shoumi.base.handover import record_counts
from shoumi.base.handover.events import Tag
from shoumi.base.handover.record_counts import Reads
from shoumi.base.ledger import reader, writer
from shoumi.core.gate import Act
from shoumi.core.ledger.leaf import Event
from shoumi.core.record_thresholds import RecordKind
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.tests.rows_of_kinds import row_of, table

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
AT = datetime(2026, 8, 26, 2, tzinfo=UTC)
EVE, ADAM, DEAL = Ref("person-1"), Ref("person-2"), Ref("deal-1")
TRACE, HEALTH, OTHER = RecordKind


@pytest.fixture
def at(home, db):
    return AT


def task(*fields):
    return Ref(row_of(table("Task"), "task", fields=list(fields)).ref)


def reads(people, of, person=EVE, deal=DEAL, minutes=0):
    facts = {
        "act": Act.REVEAL,
        "purpose": Purpose.INVENTORY,
        "fields": fields_digest([]),
        "task": of,
    }
    moment = AT + timedelta(minutes=minutes)
    single = people[0] if len(people) == 1 else deal
    rows = None if len(people) == 1 else [json.dumps({"subject": one}).encode() for one in people]
    event = Event(Gate.REVEALED, person, Ref(single), moment, facts, ("1.5",), deal)
    return writer.record(event, rows=rows).position


def names(*numbers):
    return [Ref(f"psn-{number}") for number in numbers]


def counted(**of):
    return dict(record_counts.count([Reads(0, reader.size(), **of)]))


def test_a_person_counts_once_as_the_strictest_kind_that_was_opened(at):
    plain, money, bank = task("name"), task("name", "yearly_amount"), task("name", "bank_account")
    reads(names(1), plain)
    reads(names(1, 2, 3), money)
    reads(names(3), bank)
    reads(names(3), plain)
    reads(names(4), plain)
    assert counted() == {TRACE: 1, HEALTH: 2, OTHER: 1}


def test_only_those_of_that_person_that_deal_and_that_span_count(at):
    plain = task("name")
    first = reads(names(1), plain)
    reads(names(2), plain, person=ADAM)
    last = reads(names(3), plain, deal=Ref("deal-2"))
    assert counted(person=EVE) == {OTHER: 2}
    assert counted(person=EVE, deal=DEAL) == {OTHER: 1}
    assert dict(record_counts.count([Reads(first + 1, last)])) == {OTHER: 1}
    assert dict(record_counts.count([Reads(0, last), Reads(first, last + 1)])) == {OTHER: 3}


def test_what_was_opened_without_a_task_that_is_known_counts_as_the_strictest(at):
    reads(names(1), Ref("task-gone"))
    assert counted() == {TRACE: 1}


def test_a_package_counts_by_its_own_fields(at):
    rows = [json.dumps({"subject": one}).encode() for one in names(1, 2)]
    event = Event(Tag.SEALED, EVE, Ref("package-1"), AT, {}, ("1.3",), DEAL)
    position = writer.record(event, rows=rows).position
    row_of(
        table("Package"),
        "package",
        position=position,
        fields=["name", "yearly_amount"],
        sealed_by="person-1",
    )
    assert counted() == {HEALTH: 2}
