from __future__ import annotations

import pytest

from shoumi.base.vault import keyring
from shoumi.chapters.policies.tests.office import Office


@pytest.fixture
def office(home, db):
    yield Office()
    keyring.lock()
