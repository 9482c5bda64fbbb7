"""Who is to be let in again waits for a second person."""

from __future__ import annotations

import pytest
import time_machine

from shoumi.base.accounts.tests.cast import asker
from shoumi.base.registry import InboxKind
from shoumi.base.signin import enrolment, inbox_items, rules
from shoumi.base.signin.tests.people import NOW, both
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def told(person):
    return [one.ref for one in inbox_items.items(asker(person, NOW))]


def test_it_waits_for_the_other_of_two_and_goes_with_the_answer(house, person, device):
    asked = enrolment.ask_again(person=person, actor=house.dpo, **both())
    with time_machine.travel(NOW):
        (found,) = inbox_items.items(asker(house.head, NOW))
        assert (found.kind, found.ref, found.page) == (InboxKind.GRANT, asked.ref, "people")
        assert found.two
        assert told(house.dpo) == told(person) == []
        enrolment.approve_again(request=Ref(asked.ref), actor=house.head, **both())
        assert told(house.head) == []


def test_it_is_gone_when_it_can_be_answered_no_more(house, person, device):
    asked = enrolment.ask_again(person=person, actor=house.dpo, **both())
    with time_machine.travel(NOW + rules.LINK_VALID - rules.CEREMONY_VALID):
        assert told(house.head) == [asked.ref]
    with time_machine.travel(NOW + rules.LINK_VALID):
        assert told(house.head) == []
