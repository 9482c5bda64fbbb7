from __future__ import annotations

import pytest

from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.signin import enrolling, passwords
from shoumi.base.signin.tests.people import LOGIN, NOW, both, invited, with_passkey, with_password
from shoumi.base.vault import ring
from shoumi.base.vault import services as vault
from shoumi.core.terms import Role


@pytest.fixture
def house(home):
    vault.setup(at=AT, indexed=[])
    yield House()
    ring.lock()


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
    enrolling.finish(token=token, **both(NOW))
    return made


@pytest.fixture
def device(house, person):
    token = invited(house, person)
    made = with_passkey(token)
    enrolling.finish(token=token, **both(NOW))
    return made
