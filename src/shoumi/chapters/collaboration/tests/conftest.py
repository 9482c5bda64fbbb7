from __future__ import annotations

import pytest

from shoumi.base.tests.kept import kept
from shoumi.chapters.collaboration.tests.collaboration_house import Desk


@pytest.fixture
def desk(home, transactional_db):
    """A whole house with three customers in its deal; committed, as refusals are recorded apart."""
    return kept("collaboration", Desk)
