"""Who gave notice is noted by personnel; signals know it, and the order in which people came."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.person_rows import NoSuchPerson
from shoumi.base.accounts.queries import NotPermitted
from shoumi.chapters.conduct.leaving_models import LeavingNotice
from shoumi.chapters.conduct.queries import intake_order, observed
from shoumi.chapters.conduct.rules.accesses import Access, Kind
from shoumi.chapters.conduct.services import errors as no
from shoumi.chapters.conduct.services import leavers
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
DAY = timedelta(days=1)


def note(desk, person=None, actor=None, given_on=None):
    return leavers.note(
        person=person or desk.chen,
        given_on=given_on or day_in_china(desk.at),
        actor=actor or desk.hr,
        at=desk.at,
    )


def test_a_notice_of_nobody_is_refused(desk):
    with pytest.raises(NoSuchPerson):
        note(desk, person=Ref("person-0000000000000000"))
    assert not LeavingNotice.objects.exists()


def test_a_notice_counts_from_its_day_until_it_is_withdrawn(desk):
    assert observed.notices() == {}
    made = note(desk)
    assert observed.notices() == {desk.chen: day_in_china(desk.at)}
    with pytest.raises(no.AlreadyLeaving):
        note(desk)
    leavers.withdraw(leaver=Ref(made.ref), actor=desk.head, at=desk.at)
    assert observed.notices() == {}
    with pytest.raises(no.NotLeaving):
        leavers.withdraw(leaver=Ref(made.ref), actor=desk.head, at=desk.at)
    note(desk)


def test_personnel_and_the_head_note_it_and_nobody_the_own(desk):
    with pytest.raises(NotPermitted):
        note(desk, actor=desk.officer)
    with pytest.raises(no.OneselfNot):
        note(desk, person=desk.hr)
    with pytest.raises(no.DayToCome):
        note(desk, given_on=day_in_china(desk.at + 2 * DAY))
    assert not LeavingNotice.objects.exists()


def test_a_notice_that_was_changed_by_hand_says_nothing(desk):
    note(desk)
    LeavingNotice.objects.update(person=desk.sup)
    assert observed.notices() == {}


def test_customers_stand_in_the_order_of_their_intake(desk, monkeypatch):
    """Asked of the deals alone in which somebody opened more than a dozen."""
    asked = []

    def places(deal):
        asked.append(deal)
        return {f"sub-{n}": n for n in range(20)}

    monkeypatch.setattr(intake_order, "_places", places)

    def read(n, deal):
        return Access(n, "person-a", desk.at, Kind.READ, f"sub-{n}", deal=deal)

    found = [*(read(n, "deal-a") for n in range(12)), read(99, "deal-b")]
    placed = intake_order.placed(found)
    assert asked == ["deal-a"]
    assert [one.place for one in placed] == [*range(12), None]
