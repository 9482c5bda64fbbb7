from __future__ import annotations

import pytest

from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.egress.tests.https_server import NAME, allowed, authority
from shoumi.core.terms import Role


@pytest.fixture
def house(home):
    return House()


@pytest.fixture
def security(house):
    return house.staff(Role.SEC, name="周示例")


@pytest.fixture
def listed(house, security):
    """The test's host is on the list, with the test's authority."""
    return allowed(NAME, asker=security, approver=house.dpo, at=AT, authority=authority()[0])
