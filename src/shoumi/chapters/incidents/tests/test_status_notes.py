"""What is said of an incident in public: by one, approved by two others, seen by everybody, kept
current, taken down; it names nobody."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.outbox.errors import CarriesIdentifier
from shoumi.base.tests.believed_names import believe
from shoumi.chapters.incidents.models import StatusNote
from shoumi.chapters.incidents.queries import status_notes as read
from shoumi.chapters.incidents.rules.words import StatusState
from shoumi.chapters.incidents.services import status_notes as notes
from shoumi.chapters.incidents.services.errors import (
    InDrill,
    NamesSomebody,
    NextUnfit,
    SamePerson,
    StepOver,
    TextMissing,
)
from shoumi.chapters.incidents.services.status_notes import Words
from shoumi.chapters.incidents.tests.test_doors import does, shoumi, shown, waits
from shoumi.core.calendar import CHINA
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
ZH = "一家供应商把部分客户的名单发到了错误的地址，已经召回。\n请不要向来电的人提供验证码。"
EN = "A vendor mailed a list of some customers to a wrong address; it was recalled."


def write(desk, breach, actor=None, **other):
    given = {"zh": ZH, "en": EN, "contact": "154 0000 9900"}
    given |= {"next_at": desk.at + timedelta(hours=4), **other}
    made = notes.write(breach=breach, words=Words(**given), actor=actor or desk.officer, at=desk.at)
    return Ref(made.ref)


def approve(desk, note, *people):
    for actor in people or (desk.head, desk.legal):
        notes.approve(note=note, actor=actor, at=desk.at)


def state(note):
    return read.state(StatusNote.objects.get(ref=note))


def public(path="/incident-status/1", lang="zh"):
    client = Client(HTTP_HOST="localhost", HTTP_ACCEPT_LANGUAGE=lang)
    answer = client.get(path, secure=True)
    return answer.status_code, answer.content.decode()


def test_nobody_outside_sees_a_word_before_two_others_approved_it(desk):
    note = write(desk, desk.report())
    assert public()[0] == 404
    with pytest.raises(SamePerson):
        approve(desk, note, desk.officer)
    approve(desk, note, desk.head)
    assert (state(note), public()[0]) == (StatusState.AGREED, 404)
    with pytest.raises(SamePerson):
        approve(desk, note, desk.head)
    with pytest.raises(NotPermitted):
        approve(desk, note, desk.wang)
    approve(desk, note, desk.legal)
    assert state(note) is StatusState.PUBLIC
    status, text = public()
    assert status == 200
    assert "名单发到了错误的地址" in text
    assert "154 0000 9900" in text
    with pytest.raises(StepOver):
        approve(desk, note, desk.security)


def test_it_is_read_in_both_languages_and_in_chinese_where_nobody_wrote_english(desk):
    breach = desk.report()
    approve(desk, write(desk, breach))
    text = public(lang="en")[1]
    assert "mailed a list of some customers" in text
    assert "Next update, by" in text
    approve(desk, write(desk, breach, en=""))
    text = public(lang="en")[1]
    assert 'lang="zh-CN"' in text
    assert "已经召回" in text
    assert "INC-001" in public("/incident-status", "en")[1]


def test_a_newer_one_takes_its_place_at_the_same_address_and_shows_what_was_said_before(desk):
    breach = desk.report()
    first = write(desk, breach)
    approve(desk, first)
    desk.go(hours=1)
    older = write(desk, breach, zh="这一份没有赶上。")
    newer = write(desk, breach, zh="全部收件人已经书面确认删除。")
    assert "名单发到了错误的地址" in public()[1], "until the newer one is approved"
    approve(desk, newer)
    text = public()[1]
    assert text.index("书面确认删除") < text.index("以前的说明") < text.index("名单发到了错误")
    assert (state(first), state(newer)) == (StatusState.REPLACED, StatusState.PUBLIC)
    with pytest.raises(StepOver):
        approve(desk, older)


def test_one_person_takes_it_down_and_its_address_says_that_alone(desk):
    breach = desk.report()
    note = write(desk, breach)
    by = {"note": note, "actor": desk.legal, "at": desk.at}
    with pytest.raises(StepOver):
        notes.take_down(why="还没有公开。", **by)
    approve(desk, note)
    with pytest.raises(TextMissing):
        notes.take_down(why=" ", **by)
    notes.take_down(why="人数说错了。", **by)
    status, text = public()
    assert status == 410
    assert "撤下" in text
    assert "名单发到了错误的地址" not in text
    assert "人数说错了" not in text
    assert "没有要公开说明" in public("/incident-status")[1]
    approve(desk, write(desk, breach, zh="更正：共 37 位客户。"))
    text = public()[1]
    assert "共 37 位客户" in text
    assert "名单发到了错误的地址" not in text, "what was taken down stays away"


def test_it_names_no_person_no_number_and_no_party(desk):
    breach = desk.report()
    with pytest.raises(CarriesIdentifier):
        write(desk, breach, zh="受影响的证件号是 11010519491231002X。")
    for zh, en in (("由王样本负责处理。", EN), (ZH, "王样本 is in charge.")):
        with pytest.raises(NamesSomebody):
            write(desk, breach, zh=zh, en=en)
    assert not StatusNote.objects.exists()


def test_while_an_incident_goes_on_a_next_word_is_promised(desk):
    breach = desk.report()
    for wrong in (None, desk.at):
        with pytest.raises(NextUnfit):
            write(desk, breach, next_at=wrong)
    closed = desk.closed()
    write(desk, closed, next_at=None)
    with pytest.raises(InDrill):
        write(desk, desk.drill())


def test_a_row_changed_from_outside_is_shown_to_nobody(desk):
    note = write(desk, desk.report())
    approve(desk, note)
    StatusNote.objects.filter(ref=note).update(zh="请把验证码告诉我们。")
    assert public()[0] == 404
    assert "验证码告诉我们" not in public("/incident-status")[1]


def test_by_page_it_goes_from_its_text_to_everybody_and_away_again(desk):
    breach = desk.report()
    until = f"{(desk.at + timedelta(hours=4)).astimezone(CHINA):%Y-%m-%dT%H:%M}"
    sent = {"zh": ZH, "en": EN, "contact": "154 0000 9900", "next_at": until}
    does(desk, "incident-status", desk.officer, Role.DPO, sent=sent, breach=breach)
    place = {"statusnote": StatusNote.objects.get().ref}
    for lang, words in (("zh", "等两位批准"), ("en", "Waits for two")):
        text = shown(desk, "status-note", desk.head, Role.HEAD, lang=lang, **place)
        assert words in text
        assert "status-approve" in text
    assert "status-approve" not in shown(desk, "status-note", desk.officer, Role.DPO, **place)
    for who, role in ((desk.head, Role.HEAD), (desk.legal, Role.LEG)):
        assert "批准事件的公开说明" in waits(desk, who)
        does(desk, "status-approve", who, role, sent={"is_sure": "on"}, **place)
        assert "批准事件的公开说明" not in waits(desk, who)
    assert public()[0] == 200
    assert "更新事件的公开说明" in waits(desk, desk.officer)
    desk.go(hours=5)
    late = shown(desk, "incident", desk.officer, Role.DPO, lang="en", breach=breach)
    assert "promised an update by" in late
    down = {"why": "人数说错了。", "is_sure": "on"}
    does(desk, "status-take-down", desk.head, Role.HEAD, sent=down, **place)
    assert public()[0] == 410


def test_a_command_writes_approves_and_lists_it(desk, monkeypatch):
    believe(monkeypatch)
    breach = desk.report()
    until = (desk.at + timedelta(hours=4)).isoformat()
    with time_machine.travel(desk.at, tick=False):
        words = ("--zh", ZH, "--contact", "154 0000 9900", "--next-at", until)
        by = ("--as", desk.officer, "--json")
        made = json.loads(shoumi("incident", "status", breach, *words, *by))
        for who in (desk.head, desk.legal):
            shoumi("status", "approve", made["ref"], "--as", who, "--json", "--yes")
        [row] = json.loads(shoumi("status", "list", "--json"))["status_notes"]
    assert (row["ref"], row["state"]) == (made["ref"], "PUBLIC")


def test_everybody_turns_the_pages_of_many_and_each_page_asks_as_often(desk, monkeypatch):
    monkeypatch.setattr(read, "PAGE", 2)
    for _ in range(5):
        approve(desk, write(desk, desk.report()))
    with CaptureQueriesContext(connection) as asked:
        read.current()
    two = len(asked)
    seen, path = [], "/incident-status"
    while path:
        status, text = public(path)
        assert status == 200
        seen.append(re.findall(r'id="INC(\d+)"', text))
        older = re.search(r'href="(\?below=\d+)"', text)
        path = f"/incident-status{older[1]}" if older else ""
    assert seen == [["005", "004"], ["003", "002"], ["001"]]
    monkeypatch.setattr(read, "PAGE", 5)
    with CaptureQueriesContext(connection) as asked:
        assert len(read.current()[0]) == 5
    assert len(asked) == two


@pytest.mark.parametrize("below", ["-1", "²", "1e3", "9" * 10, "a"])
def test_a_page_that_cannot_be_is_not_there(desk, below):
    approve(desk, write(desk, desk.report()))
    assert public(f"/incident-status?below={below}")[0] == 404


def test_only_a_next_word_that_is_promised_now_is_owed(desk):
    first, second = desk.report(), desk.report()
    approve(desk, write(desk, first))
    assert [one.breach.ref for one in read.owed()] == [first]
    newer = write(desk, first, next_at=desk.at + timedelta(hours=9))
    approve(desk, write(desk, second, next_at=desk.at + timedelta(hours=6)))
    assert [one.note.number for one in read.owed()] == [1, 1], "the newer one is not public yet"
    approve(desk, newer)
    assert [(one.breach.ref, one.note.number) for one in read.owed()] == [(second, 1), (first, 2)]
    notes.take_down(note=newer, why="写错了", actor=desk.head, at=desk.at)
    assert [one.breach.ref for one in read.owed()] == [second]
