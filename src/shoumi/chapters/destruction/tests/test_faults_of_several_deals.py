"""A fault of one deal hides none of another."""

from __future__ import annotations

import pytest

from shoumi.chapters.destruction.chapter import card
from shoumi.chapters.destruction.tests.destruction_house import DEAL
from shoumi.chapters.destruction.tests.test_certificates import Deal

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def deal(yard):
    return Deal(yard)


def test_what_is_wrong_in_one_deal_hides_nothing_of_another(deal):
    deal.yard.destroyed(deal.yard.hold())
    deal.expect()
    deal.yard.go(days=200)
    held = card.checks["8.3"](deal.yard.at)
    assert (held.reason, held.deals) == ("destruction.no_certificate", {DEAL, deal.ref})
