"""An order is found by the number of its certificate, by who takes part in its deal."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.rules import Basis
from shoumi.core.refs import Ref
from shoumi.doors.tests.search_steps import found
from shoumi.doors.web.tests.conftest import house, stranger

__all__ = ["house", "stranger"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def an_order(house) -> Order:
    return Order.objects.create(
        ref=Ref.new("order"),
        number=7,
        deal=house.deal,
        basis=next(iter(Basis)),
        count=1,
        proposer=house.dpo,
        proposed_at=clock.now(),
    )


def test_an_order_is_found_by_its_number_however_it_is_written(house, stranger):
    order = an_order(house)
    for typed in ("DR-007", "dr-7", "DR-07", order.ref):
        assert f"/destruction/{order.ref}" in found(house.dpo, typed)
        assert found(stranger, typed) == []
