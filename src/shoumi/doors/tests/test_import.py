"""Plans taken in: whole or not at all, and only while they hold."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import DatabaseError

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.deals import services as deals
from shoumi.base.deals.errors import NoSuchDeal, Suspended, Terminated
from shoumi.base.deals.rules import SuspendReason, TerminateReason
from shoumi.base.intake.errors import (
    NoSuchDataSet,
)
from shoumi.base.ledger import reader, writer
from shoumi.base.subjects import cleanup, services
from shoumi.base.subjects.models import Subject
from shoumi.base.vault import bulk_operations, keys
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.office import ANNA, BERT, CHEN, Office, refused, world
from shoumi.doors.tests.test_stored_values import in_the_clear

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def office(house, tmp_path):
    return Office.of(house, tmp_path / "company")


# Whole


@pytest.mark.both
def test_everybody_of_a_plan_is_stored_and_the_ledger_tells_how_many(office):
    path = office.write(ANNA, BERT)
    made = office.plan(path)
    taken = office.take_in(made, path)
    assert [office.values(ref)["name"] for ref in taken.new] == ["张虚一", "李虚二"]
    assert office.values(taken.new[0]) == ANNA
    (line,) = told("intake.imported")
    assert (line.about, line.deal) == (office.house.dataset, office.house.deal)
    assert line.facts == {
        "people": 2,
        "new": 2,
        "changed": 0,
        "doubtful": 0,
        "excluded": 0,
        "warnings": len(made.warnings),
        "returned": 0,
        "file_rows": 2,
        "taken_in": 2,
        "set_aside": 0,
        "left_out": 0,
    }
    rows = [json.loads(row) for row in reader.rows(taken.position)]
    assert rows == [{"file": sha256(path.read_bytes()).hexdigest()}]


@pytest.mark.both
def test_ledger_and_tables_hold_no_value_and_the_ledger_no_subject(office):
    refs = office.first(ANNA, BERT)
    later = office.write(ANNA | {"mobile": "15400001099"}, name="later.csv")
    office.take_in(office.later(later), later)
    values = [*ANNA.values(), *BERT.values(), "15400001099", "one.csv", "later.csv"]
    assert in_the_clear(values) == set()
    entries = list(reader.entries())
    bodies = b"".join(entry.body for entry in entries)
    rows = b"".join(row for entry in entries for row in reader.rows(entry.position))
    assert not any(ref.encode() in bodies + rows for ref in refs)
    assert keys.pseudonym(refs[0]).encode() in rows


@pytest.mark.both
def test_an_import_has_one_basis_by_service(office):
    first, second = office.first(ANNA, BERT, bases={"月嫂": LegalBasis.CONSENT})
    bases = dict(Subject.objects.values_list("ref", "basis"))
    assert (bases[first], bases[second]) == (LegalBasis.CONSENT, LegalBasis.CONTRACT)


@pytest.mark.both
def test_an_empty_plan_stores_nobody(office):
    path = office.write(ANNA)
    made = replace(office.plan(path), people=(), changes=(), changed=())
    taken = office.take_in(made, path)
    assert (taken.new, taken.updated, Subject.objects.count()) == ([], [], 0)
    assert told("subject.stored") == []


STEPS = [
    (writer, "record", "subject.stored"),
    (writer, "record", "subject.updated"),
    (writer, "record", "intake.imported"),
    (bulk_operations, "_insert", None),
    (services.keys, "seal_many", None),
    (services, "_index", None),
    (services, "_restate", None),
]


@pytest.mark.both(one_in=3)
@pytest.mark.parametrize("error", [DatabaseError, OSError, KeyboardInterrupt])
@pytest.mark.parametrize(("where", "name", "tag"), STEPS, ids=[f"{n} {t}" for _, n, t in STEPS])
def test_an_import_that_breaks_anywhere_leaves_nothing(
    office, where, name, tag, error, monkeypatch
):
    office.first(ANNA, BERT)
    path = office.write(ANNA | {"mobile": "15400001099"}, CHEN, name="later.csv")
    made = office.later(path)
    before, keyed, plain = world(), set(keys.subjects()), getattr(where, name)

    def broken(*given, **more):
        done = plain(*given, **more)
        if tag in (None, getattr(given[0], "tag", None)):
            raise error
        return done

    with monkeypatch.context() as patched:
        patched.setattr(where, name, broken)
        with pytest.raises(error):
            office.take_in(made, path)
    assert world() == before
    # A key of nobody may be left in the keyring; it is swept.
    left = set(keys.subjects()) - keyed
    assert set(cleanup.orphans(made_before=office.house.at + timedelta(days=1))) == left
    taken = office.take_in(made, path)
    assert (len(taken.new), len(taken.updated)) == (1, 1)


# Where, who


@pytest.mark.both
def test_the_set_is_one_of_the_deal_and_the_deal_goes_on(office):
    path = office.write(ANNA)
    made, house = office.plan(path), office.house
    other = house.new_deal()
    for error, more in (
        (NoSuchDataSet, {"dataset": Ref("set-nowhere")}),
        (NoSuchDataSet, {"deal": other}),
        (NoSuchDeal, {"deal": Ref("deal-none")}),
    ):
        refused(error, lambda given=more: office.take_in(made, path, **given))
    deals.suspend(deal=house.deal, reason=next(iter(SuspendReason)), actor=house.dpo, at=house.at)
    refused(Suspended, lambda: office.take_in(made, path))
    deals.terminate(
        deal=house.deal, reason=next(iter(TerminateReason)), actor=house[people.HEAD], at=house.at
    )
    refused(Terminated, lambda: office.take_in(made, path))


@pytest.mark.parametrize(
    ("name", "may"),
    [
        (people.DPO, True),
        (people.CONSULTANT, True),
        (people.OPERATIONS, True),
        (people.SERVICE, False),
        (people.SELLER, False),
        (people.BUYER, False),
        (people.SUPERVISOR, False),
        (people.HOLDER, False),
    ],
)
def test_who_takes_files_in(office, name, may):
    path = office.write(ANNA)
    made = office.plan(path)
    if may:
        assert office.take_in(made, path, actor=office.house[name]).new
    else:
        refused(NotPermitted, lambda: office.take_in(made, path, actor=office.house[name]))
