"""Whole guarded tables are read by statements of our own, which give what Django's give."""

from __future__ import annotations

import pytest

from shoumi.base import registry
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Grant, Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.row_authentication import whole_tables

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


def test_each_row_is_as_django_reads_it(house):
    house.keep_many(1)
    tables = [one.table for card in registry.cards() for one in card.guarded]
    filled = set()
    for table in tables:
        read = [vars(row) for row in table._default_manager.order_by("pk")]
        for _ in ("the statement is put together", "it is there already"):
            found = [vars(row) for row in whole_tables.rows(table)]
            assert _plain(found) == _plain(read), table
        filled |= {table} if read else set()
    assert {Grant, Person} <= filled


def test_what_is_written_afterwards_is_read(house):
    before = {row.ref for row in whole_tables.rows(Person)}
    made = accounts.enrol(name="周示例", kind=Kind.STAFF, actor=house.dpo, at=house.at)
    assert {row.ref for row in whole_tables.rows(Person)} == {*before, made.ref}


def _plain(rows):
    return [{name: value for name, value in row.items() if name != "_state"} for row in rows]
