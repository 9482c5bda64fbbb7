from __future__ import annotations

import pytest

from shoumi.base.accounts.tests.cast import AT, house_with_keys
from shoumi.base.egress import http_client
from shoumi.base.egress.tests.https_server import allowed, authority
from shoumi.base.signin import enrolment, passwords, provider
from shoumi.base.signin.oidc import Aim
from shoumi.base.signin.tests.identity import NAME, come, configure, identity
from shoumi.base.signin.tests.people import (
    LOGIN,
    NOW,
    both,
    by_passkey,
    invited,
    with_passkey,
    with_password,
)
from shoumi.base.tests.kept import kept
from shoumi.core.terms import Role


@pytest.fixture
def house(home):
    return kept("house with keys", house_with_keys)


@pytest.fixture
def cheap(monkeypatch):
    """Hashing that costs nothing, where its cost is not what is looked at."""
    monkeypatch.setattr(passwords.HASHER, "memory_cost", 8, raising=False)
    monkeypatch.setattr(passwords.HASHER, "time_cost", 1, raising=False)


@pytest.fixture
def person(house):
    return house.staff(Role.CON, name="陈示例")


@pytest.fixture
def app(house, person, cheap):
    """The person can sign in by password; the step of ``NOW`` is spent already."""
    token = invited(house, person)
    made = with_password(token, login=LOGIN)
    enrolment.finish(token=token, **both(NOW))
    return made


@pytest.fixture
def device(house, person):
    token = invited(house, person)
    made = with_passkey(token)
    enrolment.finish(token=token, **both(NOW))
    return made


@pytest.fixture
def at_provider(house, home, monkeypatch):
    """The company's provider: configured, on the list of calls out, and running."""
    officer = house.staff(Role.SEC, name="周示例")
    allowed(NAME, asker=officer, approver=house.dpo, at=AT, authority=authority()[0])
    monkeypatch.setattr(provider, "_CACHE", provider._Cache())
    configure(home)
    with identity() as made:
        made.now = lambda: NOW
        monkeypatch.setattr(http_client, "OUT", made.ways())
        yield made


@pytest.fixture
def bound(at_provider, device):
    """The person, who has a passkey, has bound the provider's account."""
    token = by_passkey(device)
    come(at_provider, Aim.BIND, session=token)
    return at_provider
