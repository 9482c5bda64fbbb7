"""The made-up company: safe identifiers, exact slices, nobody twice."""

from __future__ import annotations

from collections import Counter

import pytest
from stdnum import luhn
from stdnum.cn import ric

from shoumi.doors.demo import sample_customers

LARGE = 60_000


@pytest.fixture(scope="module")
def thousand():
    return sample_customers.customers(1000)


@pytest.fixture(scope="module")
def many():
    return sample_customers.customers(LARGE)


def test_a_thousand_people_are_cut_as_in_the_worked_example(thousand):
    kinds = Counter(own.kind for own in thousand)
    assert kinds == {"individual": 862, "contact": 120, "child": 6, "closed": 12}
    accounts = {own.number for own in thousand if own.bank_account}
    images = {own.number for own in thousand if own.id_card_image}
    children = {own.number for own in thousand if own.kind == "child"}
    assert (len(accounts), len(images), len(children)) == (38, 15, 6)
    assert len(accounts | images | children) == 59
    assert sum(own.is_key for own in thousand) == 12


def test_the_same_number_gives_the_same_people(thousand):
    assert sample_customers.customers(1000) == thousand


def test_no_identifier_can_belong_to_a_real_person(many):
    for own in many:
        if own.id_number:
            assert own.id_number.startswith("990000")
            assert ric.calc_check_digit(own.id_number) == own.id_number[-1]
            assert own.id_number[6:14] == f"{own.birth_on:%Y%m%d}"
        assert not own.mobile or own.mobile.startswith("154")
        if own.bank_account:
            assert own.bank_account.startswith("999999")
            assert luhn.is_valid(own.bank_account)


@pytest.mark.parametrize("field", ["name", "mobile", "id_number", "bank_account"])
def test_nobody_shares_a_name_or_number(many, field):
    held = [value for own in many if (value := getattr(own, field))]
    assert len(held) > 2000
    twice = [value for value, count in Counter(held).items() if count > 1]
    # Children are named after their class-mates' fashion: a name may come again at another address.
    children = {own.name for own in many if own.kind == "child"}
    assert [value for value in twice if value not in children] == []


@pytest.mark.parametrize("customers", [59, 0, -1])
def test_fewer_than_sixty_do_not_fill_the_slices(customers):
    with pytest.raises(ValueError, match="at least 60"):
        sample_customers.sizes(customers)


@pytest.mark.parametrize("customers", [60, 61, 99, 137, 1000, 12_345, 1_000_000])
def test_the_slices_add_up(customers):
    size = sample_customers.sizes(customers)
    assert size.total == customers
    assert size.individuals >= size.bank_accounts + size.id_images
    assert size.key_contacts == 12 <= size.contacts
