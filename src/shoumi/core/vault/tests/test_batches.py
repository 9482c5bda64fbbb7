"""The vault's work as plain functions: what they give is what one by one gives."""

from __future__ import annotations

import json
import pickle

import pytest

from shoumi.core.terms import DataGrade
from shoumi.core.vault import batches, box, envelope
from shoumi.core.vault.batches import Handed, Index, Listing, Making, Naming, Opening, Sealing
from shoumi.core.vault.blind_index import IndexKey
from shoumi.core.vault.envelope import Place
from shoumi.core.vault.errors import NotSealable
from shoumi.core.vault.keys import SubjectKey, Wrapped, WrappingKey
from shoumi.core.vault.suites import GM, INTL

PEOPLE = [
    {"name": "王虚安", "mobile": "15400001000", "bank_account": "9999990000000014"},
    {"name": "李虚安"},
    {},
]
GRADES = {"name": DataGrade.L2, "mobile": DataGrade.L2, "bank_account": DataGrade.L3}
WHO = ["sub-a", "sub-b", "sub-c"]
DEAL = WrappingKey.generate()
HANDED = Handed(DEAL.reveal(), ("subject", "tenant-x", "deal-x"))


def sealing(suite=INTL, people=PEOPLE, **more):
    index = Index(b"i" * 32, suite.number, 3)
    return Sealing(
        "tenant-x", suite.number, HANDED, 2, "person", WHO[: len(people)], people, GRADES,
        {"mobile": index}, **more,
    )  # fmt: skip


def rows(made):
    return [(subject, 2, sealed, commit, 7) for subject, sealed, commit in made.keys]


@pytest.mark.parametrize("suite", [INTL, GM], ids=["intl", "gm"])
def test_what_is_sealed_is_what_one_by_one_opens(suite):
    made = batches.seal(sealing(suite))
    branch = DEAL.branch(HANDED.above)
    keys = {
        subject: branch.unwrap(
            Wrapped(sealed, commit), lambda raw: SubjectKey(raw, epoch=2), own=subject, epoch=2
        )
        for subject, sealed, commit in made.keys
    }
    opened: dict[str, dict[str, str]] = {subject: {} for subject in WHO}
    for subject, grade, blob in made.records:
        place = Place("tenant-x", DataGrade(grade), subject, "person")
        assert box.header(blob) == (suite.number, 2)
        opened[subject] |= envelope.unseal(blob, place=place, key=keys[subject])
    assert list(opened.values()) == PEOPLE
    assert [json.loads(row) for row in made.rows] == [
        {"subject": keys["sub-a"].pseudonym(), "grades": "L2L3"},
        {"subject": keys["sub-b"].pseudonym(), "grades": "L2"},
        {"subject": keys["sub-c"].pseudonym(), "grades": ""},
    ]
    token = IndexKey(b"i" * 32, suite).token("15400001000")
    assert made.tokens == [("sub-a", "mobile", token, 3)]


class Once(list):
    """Values that cost something to look at."""

    looks = 0

    def __iter__(self):
        self.looks += 1
        return super().__iter__()


def test_what_is_kept_in_the_clear_is_told_by_place_and_values_that_are_looked_at_once():
    people = Once(PEOPLE)
    made = batches.seal(
        sealing(people=people, telling=lambda place, values: (place, values.get("name")))
    )
    assert made.told == [(0, "王虚安"), (1, "李虚安"), (2, None)]
    assert people.looks == 1
    assert batches.seal(sealing()).told == []


def test_names_and_receipt_codes_are_those_of_the_keys():
    made = batches.seal(sealing())
    by = {7: HANDED}
    names = batches.names(Naming(by, rows(made)))
    assert names == [(json.loads(row)["subject"], "") for row in made.rows]
    coded = batches.names(Naming(by, rows(made), "camp-a"))
    assert [name for name, _ in coded] == [name for name, _ in names]
    assert len({code for _, code in coded}) == 3
    assert batches.names(Naming(by, rows(made), "camp-b")) != coded


def test_a_row_that_was_changed_names_nobody():
    made = batches.seal(sealing())
    subject, epoch, sealed, commit, number = rows(made)[0]
    changed = [(subject, epoch, sealed, commit[:-1] + bytes([commit[-1] ^ 1]), number)]
    assert batches.names(Naming({7: HANDED}, changed)) is None


def test_a_row_says_what_all_say_and_whose_it_is():
    made = batches.seal(sealing())
    by = {7: HANDED}
    listed = batches.listed(Listing(Naming(by, rows(made)), {"state": "SEALED"}))
    names = [name for name, _ in batches.names(Naming(by, rows(made)))]
    assert listed == [f'{{"state":"SEALED","subject":"{name}"}}'.encode() for name in names]
    changed = [(*rows(made)[0][:3], bytes(32), 7)]
    assert batches.listed(Listing(Naming(by, changed), {})) is None


def count(people, values):
    return [(one, len(own), own.get("name")) for one, own in zip(people, values, strict=True)]


def test_of_values_that_stay_only_what_is_made_of_them_comes_back():
    made = batches.seal(sealing())
    items = [(one, "person", grade, blob) for one, grade, blob in made.records]
    task = Opening("tenant-x", {7: HANDED}, rows(made), items, ["name", "bank_account"])
    order = ["sub-c", "sub-a", "sub-b"]
    told = batches.make(Making(task, order, count))
    assert told == ([("sub-c", 0, None), ("sub-a", 2, "王虚安"), ("sub-b", 1, "李虚安")],)
    broken = Opening("tenant-y", {7: HANDED}, rows(made), items, ["name"])
    assert batches.make(Making(broken, order, count)) is None


def test_only_the_fields_asked_for_come_out():
    made = batches.seal(sealing())
    items = [(one, "person", DataGrade(grade), blob) for one, grade, blob in made.records]
    task = Opening("tenant-x", {7: HANDED}, rows(made), items, ["mobile"])
    assert batches.reveal(task) == [{"mobile": "15400001000"}, {}, {}]


@pytest.mark.parametrize("what", ["tenant", "keys", "place"])
def test_what_does_not_belong_together_does_not_open(what):
    made = batches.seal(sealing())
    items = [(one, "person", DataGrade(grade), blob) for one, grade, blob in made.records]
    if what == "place":
        items = [("sub-b", *items[0][1:])]
    tenant = "tenant-y" if what == "tenant" else "tenant-x"
    held = rows(made)[1:] if what == "keys" else rows(made)
    assert batches.reveal(Opening(tenant, {7: HANDED}, held, items, ["name"])) is None


def test_what_is_no_text_is_refused():
    with pytest.raises(NotSealable):
        batches.seal(sealing(people=[{"name": "\ud800"}]))


def test_tasks_are_copied_whole_and_show_nothing():
    task = sealing()
    assert pickle.loads(pickle.dumps(task)) == task
    naming = Naming({7: HANDED}, [])
    making = Making(Opening("tenant-x", {7: HANDED}, [], [], []), [], count)
    assert pickle.loads(pickle.dumps(making)) == making
    for shown in (task, HANDED, task.indexes["mobile"], naming, Listing(naming, {}), making):
        assert repr(shown).startswith("<shoumi.core.vault.batches.")
