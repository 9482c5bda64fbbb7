from __future__ import annotations

import pytest

from shoumi.base.tests.kept import kept
from shoumi.chapters.policies.tests.office import Office


@pytest.fixture
def office(home, db):
    return kept("office of policies", Office)
