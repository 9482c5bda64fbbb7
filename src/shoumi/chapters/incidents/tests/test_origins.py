"""A request, a vendor's report and an alert become incidents: since when, by whom, once each, and
whoever is on duty hears of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.outbox.models import Message
from shoumi.base.registry.incident_card import incident_desk
from shoumi.base.registry.incident_desk import IncidentReport, Through
from shoumi.chapters.incidents.models import Breach, BreachOrigin
from shoumi.chapters.incidents.queries import courses
from shoumi.chapters.incidents.rules.words import Kind, Milestone, Source
from shoumi.chapters.incidents.services.errors import AlreadyReported, NotYet, TextMissing
from shoumi.core.refs import SYSTEM, Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
REQUEST = Ref("request-0000000000001")


def report(desk, actor=None, **other):
    told = {"origin": REQUEST, "through": Through.CUSTOMER, "came_in_at": desk.at}
    told |= {"account": "有人接到了冒充公司的电话。", **other}
    return incident_desk().report(IncidentReport(**told), actor or desk.wang, desk.at)


def test_its_clocks_run_since_it_came_in_and_not_since_somebody_read_it(desk):
    came = desk.at
    desk.go(hours=20)
    one = Breach.objects.get(ref=report(desk, came_in_at=came).ref)
    due = {clock.what: clock.due for clock in courses.clocks(one)}
    assert due[Milestone.CONTAINED] == came + timedelta(hours=24)
    assert (one.found_at, one.reported_at) == (came, desk.at)


@pytest.mark.parametrize(
    ("through", "is_inside", "kind"),
    [
        (Through.CUSTOMER, False, Kind.OTHER),
        (Through.VENDOR, False, Kind.VENDOR),
        (Through.SENSOR, False, Kind.INTRUSION),
        (Through.SENSOR, True, Kind.INSIDER),
    ],
)
def test_the_record_says_what_it_came_from_and_through_whom(desk, through, is_inside, kind):
    made = report(desk, through=through, is_inside=is_inside)
    one = Breach.objects.get(ref=made.ref)
    assert (one.source, one.kind) == (Source(through.value), kind)
    origin = BreachOrigin.objects.get()
    assert (origin.breach, origin.origin, origin.source) == (one.ref, REQUEST, one.source)
    assert incident_desk().known(REQUEST) == made
    assert incident_desk().known(Ref("request-0000000000002")) is None


def test_one_thing_that_came_in_is_one_incident(desk):
    first = report(desk)
    with pytest.raises(AlreadyReported) as refused:
        report(desk, actor=desk.officer)
    assert refused.value.facts["number"] == first.number
    assert Breach.objects.count() == 1


def test_a_refused_report_leaves_nothing(desk):
    later = desk.at + timedelta(minutes=1)
    for wrong, error in (
        ({"account": " "}, TextMissing),
        ({"came_in_at": later}, NotYet),
        ({"actor": Ref.new("person")}, NotPermitted),
    ):
        with pytest.raises(error):
            report(desk, **wrong)
    for table in (Breach, BreachOrigin, Message):
        assert not table.objects.exists()


def test_what_a_vendor_hands_in_at_night_is_nobodys_act_and_shuts_no_deal_by_itself(desk):
    desk.planned()
    made = report(desk, actor=SYSTEM, through=Through.VENDOR)
    one = Breach.objects.get(ref=made.ref)
    assert (one.reported_by, one.is_leak, one.deals) == (SYSTEM, False, [])
    assert desk.state("9.2") == ("PASS", "")
    desk.go(hours=24)
    assert desk.state("9.2") == ("FAIL", "incidents.late_then"), "nobody contained it in time"


def test_everybody_on_duty_is_told_at_once_without_a_word_of_what_was_said(desk):
    desk.on_duty()
    desk.report()
    told = Message.objects.filter(subject_line__contains="INC-001")
    assert set(told.values_list("to", flat=True)) == {
        *(desk.officer, desk.security, desk.wang, desk.chen)
    }
    body = told.first().body
    assert "错误的地址" not in body
    assert "/incidents/breach-" in body


def test_where_nobody_is_on_duty_the_desks_of_officer_and_security_are_told(desk):
    desk.report()
    assert set(Message.objects.values_list("to", flat=True)) == {"role-dpo", "role-sec"}
