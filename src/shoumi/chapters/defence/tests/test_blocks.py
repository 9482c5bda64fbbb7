"""An address is shut out for some hours, by hand or from an alert, and let in again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader, texts
from shoumi.base.signin import refused_addresses
from shoumi.base.tests import authenticated
from shoumi.base.tests.memories import forget
from shoumi.chapters.defence import health, jobs
from shoumi.chapters.defence.block_models import AddressBlock
from shoumi.chapters.defence.commands import command
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.pages.urls import console
from shoumi.chapters.defence.queries import blocks as queries
from shoumi.chapters.defence.rules.blocks import BlockState
from shoumi.chapters.defence.services import application, blocks, detection, host_firewall
from shoumi.chapters.defence.services.errors import (
    AddressUnfit,
    AlreadyBlocked,
    BlockOver,
    HoursUnfit,
    LetInByName,
    NoReason,
    NotApplied,
    NotOfAlert,
    NotRoot,
)
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


def test_it_is_shut_out_on_the_host_seen_there_and_over_by_itself(desk, sets):
    one = shut(desk)
    assert state(desk) is BlockState.WAITING
    desk.go(seconds=30)
    assert work(desk) == 1
    assert sets.has == {ATTACKER: 3 * 3600 - 30}
    assert state(desk) is BlockState.IN_FORCE
    assert work(desk) == 0
    assert [line.tag for line in told(one)] == [Tag.BLOCKED, Tag.BLOCK_SEEN]
    desk.go(hours=3)
    assert state(desk) is BlockState.OVER
    sets.has.clear()
    assert work(desk) == 0


def told(one):
    return [entry.line() for entry in reader.entries(about=Ref(one.ref))]


def test_it_is_let_in_again_and_what_others_shut_out_stays(desk, sets):
    sets.has["203.0.113.50"] = 60
    sets.say()
    one = shut(desk)
    work(desk)
    with pytest.raises(NotPermitted):
        blocks.unblock(block=Ref(one.ref), actor=desk.consultant, at=desk.at)
    blocks.unblock(block=Ref(one.ref), actor=desk.operations, at=desk.go(seconds=5))
    assert work(desk) == 1
    assert sets.has == {"203.0.113.50": 60}
    assert state(desk) is BlockState.LIFTED
    with pytest.raises(BlockOver):
        blocks.unblock(block=Ref(one.ref), actor=desk.operations, at=desk.at)
    assert shut(desk).number == 2


def test_after_the_table_was_replaced_it_is_put_back_for_the_time_that_is_left(desk, sets):
    shut(desk)
    work(desk)
    sets.has.clear()
    sets.say()
    desk.go(hours=1)
    work(desk)
    assert sets.has == {ATTACKER: 2 * 3600}


def test_what_the_host_refuses_waits_and_is_tried_again(desk, sets):
    sets.does = False
    shut(desk)
    assert work(desk) == 0
    assert state(desk) is BlockState.WAITING
    sets.does = True
    assert work(desk) == 1
    sets.host.said = "no listing"
    assert work(desk) == 0


def test_what_may_not_be_shut_out_is_refused(desk, sets, host):
    for refused, given in (
        (AddressUnfit, {"address": "198.51.100.0/24"}),
        (AddressUnfit, {"address": "127.0.0.1"}),
        (AddressUnfit, {"address": "::"}),
        (HoursUnfit, {"hours": 0}),
        (HoursUnfit, {"hours": 721}),
        (NoReason, {"reasons": " "}),
    ):
        with pytest.raises(refused):
            shut(desk, **given)
    shut(desk)
    with pytest.raises(AlreadyBlocked):
        shut(desk, address="::ffff:198.51.100.7")
    desk.in_force(host)
    with pytest.raises(LetInByName):
        shut(desk, address="192.0.2.9")


def test_the_ledger_has_the_reasons_and_no_address(desk):
    one = shut(desk)
    assert ATTACKER not in str(told(one))
    assert texts.of_entry(one.entry_position, "said") == "同一来源反复猜口令。"


def test_from_a_sign_in_alert_its_address_is_shut_out_in_one_click(desk, sets):
    detection.begin(actor=desk.security, at=desk.at)
    guessed(desk)
    (case,) = detection.look(at=desk.go(seconds=30))
    assert queries.addresses(case) == [ATTACKER, WHOLE]
    form = PAGES["act-detection-block-address"](desk.request(), securitycase=case.ref)
    assert ATTACKER in form.content.decode()
    shown = PAGES["securitycase"](desk.request(lang="en"), securitycase=case.ref)
    assert "/do/detection-block-address" in shown.content.decode()
    sent = {"address": ATTACKER, "hours": "24"}
    PAGES["act-detection-block-address"](desk.request(sent=sent), securitycase=case.ref)
    made = AddressBlock.objects.get()
    assert (made.address, made.alert) == (ATTACKER, case.ref)
    assert made.until - made.blocked_at == timedelta(hours=24)
    given = {"case": Ref(case.ref), "address": "198.51.100.8", "hours": 1}
    with pytest.raises(NotOfAlert):
        blocks.block_of_alert(**given, actor=desk.security, at=desk.at)


def test_addresses_of_refused_tries_are_forgotten_after_thirty_days(desk):
    guessed(desk, 2)
    desk.go(days=31)
    guessed(desk, 1)
    known = refused_addresses.of(range(reader.size()))
    assert known == [(OTHER, 1)]
    refused_addresses.keep(10_000, "no address", at=desk.at)
    assert refused_addresses.of([10_000]) == []


def test_pages_show_it_in_both_languages_and_let_it_in(desk, sets):
    sent = {"address": ATTACKER, "hours": "2", "reasons": "扫端口。"}
    PAGES["act-firewall-block"](desk.request(sent=sent))
    one = AddressBlock.objects.get()
    for lang, words in (("zh", "封住的地址"), ("en", "Addresses that are shut out")):
        shown = PAGES["firewall"](desk.request(lang=lang)).content.decode()
        assert words in shown
        assert ATTACKER in shown
    work(desk)
    shown = PAGES["addressblock"](desk.request(lang="en"), addressblock=one.ref).content.decode()
    assert "The host drops it" in shown
    assert "扫端口" in shown
    PAGES["act-firewall-unblock"](desk.request(sent={}), addressblock=one.ref)
    assert state(desk) is BlockState.LIFTED


def test_a_row_that_is_put_in_from_outside_shuts_nobody_out(desk, sets, monkeypatch):
    shut(desk)
    AddressBlock.objects.update(address="203.0.113.1")
    forget()
    monkeypatch.setattr(jobs.clock, "now", lambda: desk.at)
    assert jobs.blocks_now() == 0
    assert sets.has == {}


def test_the_ledger_agrees_with_the_rows(desk, sets):
    one = shut(desk)
    work(desk)
    agreed = next(each.agreed for each in health.guarded if each.table is AddressBlock)
    blocks.unblock(block=Ref(one.ref), actor=desk.security, at=desk.go(seconds=1))
    rows = list(AddressBlock.objects.all())
    assert agreed(rows) == [rows[0].entry_position]
    authenticated.change(AddressBlock.objects, until=desk.at + timedelta(days=9))
    assert agreed(list(AddressBlock.objects.all())) == [None]


def test_only_root_may_call_the_helper_and_what_nft_says_is_told(monkeypatch):
    monkeypatch.setattr(application.os, "geteuid", lambda: 1000)
    answer = CliRunner().invoke(command, ["put-blocks"], input=f"{ATTACKER} 60\n")
    assert isinstance(answer.exception, NotRoot)
    monkeypatch.setattr(application.os, "geteuid", lambda: 0)
    monkeypatch.setattr(host_firewall, "program", lambda name: f"/usr/sbin/{name}")
    asked = []

    class Done:
        returncode, stderr = 1, "no such table"

    monkeypatch.setattr(host_firewall, "run", lambda words, given: asked.append(given) or Done)
    with pytest.raises(NotApplied):
        application.put_blocks(f"{ATTACKER} 60\n")
    assert asked == [f"add element inet shoumi blocked4 {{ {ATTACKER} timeout 60s }}\n"]
