"""A plan is taken in only while all that it was made from is as it was."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import connections

from shoumi.base.attestations.doors import DoorShut
from shoumi.base.intake import import_run
from shoumi.base.intake.errors import (
    FileChanged,
    NotAFile,
    PeopleChanged,
    RegisterChanged,
)
from shoumi.base.intake.problems import ImportRefused
from shoumi.base.ledger import reader
from shoumi.base.subjects import services
from shoumi.base.subjects.models import State, Subject
from shoumi.base.subjects.services import FieldNotRegistered, NotStored
from shoumi.chapters.policies import rules
from shoumi.chapters.policies import story as policy
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref
from shoumi.core.terms import HandlerTier
from shoumi.doors.tests.house import person, told
from shoumi.doors.tests.office import ANNA, BERT, CHEN, Office, refused, rest

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def office(house, tmp_path):
    return Office.of(house, tmp_path / "company")


def test_a_plan_with_errors_is_not_taken_in(office):
    path = office.folder / "one.csv"
    path.write_text("姓名,手机号,暗号\n张虚一,15400001001,芝麻\n", encoding="utf-8")
    refused(ImportRefused, lambda: office.take_in(office.plan(path), path))


@pytest.mark.parametrize(
    "change", [lambda b: b.replace("张虚一".encode(), "王虚一".encode()), lambda b: b + b"\n"]
)
def test_a_file_that_changed_since_is_not_taken_in(office, change):
    path = office.write(ANNA)
    made = office.plan(path)
    path.write_bytes(change(path.read_bytes()))
    error = refused(FileChanged, lambda: office.take_in(made, path))
    assert error.facts == {"place": "one.csv"}


def test_the_files_are_those_of_the_plan_in_any_order_and_place(office):
    one, other = office.write(ANNA), office.write(BERT, name="other.csv")
    made = office.plan(one, other)
    stranger = office.write(CHEN, name="stranger.csv")
    for given in ((), (one,), (one, one), (one, other, stranger), (one, stranger)):
        refused(FileChanged, lambda files=given: office.take_in(made, *files))
    one.rename(office.folder / "renamed.csv")
    refused(NotAFile, lambda: office.take_in(made, one, other))
    taken = office.take_in(made, other, office.folder / "renamed.csv")
    assert len(taken.new) == 2
    rows = [json.loads(row)["file"] for row in reader.rows(taken.position)]
    assert rows == list(made.digests)


@pytest.mark.both
def test_a_file_that_changes_while_it_is_read_is_noticed(office, monkeypatch):
    path = office.write(ANNA)
    plain = import_run.readers.read

    def late(*given, **more):
        path.write_bytes(office.write(BERT, name="x.csv").read_bytes())
        return plain(*given, **more)

    with monkeypatch.context() as patched:
        patched.setattr(import_run.readers, "read", late)
        made = office.plan(path)
    assert made.people[0].values["name"] == "李虚二"
    refused(FileChanged, lambda: office.take_in(made, path))


def publish(office, register):
    house = office.house
    policy.publish(HandlerTier.SMALL, house.dpo, house.legal, house.at, register)


@pytest.mark.both
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[field.bank_account]", "[field.bank_account_no]"),
        ("retention_days = 1095", "retention_days = 30"),
        ('grade = "L4"', 'grade = "L3"'),
    ],
)
def test_a_register_that_changed_since_lets_nothing_in(office, before, after):
    path = office.write(ANNA)
    made = office.plan(path)
    text = rules.built_in_register()
    assert before in text
    publish(office, text.replace(before, after))
    refused(RegisterChanged, lambda: office.take_in(made, path))


def test_without_a_policy_in_force_nothing_is_taken_in(office):
    path = office.write(ANNA)
    made = office.plan(path)
    PolicyVersion.objects.all().delete()
    # The promise itself shuts the door before anything is compared; that it did is evidence.
    with pytest.raises(DoorShut):
        office.take_in(made, path)
    assert len(told("door.refused")) == 1
    assert not Subject.objects.exists()


def test_a_field_that_is_not_registered_is_not_taken_in(office):
    path = office.write(ANNA)
    made = office.plan(path)
    person = made.people[0]
    person = replace(person, values={**person.values, "shoe_size": "43"})
    made = replace(made, people=[person])
    refused(FieldNotRegistered, lambda: office.take_in(made, path))


@pytest.mark.both
def test_a_plan_is_taken_in_once(office):
    path = office.write(ANNA, BERT)
    made = office.plan(path)
    office.take_in(made, path)
    refused(PeopleChanged, lambda: office.take_in(made, path))
    later = office.write(ANNA, CHEN, name="later.csv")
    made = office.later(later)
    office.take_in(made, later)
    refused(PeopleChanged, lambda: office.take_in(made, later))
    assert Subject.objects.count() == 3


@pytest.mark.both
def test_a_plan_that_never_looked_who_is_held_doubles_nobody(office):
    office.first(ANNA)
    path = office.write(ANNA, name="again.csv")
    refused(PeopleChanged, lambda: office.take_in(office.plan(path), path))


@pytest.mark.both
def test_of_two_imports_at_once_one_is_taken_in(office):
    path = office.write(ANNA, BERT)
    made, meet = office.plan(path), Barrier(2)

    def attempt(_):
        try:
            meet.wait(timeout=20)
            office.take_in(made, path)
        except DomainError as error:
            return error.code
        finally:
            connections.close_all()
        return "taken in"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(attempt, range(2))) == ["intake.people_changed", "taken in"]
    assert Subject.objects.count() == 2
    assert len(told("intake.imported")) == 1


@pytest.mark.both
def test_who_was_changed_meanwhile_is_not_overwritten(office):
    (ref,) = office.first(ANNA)
    path = office.write(ANNA | {"bank_account": "9999990000000022"}, name="later.csv")
    made = office.later(path)
    corrected = ANNA | {"mobile": "15400001098"}
    services.update(
        deal=office.house.deal,
        dataset=office.house.dataset,
        changes={ref: corrected},
        actor=office.house.dpo,
        at=office.house.at,
    )
    refused(PeopleChanged, lambda: office.take_in(made, path))
    assert office.values(ref) == corrected


@pytest.mark.both
@pytest.mark.parametrize("state", [State.FROZEN, State.SEALED, State.EXCLUDED])
def test_who_was_put_to_rest_meanwhile_is_not_changed(office, state):
    (ref,) = office.first(ANNA)
    path = office.write(ANNA | {"mobile": "15400001099"}, name="later.csv")
    made = office.later(path)
    rest(office, ref, state)
    refused(NotStored, lambda: office.take_in(made, path))


@pytest.mark.both
def test_what_happens_in_other_sets_and_deals_does_not_matter(office):
    office.first(ANNA)
    path = office.write(ANNA, BERT, name="later.csv")
    made = office.later(path)
    home, dataset = office.house.deal, office.house.dataset
    office.house.deal, office.house.dataset = office.house.new_deal(), Ref("set-other")
    office.house.keep(person(9))
    office.house.deal, office.house.dataset = home, dataset
    assert len(office.take_in(made, path).new) == 1
