"""Every word and file of staff is looked at before it is kept: numbers of customers become
references, all else that names somebody is refused and told by kind and place."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from shoumi.base.attestations.doors import DoorShut
from shoumi.base.documents.pdf import make_pdf
from shoumi.base.documents.tests.samples import SAMPLES
from shoumi.base.gate.tasks import open_task
from shoumi.base.ledger import reader
from shoumi.base.registry import Asker
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests import authenticated
from shoumi.base.vault.models import KeptSecret
from shoumi.chapters.collaboration import inbox_items
from shoumi.chapters.collaboration.queries import message_check
from shoumi.chapters.collaboration.queries import threads as queries
from shoumi.chapters.collaboration.queries.threads import NoSuchThread
from shoumi.chapters.collaboration.rules import findings
from shoumi.chapters.collaboration.rules.threads import On, named
from shoumi.chapters.collaboration.services import (
    erasure,
    second_looks,
    shared_tasks,
    texts,
    threads,
)
from shoumi.chapters.collaboration.services import thread_errors as errors
from shoumi.chapters.collaboration.services.scanned import File
from shoumi.chapters.collaboration.services.threads import Draft, NewThread
from shoumi.chapters.collaboration.thread_models import Attachment, ThreadMessage
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.scan.labels import Label
from shoumi.core.terms import Purpose
from shoumi.doors.tests.house import values

pytestmark = pytest.mark.django_db(databases=("default", "keyring"), transaction=True)
NUMBER = "15400001111"
HELD = values(0)["mobile"]  # of the first customer


@pytest.fixture
def talk(desk):
    return Talk(desk)


class Talk:
    """Of consultant and customer service about the deal."""

    def __init__(self, desk):
        self.desk = desk
        self.ref = Ref(self.opened(members=[desk.service]).ref)

    def opened(self, kind=On.DEAL, about=None, members=(), topic="名册的进度"):
        desk = self.desk
        new = NewThread(kind, about or desk.deal, desk.deal, topic, members)
        return threads.open_thread(new=new, actor=desk.consultant, at=desk.at)

    def say(self, text, *files, mentions=(), actor=None, thread=None):
        draft = Draft(text, mentions, files)
        return threads.say(
            thread=thread or self.ref,
            draft=draft,
            actor=actor or self.desk.consultant,
            at=self.desk.at,
        )

    def may_look(self):
        """The consultant has a task to look for customers by their numbers."""
        desk = self.desk
        open_task(
            purpose=Purpose.INVENTORY,
            deal=desk.deal,
            actors=[desk.consultant],
            acts=[Act.LIST],
            fields=["mobile"],
            expires_at=desk.at + timedelta(days=1),
            actor=desk.head,
            at=desk.at,
        )


def told_of(tag):
    return [one.line() for one in reader.entries(0, tag=tag)]


def waits(desk, person):
    asker = Asker(person, frozenset(), frozenset({""}), desk.at)
    return [one.what[0] for one in inbox_items.items(asker)]


def test_a_message_is_kept_sealed_and_read_by_those_who_take_part(desk, talk):
    made = talk.say("名册核对好了。", mentions=[desk.service])
    assert texts.opened(made.text) == "名册核对好了。"
    kept = KeptSecret.objects.using("keyring").get(name=made.text)
    assert "名册".encode() not in bytes(kept.wrapped)
    assert queries.seen(talk.ref, desk.service, desk.at)
    for other in (desk.officer, desk.legal, desk.buyer):
        with pytest.raises(NoSuchThread):
            queries.seen(talk.ref, other, desk.at)
        with pytest.raises(NoSuchThread):
            talk.say("我也看看。", actor=other)
    line = told_of("thread.said")[0]
    assert (line.facts["place"], line.facts["mentions"]) == (1, 1)


def test_who_is_mentioned_is_told_until_it_is_read(desk, talk):
    assert waits(desk, desk.service) == []
    made = talk.say("请看名册。", mentions=[desk.service])
    assert waits(desk, desk.service) == ["看一条请您看的消息"]
    assert waits(desk, desk.consultant) == []
    threads.mark_read(thread=talk.ref, place=made.place, actor=desk.service)
    assert waits(desk, desk.service) == []
    with pytest.raises(errors.NotAMember):
        talk.say("请看名册。", mentions=[desk.legal])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (f"电话 {NUMBER}", "MOBILE"),
        ("电话 154-0000-1111", "MOBILE"),
        ("电话 １５４００００１１１１", "MOBILE"),
        ("电话 1 5 4 0 0 0 0 1 1 1 1", "MOBILE"),
        ("电话 1540\n0001111", "MOBILE"),
        ("邮箱 jia@people.example", "EMAIL"),
        ("姓名：王小明，出生日期 1990-01-01", "DATE_OF_BIRTH"),
    ],
)
def test_what_names_somebody_is_refused_by_kind_and_nothing_of_it_is_kept(desk, talk, text, label):
    before = KeptSecret.objects.using("keyring").count()
    with pytest.raises(errors.PersonalInformation) as refused:
        talk.say(f"第一行\n{text}")
    assert label in refused.value.facts["labels"]
    assert "2" in refused.value.facts["places"]
    assert not ThreadMessage.objects.exists()
    assert KeptSecret.objects.using("keyring").count() == before
    stopped = {line.facts["kind"]: line.facts["count"] for line in told_of("thread.stopped")}
    assert stopped[label] == 1
    said = json.dumps([line.facts for line in told_of("thread.stopped")], default=str)
    assert not {NUMBER, "0001111", "jia@"} & set(said.split('"'))


def test_a_number_of_a_customer_becomes_a_reference_for_who_may_look_for_customers(desk, talk):
    with pytest.raises(errors.PersonalInformation):
        talk.say(f"电话 {HELD}")
    talk.may_look()
    made = talk.say(f"电话 {HELD[:3]} {HELD[3:7]} {HELD[7:]}，明天上午。")
    assert texts.opened(made.text) == f"电话 {named(desk.customers[0])}，明天上午。"
    assert made.customers == [desk.customers[0]]
    assert [line.facts["kind"] for line in told_of("thread.referred")] == ["MOBILE"]
    with pytest.raises(errors.PersonalInformation):
        talk.say(f"电话 {NUMBER}")


def test_an_account_number_is_refused_whoever_it_is_about(desk, talk):
    talk.may_look()
    with pytest.raises(errors.PersonalInformation) as refused:
        talk.say(f"电话 {HELD}，银行卡号 6222020200112233")
    assert refused.value.facts["labels"]


def test_an_order_number_an_amount_and_a_day_are_no_personal_information(desk, talk):
    text = "合同 HT-2026-0815 金额 1,250,000.00 元，2026-08-26 10:32 盖章，第 3 版。"
    assert texts.opened(talk.say(text).text) == text


def test_a_file_is_kept_where_it_is_clean_and_refused_by_its_place_where_it_is_not(desk, talk):
    clean = File("核对 12 户，差 3 户。\n".encode(), "a.txt")
    made = talk.say("见附件。", clean)
    assert made.files == 1
    found = Attachment.objects.get()
    assert texts.file(found.content) == clean.content
    named_one = File(f"第一行\n电话 {NUMBER}\n".encode(), "b.txt")
    with pytest.raises(errors.PersonalInformation) as refused:
        talk.say("见附件。", clean, named_one)
    assert refused.value.facts["places"] == ("2:paper.txt:2",)
    assert Attachment.objects.count() == 1


def test_a_file_with_structure_is_read_in_the_child_and_a_scanned_page_is_refused(desk, talk):
    paper = File(make_pdf("nda", SAMPLES["nda"]), "c.pdf")
    with pytest.raises((errors.PersonalInformation, errors.FileUnread)):
        talk.say("见附件。", paper)
    assert not ThreadMessage.objects.exists()


def test_a_colleagues_name_is_a_reference_too(desk, talk):
    made = talk.say("姓名：王样本，请安排。")
    assert texts.opened(made.text) == f"姓名：{named(desk.service)}，请安排。"
    assert made.customers == []


def test_who_is_on_a_shared_task_reads_its_thread_until_the_task_is_over(desk, talk):
    task = desk.opened()
    thread = Ref(talk.opened(On.TASK, Ref(task.ref)).ref)
    talk.say("开始核对。", thread=thread, actor=desk.service)
    assert queries.seen(thread, desk.consultant, desk.at)
    shared_tasks.close(task=Ref(task.ref), actor=desk.consultant, at=desk.at)
    for person in (desk.consultant, desk.service):
        with pytest.raises(NoSuchThread):
            queries.seen(thread, person, desk.at)
        with pytest.raises(NoSuchThread):
            talk.say("还有一件。", thread=thread, actor=person)


def test_a_thread_is_about_something_of_its_deal(desk, talk):
    assert talk.opened(On.PERSON, desk.customers[0])
    for kind, about in ((On.PERSON, Ref.new("sub")), (On.PAPER, desk.deal), (On.TASK, desk.deal)):
        with pytest.raises(errors.NothingToTalkAbout):
            talk.opened(kind, about)
    with pytest.raises(errors.NotAMember):
        talk.opened(members=[desk.buyer])


def test_a_closed_thread_is_read_and_nothing_more_is_said(desk, talk):
    talk.say("好了。")
    threads.close(thread=talk.ref, actor=desk.service, at=desk.at)
    assert queries.seen(talk.ref, desk.consultant, desk.at)
    with pytest.raises(errors.ThreadOver):
        talk.say("还有。")


def test_11_2_is_stated_until_a_thread_is_opened_and_holds_then(desk):
    assert desk.state("11.2") == ("NOT_BUILT", "")
    Talk(desk).say("好了。")
    assert desk.state("11.2") == ("PASS", "")


def test_what_a_later_look_finds_shuts_the_platform_until_it_is_removed(desk, talk, monkeypatch):
    with monkeypatch.context() as blind:
        blind.setattr(findings, "of_text", lambda *given, **more: [])
        blind.setattr(message_check, "scan_sees", lambda today: True)
        made = talk.say(f"电话 {NUMBER}")
    assert second_looks.look(at=desk.go(days=1)) == 1
    assert desk.state("11.2") == ("FAIL", "thread.found")
    with pytest.raises(DoorShut) as shut:
        talk.say("好了。")
    assert [one.demand for one in shut.value.lapses] == ["11.2"]
    found = told_of("thread.found")[0]
    assert (found.facts["kind"], found.facts["count"]) == (Label.MOBILE, 1)
    with pytest.raises(errors.NotYourMessage):
        threads.remove(message=Ref(made.ref), actor=desk.service, at=desk.at)
    threads.remove(message=Ref(made.ref), actor=desk.officer, at=desk.at)
    assert texts.opened(made.text) == ""
    assert desk.state("11.2") == ("PASS", "")
    assert talk.say("好了。")


def test_where_the_scan_sees_nothing_no_message_is_taken(desk, talk, monkeypatch):
    monkeypatch.setattr(findings, "find_spans", lambda *given, **more: [])
    assert desk.state("11.2") == ("FAIL", "thread.scan_blind")
    with pytest.raises(DoorShut):
        talk.say("好了。")


def test_11_2_is_stale_where_nobody_looked_again_and_fails_where_a_row_is_forged(desk, talk):
    made = talk.say("好了。")
    desk.go(days=2)
    assert desk.state("11.2") == ("STALE", "thread.not_looked_at")
    assert second_looks.look(at=desk.at) == 0
    assert desk.state("11.2") == ("PASS", "")
    ThreadMessage.objects.filter(ref=made.ref).update(author=desk.service)
    assert desk.state("11.2") == ("FAIL", NotAuthentic.code)


def test_what_was_said_of_a_customer_goes_with_the_customer(desk, talk):
    talk.may_look()
    of_one = talk.say(f"电话 {HELD}")
    other = talk.say("好了。")
    [first, second, *_] = desk.customers
    assert (erasure.remaining([first]), erasure.remaining([second])) == (1, 0)
    assert erasure.forget([first]) == 1
    assert (erasure.remaining([first]), texts.opened(of_one.text)) == (0, "")
    assert texts.opened(other.text) == "好了。"


def test_a_refusal_that_comes_late_leaves_no_text_behind(desk, talk):
    made = talk.say("好了。")
    before = KeptSecret.objects.using("keyring").count()
    assert authenticated.change(ThreadMessage.objects.filter(ref=made.ref), found_at=desk.at)
    with pytest.raises(DoorShut):
        talk.say("还有。")
    assert KeptSecret.objects.using("keyring").count() == before
