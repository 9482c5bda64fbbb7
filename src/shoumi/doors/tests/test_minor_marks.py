"""Who has no mark counts as a minor until the house has looked; who comes of age loses the mark."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.gate import minor_marks
from shoumi.base.ledger import reader
from shoumi.base.subjects import queries
from shoumi.base.subjects.models import Kind, Record, Subject
from shoumi.base.subjects.services import update
from shoumi.base.tests import authenticated
from shoumi.core.gate import Fact
from shoumi.doors.tests.house import person, told, values

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def old(house):
    """People as a home holds them that is older than the mark."""
    kept = house.keep(
        person(0),
        person(1, birth_on="2010-01-01"),
        person(2, id_number="990000200901010012"),
        person(3, birth_on="1990-01-01"),
        person(4, kind=Kind.CHILD),
    )
    authenticated.change(Subject.objects.all(), is_minor=None)
    return list(kept)


def marks(kept):
    known = dict(Subject.objects.values_list("ref", "is_minor"))
    return [known[ref] for ref in kept]


def agreed(house, kept):
    stated = queries.subject_facts(house.asked(house.task()), kept)
    return [stated[Fact.MINOR_AGREED][ref] for ref in kept]


@pytest.mark.both
def test_until_the_house_has_looked_everybody_counts_as_a_minor(house, old):
    assert agreed(house, old) == [False] * 5
    assert queries.minors_among(old) == 5
    before = reader.size()
    assert minor_marks.mark(house.at) == 4  # whom the kind tells nobody opens
    assert reader.size() == before + 1
    assert marks(old) == [False, True, True, False, True]
    assert agreed(house, old) == [True, False, False, True, False]
    (line,) = told("minors.marked")
    assert line.rows.count == 4
    before = reader.size()
    assert minor_marks.mark(house.at) == 0
    assert reader.size() == before


def test_one_that_cannot_be_opened_keeps_counting_and_stops_no_other(house, old):
    Record.objects.filter(subject=old[0]).update(blob=b"damaged")
    minor_marks.mark(house.at)
    assert marks(old) == [None, True, True, False, True]


def test_a_birthday_takes_the_mark_within_a_month(house):
    kept = house.keep(person(0, birth_on="2008-09-20"), person(1, birth_on="2012-01-01"))
    assert minor_marks.mark_again(house.at) == 0  # known for less than a month
    house.at += timedelta(days=31)
    assert minor_marks.mark_again(house.at) == 2
    assert marks(kept) == [False, True]
    house.at += timedelta(days=29)
    assert minor_marks.mark_again(house.at) == 0
    assert len(told("minors.examined")) == 1


def test_a_later_file_marks_anew(house):
    (one,) = house.keep(person(0))
    changes = {one: values(0, birth_on="2010-01-01")}
    update(deal=house.deal, dataset=house.dataset, changes=changes, actor=house.dpo, at=house.at)
    assert marks([one]) == [True]
    changes = {one: values(0, birth_on="1990-01-01")}
    update(deal=house.deal, dataset=house.dataset, changes=changes, actor=house.dpo, at=house.at)
    assert marks([one]) == [False]
