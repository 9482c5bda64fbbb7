from __future__ import annotations

import pytest

from shoumi.base.vault import keyring
from shoumi.chapters.backup.tests.item_house import Desk


@pytest.fixture
def desk(home, db):
    yield Desk()
    keyring.lock()
