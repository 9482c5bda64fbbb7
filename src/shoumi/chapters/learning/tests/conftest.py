from __future__ import annotations

import pytest

from shoumi.base import registry
from shoumi.base.tests.kept import kept
from shoumi.chapters.learning.tests.academy import Academy


@pytest.fixture
def academy(home, db, monkeypatch):
    made = kept("learning", Academy)
    monkeypatch.setattr(registry, "register_versions", lambda: made.versions)
    return made
