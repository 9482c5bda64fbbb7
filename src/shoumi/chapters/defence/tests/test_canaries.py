"""Canaries are drawn like customers, touched by nobody honest, and name who leaked."""

from __future__ import annotations

import random

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader, writer
from shoumi.base.rooms.events import Tag as Room
from shoumi.base.tests import authenticated
from shoumi.base.tests.memories import forget
from shoumi.base.vault.models import KeptSecret
from shoumi.chapters.defence import health
from shoumi.chapters.defence.canary_models import Canary
from shoumi.chapters.defence.events import Tag
from shoumi.chapters.defence.pages.urls import console
from shoumi.chapters.defence.queries import canaries as queries
from shoumi.chapters.defence.queries import detection as watched
from shoumi.chapters.defence.rules import canaries as rules
from shoumi.chapters.defence.rules.detection import Code
from shoumi.chapters.defence.services import canaries, detection
from shoumi.chapters.defence.services.errors import (
    CanaryEnded,
    ContactUnfit,
    ContactUsed,
    IsCanary,
    NoCanaryMatches,
    NoHolder,
    NoSuchPaper,
)
from shoumi.core.entrustment import Way
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel, Role
from shoumi.doors.tests.rows_of_kinds import row_of, table

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
PAGES = {one.name: one.callback for one in console}
PIGEON, PRESS = Ref("vendor-1"), Ref("vendor-2")
NUMBER, OTHER = "154 0000 0101", "15400000102"


@pytest.fixture(autouse=True)
def holders(monkeypatch):
    """Two companies get files."""
    known = [(PIGEON, "飞鸽虚构速递"), (PRESS, "样例印务")]
    monkeypatch.setattr(queries, "holders", lambda: known)
    return known


def drawn(desk, holder=PIGEON, mobile=NUMBER, mail="letters@house.example"):
    return canaries.draw(holder=holder, mobile=mobile, mail=mail, actor=desk.security, at=desk.at)


def paper(place=2):
    room = row_of(table("Room"), "room", level=DisclosureLevel.L2, persons=[], subjects=[])
    given = {"room": room.pk, "section": 3, "place": place, "document": "doc-1", "pages": 4}
    return row_of(table("Paper"), "paper", title="客户合同（作废，勿用）", **given)


def looks(desk, one, person=None):
    facts = {"level": DisclosureLevel.L2, "section": one.section, "place": one.place, "page": 1}
    seen = Event(
        Room.PAGE_SEEN,
        person or desk.consultant,
        Ref(one.room.ref),
        desk.go(seconds=5),
        facts,
        ("1.5",),
    )
    writer.record(seen)
    return detection.look(at=desk.go(seconds=30))


def test_names_are_two_or_three_common_characters_and_differ():
    by = random.Random(7)
    names = [rules.name(by) for _ in range(500)]
    assert {len(one) for one in names} == {2, 3}
    assert len(set(names)) > 400
    assert sum(one[0] in "王李张刘陈" for one in names) > sum(
        one[0] in "白孟秦邱侯" for one in names
    )


@pytest.mark.parametrize(
    ("told", "is_hit"),
    [
        ("+86 154-0000-0101", True),
        (" Letters@House.Example ", True),
        ("abcd", False),
        ("15400000102", False),
        ("", False),
        ("安示例", False),
    ],
)
def test_a_number_or_an_address_is_a_hit_however_it_is_written_and_a_name_is_none(told, is_hit):
    one = rules.Drawn("安示例", "15400000101", "letters@house.example", "0" * 24)
    assert rules.is_hit(told, one) is is_hit
    assert not rules.is_hit(told, rules.Drawn("x", "15400000109", "", "1" * 24))


def test_what_comes_back_names_the_company_and_is_an_alert_within_the_minute(desk):
    detection.begin(actor=desk.security, at=desk.at)
    drawn(desk)
    other = drawn(desk, PRESS, OTHER, "")
    with pytest.raises(NoCanaryMatches):
        canaries.match(told="15400000103", actor=desk.security, at=desk.at)
    assert detection.look(at=desk.go(seconds=30)) == []
    assert canaries.match(told=OTHER, actor=desk.security, at=desk.at).ref == other.ref
    (case,) = detection.look(at=desk.go(seconds=30))
    assert (case.rule, case.who) == (Code.CANARY_RETURNED, other.ref)
    for lang, words in (
        ("zh", "样例印务：只有它的文件里有诱饵 2"),
        ("en", "canary 2 stands in its files alone"),
    ):
        shown = PAGES["securitycase"](desk.request(lang=lang), securitycase=case.ref)
        assert words in shown.content.decode()


def test_a_file_carries_those_of_who_gets_it_alone_and_the_ledger_says_which(desk, holders):
    one = drawn(desk)
    drawn(desk, PRESS, OTHER, "")
    del holders[1]
    assert queries.decoys(Way.MAIL, desk.at) == []
    (decoy,) = queries.decoys(Way.FILE, desk.at)
    assert (decoy.ref, decoy.mobile) == (one.ref, "15400000101")
    deal = Ref("deal-1")
    canaries.carried([decoy.ref], deal=deal, actor=desk.operations, at=desk.at)
    (entry,) = queries.carried(one)
    assert (entry.line().deal, entry.line().about) == (deal, one.ref)
    assert len(queries.receipt_codes_of_all()) == 2
    canaries.take_back(canary=Ref(one.ref), actor=desk.security, at=desk.at)
    forget()
    assert queries.decoys(Way.FILE, desk.at) == []
    assert canaries.match(told=NUMBER, actor=desk.security, at=desk.at).ref == one.ref


def test_the_made_up_person_is_sealed_and_stands_in_no_row_and_no_entry(desk):
    one = drawn(desk)
    made_up = queries.opened(one)
    stored = str(Canary.objects.values().get()) + str([e.line() for e in reader.entries(0)])
    assert not [part for part in (made_up.name, made_up.mobile, made_up.mail) if part in stored]
    secret = KeptSecret.objects.get(name=one.secret)
    assert made_up.mobile.encode() not in bytes(secret.wrapped)


def test_what_is_refused_leaves_no_secret_behind(desk):
    drawn(desk)
    before = KeptSecret.objects.count()
    with pytest.raises(NotPermitted):
        canaries.draw(holder=PIGEON, mobile=OTHER, mail="", actor=desk.operations, at=desk.at)
    for refused, given in (
        (NoHolder, {"holder": Ref("vendor-9")}),
        (ContactUnfit, {"mobile": "110"}),
        (ContactUnfit, {"mobile": OTHER, "mail": "no address"}),
        (ContactUsed, {"holder": PRESS, "mail": ""}),
        (ContactUsed, {"holder": PRESS, "mobile": OTHER}),
    ):
        with pytest.raises(refused):
            drawn(desk, **given)
    assert (Canary.objects.count(), KeptSecret.objects.count()) == (1, before)


def test_whoever_opens_a_canary_paper_is_in_a_case_within_the_minute(desk):
    detection.begin(actor=desk.security, at=desk.at)
    one, plain = paper(), paper(place=3)
    assert looks(desk, one) == []
    canaries.mark(paper=Ref(one.ref), actor=desk.security, at=desk.at)
    forget()
    assert looks(desk, plain) == []
    before = desk.at
    (case,) = looks(desk, one)
    assert (case.rule, case.who, case.count) == (Code.CANARY_OPENED, desk.consultant, 1)
    assert (case.opened_at - before).total_seconds() < 60
    with pytest.raises(IsCanary):
        canaries.mark(paper=Ref(one.ref), actor=desk.security, at=desk.at)
    with pytest.raises(NoSuchPaper):
        canaries.mark(paper=Ref("paper-9"), actor=desk.security, at=desk.at)
    canaries.take_back(canary=Ref(Canary.objects.get().ref), actor=desk.security, at=desk.at)
    forget()
    assert looks(desk, one, desk.head) == []
    with pytest.raises(CanaryEnded):
        canaries.take_back(canary=Ref(Canary.objects.get().ref), actor=desk.security, at=desk.at)


def test_a_canary_that_is_altered_from_outside_shuts_and_the_ledger_disagrees(desk):
    detection.begin(actor=desk.security, at=desk.at)
    drawn(desk)
    assert watched.check_detection(desk.at).holds
    kept = Canary.objects.values().get()
    Canary.objects.update(holder_name="另一家")
    forget()
    assert watched.check_detection(desk.at).reason == "row.not_authentic"
    Canary.objects.update(**kept)
    agreed = next(one.agreed for one in health.guarded if one.table is Canary)
    rows = list(Canary.objects.all())
    assert agreed(rows) == [rows[0].entry_position]
    authenticated.change(Canary.objects, holder="vendor-2")
    assert agreed(list(Canary.objects.all())) == [None]


def test_pages_put_find_and_take_back(desk):
    assert "/canaries" in PAGES["detection"](desk.request()).content.decode()
    shown = PAGES["canaries"](desk.request()).content.decode()
    assert "没有打开" in shown
    sent = {"holder": PIGEON, "mobile": NUMBER, "mail": ""}
    answer = PAGES["act-canary-draw"](desk.request(sent=sent))
    one = Canary.objects.get()
    assert answer["Location"].startswith(f"/canaries/{one.ref}")
    for lang, words in (
        ("zh", "只在给飞鸽虚构速递的文件里"),
        ("en", "where it comes back, they leaked"),
    ):
        shown = PAGES["canary"](desk.request(lang=lang), canary=one.ref).content.decode()
        assert words in shown
        assert "15400000101" in shown
    PAGES["act-canary-match"](desk.request(sent={"told": NUMBER}))
    assert reader.latest(1)[0].line().tag == Tag.CANARY_RETURNED
    PAGES["act-canary-take-back"](desk.request(sent={"is_sure": "on"}), canary=one.ref)
    shown = PAGES["canaries"](desk.request(lang="en")).content.decode()
    assert "飞鸽虚构速递" in shown
    operations = desk.request(Role.OPS, desk.operations)
    assert "/canaries" not in PAGES["detection"](operations).content.decode()
