"""A whole house for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shoumi.base.vault import ring
from shoumi.doors.tests.house import House


@pytest.fixture
def house(home, transactional_db) -> Iterator[House]:
    """Committed as it would be outside tests: what is durable is part of what is tested."""
    yield House()
    ring.lock()
