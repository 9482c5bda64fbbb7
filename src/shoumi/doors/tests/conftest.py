"""A whole house for each test that asks for one: built once, put back for each."""

from __future__ import annotations

import pytest

from shoumi.base.rooms import content
from shoumi.base.tests.kept import kept
from shoumi.core.terms import DisclosureLevel
from shoumi.doors.tests.handing import FIVE, asked_for_consent
from shoumi.doors.tests.house import House


@pytest.fixture
def house(home, transactional_db) -> House:
    """Committed as it would be outside tests: what is durable is part of what is tested."""
    return kept("house", House)


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
