from __future__ import annotations

import pytest

from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.vault import keyring
from shoumi.base.vault import services as vault
from shoumi.core.terms import Role


@pytest.fixture
def house(home):
    vault.setup(at=AT, indexed=[])
    yield House()
    keyring.lock()


@pytest.fixture
def person(house):
    return house.staff(Role.CON, name="陈示例")
