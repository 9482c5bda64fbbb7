"""A home with a keyring for the tests that store or sign."""

from __future__ import annotations

import pytest

from shoumi.base.documents.tests.signed_sample import AT
from shoumi.base.vault import keyring as vault_keyring
from shoumi.base.vault import services


@pytest.fixture
def keyring(home):
    yield services.setup(at=AT, indexed=["mobile"])
    vault_keyring.lock()
