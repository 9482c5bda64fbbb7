"""The house on its second day: pages ask the clock, so the clock stands there too."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shoumi.doors.tests.house import START


@pytest.fixture
def house(built):
    with time_machine.travel(START + timedelta(days=1)):
        yield built.house
