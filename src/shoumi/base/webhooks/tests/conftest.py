from __future__ import annotations

import pytest

from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.egress.tests.servers import NAME, allowed, authority
from shoumi.base.jobs import cron
from shoumi.base.vault import ring
from shoumi.base.vault import services as vault
from shoumi.core.terms import Role


@pytest.fixture
def house(home, monkeypatch):
    monkeypatch.setattr(cron, "_plans", {})
    vault.setup(at=AT, indexed=[])
    yield House()
    ring.lock()


@pytest.fixture
def security(house):
    return house.staff(Role.SEC, name="周示例")


@pytest.fixture
def listed(house, security):
    return allowed(NAME, asker=security, approver=house.dpo, at=AT, authority=authority()[0])
