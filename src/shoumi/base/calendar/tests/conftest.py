"""A home with a keyring, as requests for a second person are sealed rows."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.tests.cast import AT
from shoumi.base.vault import keyring as vault_keyring
from shoumi.base.vault import services


@pytest.fixture
def keyring(home, transactional_db):
    yield services.setup(at=AT, indexed=["mobile"])
    vault_keyring.lock()
