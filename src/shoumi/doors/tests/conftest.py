"""A whole house for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shoumi.base.rooms import content
from shoumi.base.vault import keyring
from shoumi.core.terms import DisclosureLevel
from shoumi.doors.tests.handover_house import FIVE, asked_for_consent
from shoumi.doors.tests.house import House


@pytest.fixture
def house(home, transactional_db) -> Iterator[House]:
    """Committed as it would be outside tests: what is durable is part of what is tested."""
    yield House()
    keyring.lock()


@pytest.fixture
def found(house):
    """Three people in the house's deal."""
    return house.keep_many(3)


@pytest.fixture
def task(house, found):
    """A task to reveal them, of the protection officer."""
    return house.task()


@pytest.fixture
def clean_room(house):
    """A clean room with one person, its level reached, named for the buyer, not approved yet."""
    house.reach(DisclosureLevel.L3)
    return house.prepared(content.people(house.keep_many(1)))


@pytest.fixture
def handing(house):
    return asked_for_consent(house)


@pytest.fixture
def sealed(handing):
    return handing.seal(FIVE)
