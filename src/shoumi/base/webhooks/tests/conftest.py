from __future__ import annotations

import pytest

from shoumi.base.accounts.tests.cast import AT, house_with_keys
from shoumi.base.egress.tests.https_server import NAME, allowed, authority, receiving
from shoumi.base.jobs import cron
from shoumi.base.tests.kept import kept
from shoumi.base.webhooks import endpoints
from shoumi.base.webhooks.tests.event_push import URL, WANTED
from shoumi.core.terms import Role


@pytest.fixture
def house(home, monkeypatch):
    monkeypatch.setattr(cron, "_plans", {})
    return kept("house with keys", house_with_keys)


@pytest.fixture
def security(house):
    return house.staff(Role.SEC, name="周示例")


@pytest.fixture
def listed(house, security):
    return allowed(NAME, asker=security, approver=house.dpo, at=AT, authority=authority()[0])


@pytest.fixture
def made(listed, security):
    """A receiver that wants what ``enrol`` records."""
    return endpoints.make(name="接收系统", url=URL, tags=WANTED, actor=security, at=AT)


@pytest.fixture
def server(listed):
    with receiving() as found:
        yield found
