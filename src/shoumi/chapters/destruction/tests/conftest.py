from __future__ import annotations

import pytest

from shoumi.base.tests.kept import kept
from shoumi.chapters.destruction.tests.destruction_house import Yard


@pytest.fixture
def yard(home, transactional_db):
    """Committed for good: keys are erased outside every transaction."""
    return kept("yard", Yard)
