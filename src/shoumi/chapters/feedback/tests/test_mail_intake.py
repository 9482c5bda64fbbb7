"""Mails come into the one queue: each once, to its own request, or set aside and never lost."""

from __future__ import annotations

import pytest

from shoumi.base.ledger import reader
from shoumi.chapters.feedback import health, queries
from shoumi.chapters.feedback.models import Communication, Mail, Request, SealedFile
from shoumi.chapters.feedback.queries import mails
from shoumi.chapters.feedback.rules import Kind, Outcome, Part, State, Way
from shoumi.chapters.feedback.rules.mail_fates import Aside, Delivery, Fate
from shoumi.chapters.feedback.services import mail_codes, texts
from shoumi.chapters.feedback.tests.mailbox_house import ADDRESS, SENDER, WU, mail_house, written
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def house(desk):
    with mail_house(desk) as found:
        yield found


def said(request, desk):
    found = desk.opened(Ref(request.ref), desk.officer)
    return [found.said[line.ref] for line in found.lines]


def test_a_mail_opens_a_request_with_who_wrote_its_text_and_its_files(house):
    request = house.asked(files=[("证明.pdf", b"%PDF-made up")])
    assert (request.kind, request.way, request.lang) == (Kind.DELETE, Way.MAIL, "zh")
    found = house.desk.opened(Ref(request.ref), house.desk.officer)
    assert (found.who.name, found.who.contact) == ("吴虚丙", WU)
    told, file = (found.said[line.ref] for line in found.lines)
    assert told == "我的信息\n\n请删除我的全部个人信息"
    assert file.startswith("证明.pdf · application/octet-stream · 12 B · SHA-256 ")
    assert [line.part for line in found.lines] == [Part.RECEIVED, Part.ATTACHED]
    assert b"made up" not in bytes(SealedFile.objects.get().sealed)
    assert house.desk.check("10.3").state is ControlState.PASS


def test_who_wrote_is_told_once_that_it_came_and_until_when_it_is_answered(house):
    request = house.asked()
    assert house.send() == 1
    (mail,) = house.sent
    due = queries.timed(request).due.on
    assert (mail["To"], mail["Reply-To"], mail["From"]) == (WU, ADDRESS, SENDER)
    assert mail["Auto-Submitted"] == "auto-replied"
    assert mail["In-Reply-To"] == f"<1.{WU}>"
    assert f"DSR-{request.number:04d}" in mail["Subject"]
    assert str(due) in mail.get_content()
    assert house.send() == 0


def test_an_answer_to_our_mail_is_added_to_its_request(house):
    request = house.asked()
    house.send()
    ours = house.sent[0]["Message-ID"]
    mail = house.come(written("手机尾号 0003", answers=ours, number=2))
    assert (mail.fate, mail.request) == (Fate.ADDED, request.ref)
    assert said(request, house.desk)[-1] == "我的信息\n\n手机尾号 0003"
    assert Request.objects.count() == 1
    assert house.send() == 0, "no receipt of an addition"


def test_what_the_house_answers_leaves_in_the_thread_and_is_on_record_first(house):
    request = Ref(house.asked("我想问一个问题").ref)
    desk = house.desk
    house.send()
    desk.assign(request, desk.qian)
    desk.reply(request, way=Way.MAIL)
    assert house.send() == 1
    mail = house.sent[-1]
    assert (mail["To"], mail.get_content().strip()) == (WU, "已经删除")
    assert (mail["In-Reply-To"], mail["References"]) == (f"<1.{WU}>", f"<1.{WU}>")
    assert mail["Auto-Submitted"] is None
    tags = [entry.line().tag for entry in reader.entries(about=request)]
    assert tags[-3:] == ["feedback.replied", "feedback.opened", "feedback.mailed"]
    again = house.come(written("谢谢", answers=mail["Message-ID"], number=2))
    assert (again.fate, again.request) == (Fate.ADDED, request)


def test_no_mail_carries_the_number_of_an_identity_paper(house):
    from shoumi.base.outbox.errors import CarriesIdentifier
    from shoumi.chapters.feedback.services import answers

    request = Ref(house.asked("我想问一个问题").ref)
    desk = house.desk
    desk.assign(request, desk.qian)
    with pytest.raises(CarriesIdentifier):
        answers.reply(
            request=request,
            text="您登记的证件号是 990000199001010010",
            way=Way.MAIL,
            actor=desk.qian,
            at=desk.at,
        )
    assert Request.objects.get().state == State.OPEN


@pytest.mark.parametrize("subject", ["DSR-0001", "Re: 我的信息 [DSR-0001]"])
def test_a_number_in_the_subject_leads_a_stranger_into_nobodys_request(house, subject):
    first = house.asked()
    mail = house.come(
        written("请把资料寄给我", sender="li@strangers.example", subject=subject, number=9)
    )
    assert (mail.fate, mail.request == first.ref) == (Fate.REQUEST, False)


def test_our_id_in_the_hands_of_another_leads_into_nobodys_request(house):
    first = house.asked()
    house.send()
    ours = house.sent[0]["Message-ID"]
    changed = ours.replace(ours.split(".")[2], "0" * 24)
    for number, (sender, answers) in enumerate(
        [("li@strangers.example", ours), (WU, changed), (WU, f"<{first.ref}@house.example>")], 5
    ):
        mail = house.come(written("补充", sender=sender, answers=answers, number=number))
        assert (mail.fate, mail.request == first.ref) == (Fate.REQUEST, False)


def test_a_mail_that_our_server_calls_forged_lands_in_no_other_request(house):
    first = house.asked()
    house.send()
    finding = ("Authentication-Results", "mx.house.example; dmarc=fail header.from=people.example")
    forged = written("我改主意了", answers=house.sent[0]["Message-ID"], number=4, heads=[finding])
    mail = house.come(forged)
    assert (mail.fate, mail.genuine, mail.request == first.ref) == (Fate.REQUEST, "NO", False)
    assert house.send() == 0, "whose address was forged gets no receipt"


def test_what_is_asked_after_the_end_is_a_request_of_its_own(house):
    request = Ref(house.asked("我想问一个问题").ref)
    desk = house.desk
    house.send()
    desk.assign(request, desk.qian)
    desk.reply(request, way=Way.PHONE)
    desk.close(request, Outcome.ANSWERED)
    ours = house.sent[0]["Message-ID"]
    mail = house.come(written("还有一个问题", answers=ours, number=2))
    assert (mail.fate, mail.request == request) == (Fate.REQUEST, False)


def test_the_clock_of_who_was_asked_goes_on_with_the_answer(house):
    request = Ref(house.asked().ref)
    desk = house.desk
    house.send()
    desk.assign(request, desk.qian)
    desk.ask(request)
    desk.go(days=2)
    house.come(written("0003", answers=house.sent[0]["Message-ID"], number=2))
    ((_, until),) = Request.objects.get().rests
    assert until == desk.at.isoformat()
    table = health.guarded[0]
    row = Request.objects.get()
    assert table.agreed([row]) == [row.entry_position]


AUTOMATIC = [
    [("Auto-Submitted", "auto-replied")],
    [("Precedence", "bulk")],
    [("X-Autoreply", "yes")],
    [("List-Id", "<news.shop.example>")],
    [("Return-Path", "<>")],
]


@pytest.mark.parametrize("heads", AUTOMATIC)
def test_no_machine_opens_a_request(house, heads):
    mail = house.come(written("我不在办公室", heads=heads))
    assert (mail.fate, mail.aside) == (Fate.ASIDE, Aside.MACHINE)
    assert (Request.objects.count(), house.send()) == (0, 0)


def test_ten_automatic_answers_without_a_mark_get_one_answer_at_most(house):
    for number in range(10):
        house.come(written("我在休假，回来再说", number=number))
        house.send()
    assert len(house.sent) == 1
    assert Request.objects.count() == 10


def test_the_same_mail_delivered_twice_is_one(house):
    one = written("请查询")
    first = house.come(b"Received: from a\r\n" + one.as_bytes())
    second = house.come(b"Received: from b\r\n" + one.as_bytes())
    assert (second.fate, second.request) == (Fate.COPY, first.request)
    assert Request.objects.count() == 1


def test_two_mails_with_one_id_are_two(house):
    house.come(written("请查询", number=1))
    house.come(written("请删除", number=1))
    assert [one.kind for one in Request.objects.order_by("id")] == [Kind.ACCESS, Kind.DELETE]


def test_where_the_server_counts_anew_nothing_is_taken_twice(house):
    house.asked()
    raw = house.mails.mails.popitem()[1]
    house.mails.validity, house.mails.mails = 8, {1: raw}
    house.look()
    house.come(written("另一件", number=2))
    assert Request.objects.count() == 2
    assert Mail.objects.filter(fate=Fate.COPY).count() == 1


def test_what_lay_there_before_the_house_began_is_left_alone_unless_it_is_wanted(house):
    house.mails.mails.clear()
    house.desk.go(days=-3)
    house.put(written("去年的信"))
    house.desk.go(days=3)
    house.look()
    assert Mail.objects.count() == 0


@pytest.mark.parametrize("raw", [b"\0" * 400, b"From: a@b.example\r\n" + b"x" * 3_000_000])
def test_a_mail_that_cannot_be_read_costs_one_mail(house, raw):
    house.put(raw)
    house.put(written("请查询"))
    house.look()
    aside, taken = Mail.objects.order_by("id")
    assert (aside.fate, aside.aside, taken.fate) == (Fate.ASIDE, Aside.BROKEN, Fate.REQUEST)


def test_a_mail_that_came_back_says_so_on_what_was_sent(house):
    request = house.asked()
    house.send()
    returned = written("undeliverable", sender="mailer-daemon@relay.example", number=3)
    raw = (
        b"From: mailer-daemon@relay.example\r\nReturn-Path: <>\r\nSubject: report\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        b"--b\r\nContent-Type: text/plain\r\n\r\n"
        + returned.get_content().encode()
        + b"\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        b"Reporting-MTA: dns; relay.example\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        b"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: "
        + house.sent[0]["Message-ID"].encode()
        + b"\r\n\r\n--b--\r\n"
    )
    mail = house.come(raw)
    assert (mail.fate, mail.aside, mail.request) == (Fate.ASIDE, Aside.REPORT, request.ref)
    assert mails.out_of(request)[0].state == Delivery.BOUNCED
    assert Request.objects.count() == 1


def test_texts_of_any_length_are_kept_whole(house):
    long = "长" * (texts.MOST + 5)
    request = house.asked(long)
    record = queries.lines(request)
    assert [line.part for line in record] == [Part.RECEIVED, Part.ATTACHED]
    assert texts.more(record[1])["name"] == "text.txt"


def test_codes_tell_nothing_of_an_address(house):
    request = house.asked()
    row = Mail.objects.get(request=request.ref)
    assert row.sender == mail_codes.of_address(WU.upper())
    assert WU not in str(vars(row))
    assert Communication.objects.filter(request=request.ref).count() == 1
