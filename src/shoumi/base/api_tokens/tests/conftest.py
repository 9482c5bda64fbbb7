from __future__ import annotations

import pytest

from shoumi.base.accounts.tests.cast import house_with_keys
from shoumi.base.tests.kept import kept
from shoumi.core.terms import Role


@pytest.fixture
def house(home):
    return kept("house with keys", house_with_keys)


@pytest.fixture
def person(house):
    return house.staff(Role.CON, name="陈示例")
