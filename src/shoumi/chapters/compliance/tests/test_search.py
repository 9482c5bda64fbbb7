"""An assessment is found by its number, by who takes part in its deal."""

from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.chapters.compliance.models import Assessment
from shoumi.doors.tests.search_steps import found
from shoumi.doors.web.tests.conftest import house, stranger

__all__ = ["house", "stranger"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def test_an_assessment_is_found_by_its_number_however_it_is_written(house, stranger):
    house.at = clock.now()
    ref = house.assess()
    number = str(Assessment.objects.get(ref=ref))
    for typed in (number, number.lower(), number.replace("-00", "-"), ref):
        assert f"/assessments/{ref}" in found(house.dpo, typed)
        assert found(stranger, typed) == []
