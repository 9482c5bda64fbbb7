"""A home with a keyring for the tests that store or sign."""

from __future__ import annotations

import pytest

from shoumi.base.documents.tests.signed import AT
from shoumi.base.vault import ring, services


@pytest.fixture
def keyring(home):
    yield services.setup(at=AT, indexed=["mobile"])
    ring.lock()
