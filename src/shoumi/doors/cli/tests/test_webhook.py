"""``shoumi webhook``: a host on the list by two, a receiver, its tests and deliveries."""

from __future__ import annotations

import pytest

from shoumi.base.webhooks import delivery, feed
from shoumi.base.webhooks.models import Delivery
from shoumi.doors.cli.tests import cast as people
from shoumi.doors.cli.tests.conftest import BEGIN

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
URL = "https://hooks.example/in"


@pytest.fixture
def security(house, yes):
    name = "周试用"
    yes("person", "add", name, "--as", people.DPO)
    ask = yes("person", "grant", "request", name, "SEC", "--as", people.DPO)
    yes("person", "grant", "approve", ask["ref"], "--as", people.HEAD)
    return name


@pytest.fixture
def listed(security, yes):
    ask = yes("webhook", "ask-host", "hooks.example", "--as", security)["ask"]
    assert yes("webhook", "hosts")["waiting"][0]["ref"] == ask
    return yes("webhook", "approve-host", ask, "--as", people.DPO)


def test_a_receiver_is_added_tested_and_told(listed, security, yes, shoumi):
    made = yes("webhook", "add", "SIEM", URL, "--area", "signin", "--as", security)
    assert made["secret"].startswith("whsec_")
    [one] = yes("webhook", "list")["endpoints"]
    assert (one["name"], one["url"], one["paused"]) == ("SIEM", URL, None)
    assert "signin.accepted" in one["tags"]
    sent = yes("webhook", "ping", made["endpoint"], "--as", security)["delivery"]
    feed.feed(real_at=BEGIN)
    delivery.send_due(at=BEGIN)  # a demo home calls nobody
    [told] = yes("webhook", "deliveries", made["endpoint"])["deliveries"]
    assert (told["id"], told["state"]) == (sent, "sunk")
    yes("webhook", "redeliver", sent, "--as", security)
    assert Delivery.objects.get().state == "waiting"
    yes("webhook", "pause", made["endpoint"], "--as", security)
    assert "by_hand" in shoumi("webhook", "list").out
    yes("webhook", "resume", made["endpoint"], "--as", security)
    fresh = yes("webhook", "rotate", made["endpoint"], "--as", security)
    assert fresh["secret"] != made["secret"]


def test_what_is_not_known_or_not_listed_is_refused(listed, security, no):
    assert "没有选事件" in no("webhook", "add", "x", URL, "--area", "nothing", "--as", security)
    told = no("webhook", "add", "x", "https://a.example/", "--area", "signin", "--as", security)
    assert "出站白名单" in told
    assert "主机名" in no("webhook", "ask-host", "127.1", "--as", security)


def test_a_host_leaves_the_list_by_two(listed, security, yes, no):
    ask = yes("webhook", "ask-host", "hooks.example", "--withdraw", "--as", security)["ask"]
    assert no("webhook", "approve-host", ask, "--as", security)
    yes("webhook", "approve-host", ask, "--as", people.HEAD)
    assert yes("webhook", "hosts")["hosts"] == []
