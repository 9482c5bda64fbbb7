"""A request, an alert and a vendor's own report become incidents: by page, by command, over the
API, and for a vendor by its link without an account."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import transaction
from django.test import Client

from shoumi.base import clock
from shoumi.base.api_tokens import services as tokens
from shoumi.base.deals.models import Deal
from shoumi.base.tests.believed_names import believe
from shoumi.chapters.defence.commands import detection as detection_command
from shoumi.chapters.defence.models import SecurityCase
from shoumi.chapters.defence.rules.detection import Code, Signal
from shoumi.chapters.defence.services import detection
from shoumi.chapters.feedback.models import Communication
from shoumi.chapters.feedback.rules import Kind, Part, Scope, Way
from shoumi.chapters.feedback.services import intake
from shoumi.chapters.feedback.services.intake import Told
from shoumi.chapters.incidents.models import Breach, BreachOrigin
from shoumi.chapters.incidents.rules.words import Source
from shoumi.chapters.vendors.models import Incident, Token, Vendor
from shoumi.core.calendar import CHINA
from shoumi.core.refs import SYSTEM, Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer.content.decode()


def sees(person, path, lang="zh"):
    return text(signed_in(person, lang=lang).get(path, secure=True))


def does(person, path, slug, **given):
    return signed_in(person).post(f"{path}/do/{slug}", given, secure=True)


def asked(house, **other) -> Ref:
    told = {"kind": Kind.COMPLAINT, "way": Way.PHONE, "text": "有人冒充你们给我打电话。"}
    told |= {"received_at": house.at, "deal": house.deal, **other}
    made, _ = intake.take_in(told=Told(**told), actor=house[people.SERVICE], at=house.at)
    return Ref(made.ref)


def alert(house) -> SecurityCase:
    with transaction.atomic():
        signal = Signal(Code.READ_RATE, house[people.CONSULTANT], 1, 9, 240)
        return detection._open(signal, house.at)  # as the watch does


# -- a request -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "button", "helped"),
    [
        ("zh", "报告为安全事件", "时限从收到这个请求时起算"),
        ("en", "Report it as an incident", "Its clocks run since the request came in"),
    ],
)
def test_one_click_makes_an_incident_of_a_request(house, lang, button, helped):
    request = asked(house)
    service, path = house[people.SERVICE], f"/requests/{request}"
    assert button in sees(service, path, lang)
    assert helped in sees(service, f"{path}/do/request-incident", lang)
    answer = does(service, path, "request-incident")
    one = Breach.objects.get()
    assert answer["Location"].startswith(f"/incidents/{one.ref}")
    assert (one.found_at, one.source, one.deals) == (house.at, Source.CUSTOMER, [house.deal])
    assert BreachOrigin.objects.get().origin == request
    assert Deal.objects.get(ref=house.deal).overlay == "suspended"
    shown = sees(service, path, lang)
    assert "INC-001" in shown
    assert "request-incident" not in shown
    assert "DSR-0001" in sees(service, f"/incidents/{one.ref}", lang)
    assert Communication.objects.filter(request=request, part=Part.NOTE).count() == 1


def test_a_program_reports_a_request_once(house):
    request = asked(house)
    given = {"name": "客服", "scopes": [Scope.READ, Scope.WRITE], "at": clock.now()}
    _, token = tokens.make(**given, actor=house[people.SERVICE], real_at=datetime.now(UTC))
    client = Client(HTTP_HOST="localhost", HTTP_AUTHORIZATION=f"Bearer {token}")

    def post(key):
        told = {"content_type": "application/json", "secure": True}
        path = f"/api/v1/requests/{request}/incident"
        return client.post(path, {}, headers={"Idempotency-Key": key * 4}, **told)

    assert post("first").json()["number"] == "INC-001"
    second = post("other")
    assert second.status_code == 409
    assert "incidents.already_reported" in second.content.decode()


# -- an alert --------------------------------------------------------------------------------


def test_an_alert_becomes_an_incident_by_page_since_it_was_opened(house):
    one = alert(house)
    security, path = house[people.SECURITY], f"/detection/{one.ref}"
    assert "detection-report" in sees(security, path)
    does(security, path, "detection-report", words="短时间读了很多人。")
    made = Breach.objects.get()
    assert (made.kind, made.source) == ("INSIDER", Source.MONITORING)
    assert made.found_at == one.opened_at
    assert "INC-001" in sees(security, path, "en")


def test_a_command_reports_an_alert(house, monkeypatch):
    believe(monkeypatch)
    one = alert(house)
    words = ("report", one.ref, "--as", house[people.SECURITY], "--json")
    answer = CliRunner().invoke(detection_command, words, catch_exceptions=False)
    assert json.loads(answer.stdout)["number"] == "INC-001", answer.output


# -- a vendor --------------------------------------------------------------------------------


def outsider(path, lang="zh", **given):
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=lang)
    return client.post(path, given, secure=True) if given else client.get(path, secure=True)


@pytest.fixture
def link(house):
    """The token of the link that the buyer's page shows once."""
    vendor = Vendor.objects.get(number=1)
    shown = text(does(house[people.PURCHASING], f"/vendors/{vendor.ref}", "vendor-report-link"))
    return re.search(r"/vendor/incident#([\w-]+)", shown)[1]


def report(token, known, lang="zh", words="名单寄错了地址，约 37 人，已要求删除。"):
    given = {"token": token, "known_at": f"{known.astimezone(CHINA):%Y-%m-%dT%H:%M}"}
    return outsider("/vendor/incident/report", lang, **given, words=words)


@pytest.mark.parametrize(
    ("lang", "asks", "done"),
    [("zh", "发生了什么", "已经收到"), ("en", "What happened", "It is received")],
)
def test_a_vendor_reports_by_its_link_and_everything_starts_at_once(house, link, lang, asks, done):
    known = clock.now() - timedelta(hours=1)
    assert asks in text(outsider("/vendor/incident", lang, token=link))
    shown = text(report(link, known, lang))
    assert done in shown
    assert "INC-001" in shown
    one = Breach.objects.get()
    assert (one.reported_by, one.source) == (SYSTEM, Source.VENDOR)
    assert one.found_at == one.reported_at
    assert abs(one.found_at - clock.now()) < timedelta(minutes=1)
    assert Incident.objects.get().ref == BreachOrigin.objects.get().origin
    assert not Token.objects.filter(ended_at=None).exists(), "it gets no data any more"
    account = sees(house.dpo, f"/incidents/{one.ref}")
    assert "约 37 人" in account
    vendor = Vendor.objects.get(number=1)
    assert vendor.name in account
    assert "INC-001" in sees(house.dpo, f"/vendors/{vendor.ref}", lang)


def test_pressed_twice_it_is_one_incident_and_a_link_is_no_flood(house, link):
    known = clock.now() - timedelta(hours=1)
    for _ in range(2):
        text(report(link, known))
    assert Breach.objects.count() == 1
    for minutes in range(1, 10):
        text(report(link, known - timedelta(minutes=minutes)))
    refused = text(report(link, known - timedelta(minutes=10)), 422)
    assert "已经报了 10 次" in refused
    assert Breach.objects.count() == 10


def test_what_cannot_be_is_refused_and_what_was_typed_stands_there(house, link):
    late = text(report(link, clock.now() + timedelta(hours=1)), 422)
    assert "对方知道的时间还没有到" in late
    assert "名单寄错了地址" in late
    assert text(report(link, clock.now(), words=" "), 422)
    assert not Breach.objects.exists()


def test_another_link_voids_the_one_before_and_a_wrong_one_opens_nothing(house, link):
    vendor = Vendor.objects.get(number=1)
    does(house[people.PURCHASING], f"/vendors/{vendor.ref}", "vendor-report-link")
    for token in (link, "nobody-knows-this-one"):
        assert "这个链接不能用" in text(outsider("/vendor/incident", token=token), 404)
        assert "这个链接不能用" in text(report(token, clock.now()), 404)
    assert not Breach.objects.exists()


def test_whoever_takes_the_vendors_call_makes_it_an_incident_with_the_same_form(house):
    vendor = Vendor.objects.get(number=1)
    known = f"{clock.now().astimezone(CHINA):%Y-%m-%dT%H:%M}"
    path = f"/vendors/{vendor.ref}"
    does(house.dpo, path, "vendor-incident", known_at=known, report="on")
    assert Breach.objects.get().source == Source.VENDOR
    does(house.dpo, path, "vendor-incident", known_at=known)
    assert (Breach.objects.count(), Incident.objects.count()) == (1, 2)
