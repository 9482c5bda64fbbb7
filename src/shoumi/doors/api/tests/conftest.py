from __future__ import annotations

import pytest

from shoumi.base import clock
from shoumi.doors.api import limits
from shoumi.doors.tests.house import House
from shoumi.doors.web.tests.conftest import house as on_its_second_day
from shoumi.doors.web.tests.conftest import stranger

__all__ = ["on_its_second_day", "stranger"]


@pytest.fixture
def house(on_its_second_day) -> House:
    """The house, with its own acts at the time of the calls."""
    on_its_second_day.at = clock.now()
    return on_its_second_day


@pytest.fixture(autouse=True)
def _fresh_limits():
    """What one test called is none of the next one's."""
    limits.calls.clear()
    limits.failures.clear()
