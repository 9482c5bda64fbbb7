from __future__ import annotations

import pytest
from shoumi.chapters.chapter_slug.tests.item_house import Desk

from shoumi.base.vault import keyring


@pytest.fixture
def desk(home, db):
    yield Desk()
    keyring.lock()
