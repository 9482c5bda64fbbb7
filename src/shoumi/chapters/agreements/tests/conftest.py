from __future__ import annotations

import pytest

from shoumi.base.vault import ring
from shoumi.chapters.agreements.tests.desk import Desk


@pytest.fixture
def desk(home, db):
    yield Desk()
    ring.lock()
