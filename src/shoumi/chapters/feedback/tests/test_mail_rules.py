"""Who made a mail, whether our own server vouches for it, whose thread an id is of."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date

import pytest

from shoumi.chapters.feedback.rules import Kind, mail_ids, mail_kinds, mail_words
from shoumi.chapters.feedback.rules.mail_origin import (
    Genuine,
    Letterhead,
    Origin,
    genuine,
    may_be_answered,
    origin,
)

OURS = "mx.house.example"
REF = "mailout-0123456789abcdef"
WU = "wu@people.example"


def head(*heads, sender=WU, subject="我的信息", is_report=False):
    return Letterhead(sender, subject, is_report, heads)


@pytest.mark.parametrize(
    "one",
    [
        head(("auto-submitted", "auto-replied (vacation)")),
        head(("auto-submitted", "auto-generated; owner=x")),
        head(("precedence", "Bulk")),
        head(("x-autorespond", "")),
        head(("list-unsubscribe", "<mailto:x@shop.example>")),
        head(("return-path", "<>")),
        head(sender="no-reply@shop.example"),
        head(sender="noreply+1@shop.example"),
        head(subject="自动回复: 我的信息"),
        head(subject="Automatic reply: hello"),
        head(subject="Out of Office: hello"),
    ],
)
def test_a_machine_is_known_by_any_of_its_marks(one):
    assert origin(one) is Origin.MACHINE
    assert not may_be_answered(one)


@pytest.mark.parametrize(
    "one",
    [
        head(is_report=True),
        head(("x-failed-recipients", "p@people.example")),
        head(sender="mailer-daemon@mx.example", subject="Undelivered Mail Returned to Sender"),
        head(sender="postmaster@mx.example", subject="系统退信"),
    ],
)
def test_a_report_of_a_mail_server_is_known(one):
    assert origin(one) is Origin.REPORT


@pytest.mark.parametrize(
    "one",
    [
        head(),
        head(("auto-submitted", "no")),
        head(("precedence", "first-class")),
        head(("return-path", "<wu@people.example>")),
        head(subject="请问自动回复是什么意思"),
        head(sender="reply@people.example"),
    ],
)
def test_a_person_is_no_machine(one):
    assert origin(one) is Origin.PERSON
    assert may_be_answered(one)


def test_who_asks_for_no_automatic_answer_gets_none_and_is_a_person_all_the_same():
    one = head(("x-auto-response-suppress", "DR, OOF, AutoReply"))
    assert origin(one) is Origin.PERSON
    assert not may_be_answered(one)


def found(said, *before, server=OURS):
    told = (*before, ("authentication-results", f"{OURS}; {said}"))
    return genuine(server, head(*told))


def test_the_one_finding_of_our_own_server_counts():
    assert found("spf=pass; dmarc=pass") is Genuine.YES
    assert found("dkim=fail; dmarc=fail (p=none)") is Genuine.NO
    assert found("dmarc=none") is Genuine.UNKNOWN
    assert found("dmarc=pass", ("received", "from x by mx.house.example")) is Genuine.YES


def test_no_other_finding_counts():
    """Of another server, below what others wrote, beside another of the same name, or none set."""
    other = ("authentication-results", "mx.people.example; dmarc=pass")
    assert genuine(OURS, head(other)) is Genuine.UNKNOWN
    passed = [("received", "by mx.house.example"), ("received", "by forged.example")]
    assert found("dmarc=pass", *passed) is Genuine.UNKNOWN
    twice = ("authentication-results", f"{OURS}; dmarc=pass")
    assert found("dmarc=pass", twice) is Genuine.UNKNOWN
    assert found("dmarc=pass", server="") is Genuine.UNKNOWN
    longer = ("authentication-results", f"{OURS}.forged.example; dmarc=pass")
    assert genuine(OURS, head(longer)) is Genuine.UNKNOWN


def mac(epoch, message):
    key = {1: b"first", 2: b"second"}.get(epoch)
    return hmac.new(key, message, hashlib.sha256).digest() if key else None


def known(ids, sender=WU):
    return [(one.ref, one.is_of_sender) for one in mail_ids.known(ids, sender, mac)]


def test_an_id_is_ours_and_of_whom_it_went_to():
    own = mail_ids.made(REF, WU, "house.example", 2, mac)
    assert own.endswith("@house.example")
    assert known([own]) == known([own], " WU@People.example ") == [(REF, True)]
    assert known([own], "li@people.example") == [(REF, False)]


def test_what_was_changed_in_an_id_makes_it_nobodys():
    own = mail_ids.made(REF, WU, "house.example", 1, mac)
    ref, epoch, code, to = own.partition("@")[0].split(".")
    changed = [
        f"{ref[:-1]}0.{epoch}.{code}.{to}@house.example",
        f"{ref}.2.{code}.{to}@house.example",
        f"{ref}.9.{code}.{to}@house.example",
        f"{ref}.{epoch}.{'0' * 24}.{to}@house.example",
        f"{ref}@house.example",
        "1.wu@people.example",
    ]
    assert known(changed) == []
    assert known([f"{ref}.{epoch}.{code}.{'0' * 24}@house.example"]) == [(REF, False)]
    with pytest.raises(KeyError):
        mail_ids.made(REF, WU, "house.example", 9, mac)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("请删除我的全部信息", Kind.DELETE),
        ("我想查一下你们有我哪些信息，然后删掉", Kind.DELETE),
        ("我的地址写错了", Kind.CORRECT),
        ("请注销我的账号", Kind.CLOSE_ACCOUNT),
        ("我要投诉你们一直不删除", Kind.COMPLAINT),
        ("Please send me a copy of my data", Kind.COPY),
        ("which data do you hold", Kind.ACCESS),
        ("你们几点上班", Kind.QUESTION),
    ],
)
def test_what_is_asked_is_guessed_by_its_words(text, kind):
    assert mail_kinds.seems("", text) is kind
    assert mail_kinds.seems(text, "") is kind


def test_a_receipt_without_an_address_of_the_house_names_none():
    told = mail_words.receipt("zh", 7, date(2026, 10, 15), "")
    assert ("DSR-0007" in told, "2026-10-15" in told, "http" in told) == (True, True, False)
    assert "https://x" in mail_words.receipt("en", 7, date(2026, 10, 15), "https://x")
