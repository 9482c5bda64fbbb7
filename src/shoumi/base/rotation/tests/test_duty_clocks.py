"""A home of an earlier version is not shut by its upgrade: its clocks begin then, once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.ledger import reader
from shoumi.base.rotation import algorithm_review_queries as queries
from shoumi.base.rotation import duty_clocks
from shoumi.base.rotation.events import Tag
from shoumi.base.vault import services
from shoumi.base.vault.events import FIRST_REVIEW
from shoumi.core.terms import ControlState
from shoumi.core.vault.cryptoperiods import add_months

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
DAY = timedelta(days=1)


@pytest.fixture
def at():
    from shoumi.base.accounts.tests.cast import AT

    return AT


@pytest.fixture
def old_home(home, at, monkeypatch):
    """Made by a version whose first entry named no day of review."""
    own = services._record

    def record(tenant, facts, *rest):
        own(tenant, {name: one for name, one in facts.items() if name != FIRST_REVIEW}, *rest)

    monkeypatch.setattr(services, "_record", record)
    services.setup(at=at, indexed=[])


@pytest.mark.usefixtures("old_home")
def test_an_old_home_gets_a_month_from_its_upgrade(at):
    upgraded = add_months(at, 30)
    assert duty_clocks.is_waiting()
    assert queries.holding(upgraded).state is ControlState.FAIL
    assert duty_clocks.begin_old(at=upgraded)
    held = queries.holding(upgraded)
    assert (held.state, held.until) == (ControlState.PASS, upgraded + 30 * DAY)
    assert queries.holding(upgraded + 30 * DAY).reason == queries.OVERDUE


@pytest.mark.usefixtures("old_home")
def test_a_young_home_of_an_earlier_version_keeps_its_first_year(at):
    assert duty_clocks.begin_old(at=at + DAY)
    assert queries.holding(at).until == add_months(at, 12)


@pytest.mark.usefixtures("old_home")
def test_an_upgrade_that_is_repeated_gives_no_other_month(at):
    assert duty_clocks.begin_old(at=add_months(at, 30))
    assert not duty_clocks.is_waiting()
    assert not duty_clocks.begin_old(at=add_months(at, 31))
    found = [one for one in reader.entries() if one.line().tag == Tag.CLOCKS_BEGAN]
    assert len(found) == 1


def test_a_new_home_gets_none(home, at):
    services.setup(at=at, indexed=[])
    assert not duty_clocks.is_waiting()
    assert not duty_clocks.begin_old(at=add_months(at, 30))
    assert queries.holding(add_months(at, 12)).reason == queries.OVERDUE
