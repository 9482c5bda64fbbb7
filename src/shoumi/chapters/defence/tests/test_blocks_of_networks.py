"""Of IPv6 a /64 is shut out and counts as one; who has to get here never is."""

from __future__ import annotations

import pytest

from shoumi.base.transport import server_address
from shoumi.chapters.defence.block_models import AddressBlock
from shoumi.chapters.defence.models import SecurityCase
from shoumi.chapters.defence.pages.urls import console
from shoumi.chapters.defence.queries import blocks as queries
from shoumi.chapters.defence.rules.blocks import BlockState
from shoumi.chapters.defence.rules.detection import Code
from shoumi.chapters.defence.rules.sensors import SensorKind
from shoumi.chapters.defence.sensor_models import SensedAddress
from shoumi.chapters.defence.services import blocks, detection, host_firewall
from shoumi.chapters.defence.services.errors import AddressOurs, AddressYours, AlreadyBlocked
from shoumi.chapters.defence.tests.block_house import (
    ATTACKER,
    OTHER,
    WHOLE,
    guessed,
    shut,
    state,
    work,
)
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
PAGES = {one.name: one.callback for one in console}


def test_of_ipv6_the_whole_64_is_shut_out_once(desk, sets):
    sets.has["2001:db8::9"] = 60  # by another program, and a part of it
    sets.say()
    one = shut(desk, address=OTHER)
    assert one.address == WHOLE
    work(desk)
    assert sets.has == {WHOLE: 3 * 3600}
    assert state(desk) is BlockState.IN_FORCE
    with pytest.raises(AlreadyBlocked):
        shut(desk, address="2001:db8::ffff")
    assert shut(desk, address="2001:db8:0:1::7").address == "2001:db8:0:1::/64"
    blocks.unblock(block=Ref(one.ref), actor=desk.operations, at=desk.go(seconds=5))
    work(desk)
    assert list(sets.has) == ["2001:db8:0:1::/64"]


def test_this_host_its_proxies_and_who_asks_are_never_shut_out(desk, sets, host, monkeypatch):
    monkeypatch.setattr(host_firewall, "own_addresses", lambda: {"192.0.2.80", "2001:db8:1::80"})
    server_address.write_down("127.0.0.1", ["a.example"], ["203.0.113.0/28", "2001:db8:2::1"])
    for near in ("192.0.2.80", "2001:db8:1::81", "203.0.113.5", "2001:db8:2:0:ffff::1"):
        with pytest.raises(AddressOurs):
            shut(desk, address=near)
    for near, whence in ((ATTACKER, f"::ffff:{ATTACKER}"), ("2001:db8:3::1", "2001:db8:3::2")):
        with pytest.raises(AddressYours):
            shut(desk, address=near, whence=whence)
    shut(desk, whence="2001:db8:3::2")
    shut(desk, address="2001:db8:3::1", whence="unix:")
    work(desk)
    assert set(sets.has) == {ATTACKER, "2001:db8:3::/64"}


def test_a_proxy_that_was_named_since_is_let_in_again(desk, sets):
    one = shut(desk)
    work(desk)
    server_address.write_down("127.0.0.1", ["a.example"], [ATTACKER])
    work(desk)
    assert sets.has == {}
    shown = PAGES["addressblock"](desk.request(lang="en"), addressblock=one.ref).content.decode()
    assert "so it is not dropped any more" in shown


def test_a_page_and_an_operation_say_from_where_they_came(desk, sets):
    sent = {"address": ATTACKER, "hours": "2", "reasons": "扫端口。"}
    request = desk.request(sent=sent)
    request.META["REMOTE_ADDR"] = ATTACKER
    answer = PAGES["act-firewall-block"](request)
    assert AddressYours.code in answer.content.decode()
    assert not AddressBlock.objects.exists()


def test_of_an_address_that_an_older_version_met_its_64_is_shut_out(desk, sets):
    given = {"kind": SensorKind.SURICATA, "first_at": desk.at, "entry_position": 1, "mac": b"m"}
    for address, wanted in ((OTHER, WHOLE), (ATTACKER, ATTACKER), ("fe80::1", "fe80::1")):
        met = SensedAddress.objects.create(ref=Ref.new("sensed"), address=address, **given)
        assert queries.addresses(SecurityCase(rule=Code.SENSOR_ALERT, who=met.ref)) == [wanted]


def test_tries_from_many_addresses_of_one_64_count_together(desk):
    detection.begin(actor=desk.security, at=desk.at)
    for number in range(1, 5):
        guessed(desk, 1, OTHER)
        guessed(desk, 2, f"2001:db8::{number:x}" if number % 2 else ATTACKER)
    (case,) = detection.look(at=desk.go(seconds=30))
    assert queries.addresses(case) == [WHOLE, ATTACKER]
