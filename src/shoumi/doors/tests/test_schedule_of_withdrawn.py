"""The schedule of destruction takes everybody whose time is over, also who withdrew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.attestations import controls
from shoumi.base.subjects.models import Subject
from shoumi.chapters.destruction.models import OrderItem
from shoumi.chapters.destruction.services import schedule
from shoumi.core.calendar import day_in_china
from shoumi.doors.tests.handover_house import asked_for_consent
from shoumi.doors.tests.house import House

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def handing(home, transactional_db):
    return asked_for_consent(House())


def test_who_withdrew_goes_at_the_end_of_the_period_like_everybody(handing):
    house = handing.house
    withdrew, frozen, stays = handing.people[0], handing.people[4], handing.people[1]
    handing.withdraw(withdrew)
    Subject.objects.filter(ref=frozen).update(state="FROZEN")
    over = day_in_china(house.at) - timedelta(days=1)
    Subject.objects.filter(ref__in=[withdrew, frozen]).update(retention_until=over)
    assert controls.holding("8.1", None, house.at).reason == "destruction.retention_over"
    made = schedule.order_due(at=house.at)
    assert [order.basis for order in made] == ["EXPIRED"]
    ordered = set(OrderItem.objects.filter(order__in=made).values_list("subject", flat=True))
    assert ordered == {withdrew, frozen}
    assert stays not in ordered
