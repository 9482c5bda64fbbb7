"""An agreement is found by its number, by who takes part in its deal."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.doors.tests.search_steps import found
from shoumi.doors.web.tests.conftest import house, stranger

__all__ = ["house", "stranger"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def test_an_agreement_is_found_by_the_number_on_its_paper(house, stranger):
    house.at = clock.now()
    first, second = house.agree(), house.agree()
    assert f"/agreements/{first}" in found(house.legal, "NDA-001")
    assert f"/agreements/{second}" in found(house.legal, "NDA-002")
    assert found(house.legal, "NDA-003") == []
    assert found(stranger, "NDA-001") == []
