"""A home with a keyring: the evidence of statements is sealed."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.tests.cast import AT
from shoumi.base.vault import keyring as vault_keyring
from shoumi.base.vault import services


@pytest.fixture(autouse=True)
def keyring(home, db):
    yield services.setup(at=AT, indexed=["mobile"])
    vault_keyring.lock()
