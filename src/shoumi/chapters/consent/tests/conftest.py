from __future__ import annotations

import pytest

from shoumi.base.vault import ring
from shoumi.chapters.consent.tests.bureau import Bureau


@pytest.fixture
def bureau(home, db):
    yield Bureau()
    ring.lock()
