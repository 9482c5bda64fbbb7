from __future__ import annotations

import pytest

from shoumi.base.vault import keyring
from shoumi.chapters.backup.tests.backup_house import BackupHouse


@pytest.fixture
def desk(home, tmp_path, transactional_db, monkeypatch):
    """A real home with nothing set up yet."""
    yield BackupHouse(home, tmp_path, monkeypatch)
    keyring.lock()
