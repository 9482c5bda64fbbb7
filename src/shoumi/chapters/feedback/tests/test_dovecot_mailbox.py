"""On Dovecot, mails that get new numbers are known, and what is destroyed here is taken out there,
whatever another client has marked."""

from __future__ import annotations

import time

import pytest

from shoumi.chapters.feedback.models import Mail, Request
from shoumi.chapters.feedback.rules.mail_fates import Fate
from shoumi.chapters.feedback.services import erasure
from shoumi.chapters.feedback.tests.mailbox_house import dovecot_house, written
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def house(desk):
    with dovecot_house(desk) as found:
        yield found


def renumbered(house):
    time.sleep(1.1)  # the server's next validity is a second of its clock
    house.mails.renumber()


def test_mails_under_new_numbers_are_not_taken_twice(house):
    house.asked()
    renumbered(house)
    house.look()
    house.come(written("另一件", number=2))
    assert Request.objects.count() == 2
    assert Mail.objects.filter(fate=Fate.COPY).count() == 1


def test_what_is_destroyed_is_taken_out_of_the_mailbox_although_it_was_numbered_anew(house):
    desk = house.desk
    request = Ref(house.asked().ref)
    house.come(written("别人的", sender="li@people.example", number=7))
    desk.assign(request, desk.qian)
    desk.prove(request, subject=desk.first)
    erasure.forget([desk.first])
    renumbered(house)
    [mine, other] = sorted(house.mails.flags())
    with house.mails.opened() as another_client:
        another_client.uid("STORE", str(other), "+FLAGS.SILENT", r"(\Deleted)")
    house.look()
    assert sorted(house.mails.flags()) == [other], f"{mine} is gone, what another marked is not"
