"""What robots of vendors are asked for stands up to a check that each vendor publishes, within what
each takes; nothing is lost, and no name goes out."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from shoumi.base.egress.http_client import Answer
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import secrets
from shoumi.chapters.collaboration.connector_models import (
    Connector,
    ConnectorCall,
    ConnectorNotice,
)
from shoumi.chapters.collaboration.rules import robots
from shoumi.chapters.collaboration.rules.robots import HOSTS, NoticeState, Vendor, What
from shoumi.chapters.collaboration.services import connectors, errors
from shoumi.chapters.collaboration.services.connectors import NewConnector
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

AT = datetime(2026, 12, 1, 2, tzinfo=UTC)
SECRET = "SEC-made-up"  # noqa: S105 - a robot that is nowhere
ADDRESSES = {
    Vendor.DINGTALK: f"https://{HOSTS[Vendor.DINGTALK]}/robot/send?access_token=made-up",
    Vendor.FEISHU: f"https://{HOSTS[Vendor.FEISHU]}/open-apis/bot/v2/hook/made-up",
    Vendor.WECOM: f"https://{HOSTS[Vendor.WECOM]}/cgi-bin/webhook/send?key=made-up",
}


class Stub:
    """A vendor that verifies as its manual says, counts a minute, and answers 200 to everything."""

    def __init__(self, vendor, now):
        self.vendor, self.now, self.texts, self.refused = vendor, now, [], 0

    def __call__(self, request):
        said = json.loads(request.body)
        verified = {
            Vendor.DINGTALK: self._dingtalk,
            Vendor.FEISHU: self._feishu,
            Vendor.WECOM: self._wecom,
        }[self.vendor](request.url, said)
        if not verified:
            self.refused += 1
            return Answer(200, b'{"errcode": 310000, "code": 19021}', {})
        content = said.get("text") or said["content"]
        self.texts.append(content.get("content") or content["text"])
        return Answer(200, b'{"errcode": 0, "code": 0}', {})

    def _dingtalk(self, url, said):
        query = parse_qs(urlsplit(url).query)
        stamp = query["timestamp"][0]
        is_fresh = abs(int(stamp) / 1000 - self.now.timestamp()) < 3600
        wanted = hmac.new(SECRET.encode(), f"{stamp}\n{SECRET}".encode(), hashlib.sha256).digest()
        return is_fresh and base64.b64decode(query["sign"][0]) == wanted

    def _feishu(self, url, said):
        key = f"{said['timestamp']}\n{SECRET}".encode()
        return base64.b64decode(said["sign"]) == hmac.new(key, b"", hashlib.sha256).digest()

    def _wecom(self, url, said):
        return "key=made-up" in url and len(said["text"]["content"].encode()) <= 2048


@pytest.mark.parametrize("vendor", list(Vendor))
def test_each_vendor_takes_what_is_signed_with_the_secret_and_nothing_else(vendor):
    stub = Stub(vendor, AT)
    for secret, is_good in ((SECRET, True), ("another", vendor is Vendor.WECOM)):
        asked = robots.asked(vendor, ADDRESSES[vendor], secret, "好", AT)
        answer = stub(type("R", (), {"url": asked.url, "body": asked.body}))
        assert robots.is_taken(answer.status, answer.body) is is_good


@pytest.mark.parametrize(
    ("status", "body", "taken"),
    [
        (200, b'{"errcode": 0}', True),
        (200, b'{"code": 0}', True),
        (200, b'{"StatusCode": 0}', True),
        (200, b'{"errcode": 310000}', False),
        (200, b"<html>", False),
        (200, b"[]", False),
        (500, b'{"errcode": 0}', False),
    ],
)
def test_two_hundred_is_no_yes(status, body, taken):
    assert robots.is_taken(status, body) is taken


def test_a_long_text_is_cut_at_a_whole_character():
    told = robots.cut("长" * 2000)
    assert len(told.encode()) <= robots.MOST_BYTES
    assert told.endswith("长…")
    assert robots.cut("短") == "短"


@pytest.mark.parametrize(
    ("count", "room", "alone", "together"),
    [(3, 20, 3, 0), (20, 20, 20, 0), (21, 20, 19, 2), (60, 20, 19, 41), (5, 0, 0, 0), (5, 1, 0, 5)],
)
def test_what_goes_beyond_the_limit_goes_together(count, room, alone, together):
    told = robots.shared_out(list(range(count)), room)
    assert [len(part) for part in told] == [alone, together]


database = pytest.mark.django_db(databases=("default", "keyring"), transaction=True)


def connected(desk, vendor=Vendor.DINGTALK, department=Role.CON) -> Connector:
    new = NewConnector(vendor, department, ADDRESSES[vendor], SECRET)
    return connectors.connect(new=new, actor=desk.security, at=desk.at)


@database
@pytest.mark.parametrize("vendor", list(Vendor))
def test_sixty_events_in_a_minute_are_as_many_calls_as_the_vendor_takes_and_none_is_lost(
    desk, vendor
):
    connected(desk, vendor)
    stub = Stub(vendor, desk.at)
    for number in range(60):
        connectors.tell([Role.CON], What.MESSAGE, number, "/threads/t", at=desk.at)
    most = robots.MOST[vendor]
    assert connectors.send_due(at=desk.at, call=stub) == most
    assert (len(stub.texts), stub.refused) == (most, 0)
    assert f"{60 - most + 1} 件" in stub.texts[-1]
    assert not ConnectorNotice.objects.filter(state=NoticeState.WAITING).exists()
    connectors.tell([Role.CON], What.MESSAGE, 61, "/threads/t", at=desk.at)
    assert connectors.send_due(at=desk.at + timedelta(seconds=59), call=stub) == 0
    assert connectors.send_due(at=desk.at + timedelta(seconds=60), call=stub) == 1


@database
def test_what_a_vendor_refuses_waits_and_is_given_up_after_ten_tries(desk):
    connected(desk)
    connectors.tell([Role.CON], What.TASK, 1, "/shared-tasks/t", at=desk.at)
    refusing = lambda request: Answer(200, b'{"errcode": 1}', {})  # noqa: E731
    for turn in range(9):
        connectors.send_due(at=desk.at + timedelta(minutes=turn), call=refusing)
    assert ConnectorNotice.objects.get().state == NoticeState.WAITING
    connectors.send_due(at=desk.at + timedelta(minutes=10), call=refusing)
    assert ConnectorNotice.objects.get().state == NoticeState.FAILED


@database
def test_a_shared_task_is_told_to_its_departments_by_a_link_and_no_name(desk):
    connected(desk)
    connected(desk, Vendor.WECOM, Role.FIN)
    desk.opened()
    stub = Stub(Vendor.DINGTALK, desk.at)
    assert connectors.send_due(at=desk.at, call=stub) == 1
    (text,) = stub.texts
    assert "协作任务 1" in text
    assert "核对客户名册" not in text
    assert "陈示例" not in text


@database
def test_a_robot_of_another_house_or_without_its_secret_is_not_connected(desk):
    for new, refusal in (
        (NewConnector(Vendor.WECOM, Role.CON, ADDRESSES[Vendor.FEISHU]), errors.AddressOfAnother),
        (NewConnector(Vendor.FEISHU, Role.CON, ADDRESSES[Vendor.FEISHU]), errors.SecretMissing),
    ):
        with pytest.raises(refusal):
            connectors.connect(new=new, actor=desk.security, at=desk.at)
    assert not Connector.objects.exists()


@database
def test_a_robot_that_is_ended_tells_nothing_and_its_address_is_destroyed(desk):
    made = connected(desk)
    connectors.tell([Role.CON], What.TASK, 1, "/shared-tasks/t", at=desk.at)
    connectors.end(connector=Ref(made.ref), actor=desk.security, at=desk.at)
    stub = Stub(Vendor.DINGTALK, desk.at)
    assert connectors.send_due(at=desk.at, call=stub) == 0
    assert secrets.existing([Ref(made.secret)]) == set()
    with pytest.raises(errors.Ended):
        connectors.end(connector=Ref(made.ref), actor=desk.security, at=desk.at)


@database
def test_a_robot_whose_row_is_forged_is_told_nothing(desk):
    made = connected(desk)
    connectors.tell([Role.CON], What.TASK, 1, "/shared-tasks/t", at=desk.at)
    Connector.objects.update(department="FIN")
    assert connectors.send_due(at=desk.at, call=Stub(Vendor.DINGTALK, desk.at)) == 0
    assert not ConnectorCall.objects.exists()
    with pytest.raises(NotAuthentic):
        connectors.end(connector=Ref(made.ref), actor=desk.security, at=desk.at)
