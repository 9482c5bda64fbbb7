"""A whole house for each test that asks for one: built once, put back for each."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from shoumi.base.handover.models import Package
from shoumi.base.rooms import content
from shoumi.base.tests.kept import kept
from shoumi.core.terms import DisclosureLevel
from shoumi.doors.tests.handover_house import FIVE, Handing, asked_for_consent
from shoumi.doors.tests.house import House


class Built(NamedTuple):
    """As far as the test asks for it."""

    house: House
    handing: Handing | None = None
    sealed: Package | None = None


@pytest.fixture
def built(request, home, transactional_db) -> Built:
    """The house, the furthest state that the test names put back at once."""
    if "sealed" in request.fixturenames:
        return kept("house with a sealed package", _sealed)
    if "handing" in request.fixturenames:
        return kept("house before a handover", _handing)
    return kept("house", lambda: Built(House()))


def _handing() -> Built:
    handing = asked_for_consent(House())
    return Built(handing.house, handing)


def _sealed() -> Built:
    made = _handing()
    return made._replace(sealed=made.handing.seal(FIVE))


@pytest.fixture
def house(built) -> House:
    """Committed as it would be outside tests: what is durable is part of what is tested."""
    return built.house


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
def handing(built):
    return built.handing


@pytest.fixture
def sealed(built):
    return built.sealed
