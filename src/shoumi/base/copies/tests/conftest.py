from __future__ import annotations

import pytest

from shoumi.base.copies.tests.copied_home import built
from shoumi.base.vault import keyring


@pytest.fixture
def copied(home, tmp_path, transactional_db):
    yield built(home, tmp_path / "place")
    keyring.lock()
