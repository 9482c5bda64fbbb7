from __future__ import annotations

import pytest

from shoumi.base.tests.kept import kept
from shoumi.chapters.incidents.tests.incident_house import Desk


@pytest.fixture
def desk(home, db):
    return kept("incidents", Desk)
