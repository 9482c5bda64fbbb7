"""The link of one customer that a demo prints: somebody who can still do something with it."""

from __future__ import annotations

import pytest

from shoumi.chapters.consent.story import customer_page
from shoumi.chapters.consent.tests.campaign_house import YES
from shoumi.core import receipt_codes

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def whose(bureau):
    """Whose letter the link is of."""
    code = receipt_codes.canonical(customer_page.address().partition("#")[2])
    (found,) = (own for own, one in bureau.codes.items() if receipt_codes.canonical(one) == code)
    return found


def test_there_is_none_before_anybody_got_a_letter(bureau):
    bureau.hold(2)
    assert customer_page.address() == ""
    bureau.open()
    assert customer_page.address() == ""


def test_it_is_of_somebody_who_may_answer_and_then_of_who_may_take_a_yes_back(bureau):
    bureau.hold(2)
    campaign = bureau.open()
    bureau.deliver(campaign)
    first = whose(bureau)
    bureau.record(campaign, (first, YES))
    assert whose(bureau) != first
    bureau.end(campaign)
    assert whose(bureau) == first
