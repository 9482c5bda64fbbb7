"""Mails as the mailers of people here make them, all of made-up people.  By hand and not by a
library: what counts is what a library would never write."""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from shoumi.base.intake.parsers import winmail

_GIVEN = "甲乙丙丁戊己庚辛壬癸"
_FAMILY = "赵钱孙李周吴郑王冯陈"
_WISHES = ("请告诉我公司保存了哪些信息", "请删除我的信息", "请更正我的地址，写错了", "我要投诉")
_MORE = ("补充：手机尾号 0003", "请尽快", "谢谢，还有一个问题", "身份说明见附件")


@dataclass(frozen=True)
class Person:
    number: int

    @property
    def name(self):
        return f"{_FAMILY[self.number // 10 % 10]}虚{_GIVEN[self.number % 10]}"

    @property
    def address(self):
        return f"p{self.number}@people.example"


@dataclass(frozen=True)
class Told:
    """``answers``  the id of the mail it answers, with its angle brackets; empty for a first one"""

    person: Person
    id: str
    subject: str
    text: str
    answers: str = ""


def word(text, charset):
    return f"=?{charset}?B?{base64.b64encode(text.encode(charset)).decode()}?="


def _heads(told, *more, charset="utf-8", folded="\r\n "):
    lines = [
        "Received: from mx.house.example by imap.house.example; Thu, 24 Sep 2026 10:00:00 +0800",
        f"From: {word(told.person.name, charset)} <{told.person.address}>",
        "To: <privacy@house.example>",
        f"Subject: {word(told.subject, charset)}",
        f"Message-ID: <{told.id}>",
        "Date: Thu, 24 Sep 2026 10:00:00 +0800",
        "MIME-Version: 1.0",
    ]
    if told.answers:
        lines += [
            f"In-Reply-To: {told.answers}",
            f"References: <first.{told.id}>{folded}{told.answers}",
        ]
    return "\r\n".join([*lines, *more]) + "\r\n\r\n"


def _quoted(told):
    return f"{told.text}\r\n\r\n------------------ 原始邮件 ------------------\r\n发件人: 公司\r\n"


def qq(told):
    """GB 18030 throughout, text and page in base64."""
    parts = [("plain", _quoted(told)), ("html", f"<div>{told.text}</div><div><br></div>")]
    body = "".join(
        f'------=_NextPart\r\nContent-Type: text/{kind};\r\n\tcharset="gb18030"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
        f"{base64.b64encode(text.encode('gb18030')).decode()}\r\n"
        for kind, text in parts
    )
    kind = 'Content-Type: multipart/alternative;\r\n\tboundary="----=_NextPart"'
    more = (kind, "X-QQ-MIME: TCMime 1.0 by Tencent", "X-Mailer: QQMail 2.x")
    return (_heads(told, *more, charset="gb18030") + body + "--" + "----=_NextPart--").encode()


def netease(told):
    """163: GBK that is called GBK, a tab before the second id."""
    more = (
        "Content-Type: text/plain; charset=GBK",
        "Content-Transfer-Encoding: 8bit",
        "X-Mailer: Coremail Webmail Server",
    )
    return _heads(told, *more, charset="gbk", folded="\r\n\t").encode() + _quoted(told).encode(
        "gbk"
    )


def foxmail(told):
    """Says GB2312 and writes beyond it."""
    more = (
        'Content-Type: text/html; charset="GB2312"',
        "Content-Transfer-Encoding: base64",
        "X-Mailer: Foxmail 7.2",
    )
    page = f"<html><head><style>p{{}}</style></head><body><p>{_quoted(told)}㐂</p></body></html>"
    return (
        _heads(told, *more, charset="gb18030").replace("gb18030", "gb2312")
        + base64.encodebytes(page.encode("gb18030")).decode()
    ).encode()


def iphone(told):
    """UTF-8 in quoted-printable; a picture with a name after RFC 2231."""
    text = "".join(f"={byte:02X}" for byte in told.text.encode())
    name = "".join(f"%{byte:02X}" for byte in "证明.jpg".encode())
    body = (
        "--Apple-Mail-1\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: quoted-printable\r\n\r\n{text}\r\n"
        "--Apple-Mail-1\r\nContent-Type: image/jpeg\r\n"
        f"Content-Disposition: inline;\r\n\tfilename*=utf-8''{name}\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n/9j/4AAQSkZJRg==\r\n--Apple-Mail-1--\r\n"
    )
    kind = "Content-Type: multipart/mixed; boundary=Apple-Mail-1"
    return (_heads(told, kind, "X-Mailer: iPhone Mail (20A362)") + body).encode()


def outlook(told):
    """The text in ``winmail.dat`` too, and a thread index of its own."""
    packed = winmail.SIGNATURE + b"\x01\x00"
    for level, kind, value in (
        (1, 0x0002800C, told.text.encode("gbk") + b"\0"),
        (2, 0x00069002, b"\0" * 14),
        (2, 0x00018010, "说明.doc".encode("gbk") + b"\0"),
        (2, 0x0006800F, b"paper"),
    ):
        packed += struct.pack("<BII", level, kind, len(value)) + value + b"\0\0"
    body = (
        '--_000_\r\nContent-Type: text/plain; charset="utf-8"\r\n\r\n'
        f'{told.text}\r\n--_000_\r\nContent-Type: application/ms-tnef; name="winmail.dat"\r\n'
        "Content-Transfer-Encoding: base64\r\n\r\n"
        f"{base64.encodebytes(packed).decode()}\r\n--_000_--"
    )
    more = ("Content-Type: multipart/mixed; boundary=_000_", "Thread-Index: AdGk1yRpmade=")
    return (_heads(told, *more) + body).encode()


def bare(told):
    """Headers in bare bytes and no kind at all."""
    head = _heads(told).replace(word(told.subject, "utf-8"), told.subject)
    return (head + told.text).encode("gb18030")


def bulleted(told):
    """A mailer that knows In-Reply-To alone."""
    head = _heads(told, "Content-Type: text/plain; charset=utf-8")
    kept = [line for line in head.split("\r\n") if not line.startswith(("References", " <"))]
    return ("\r\n".join(kept) + told.text).encode()


PERSONS = (qq, netease, foxmail, iphone, outlook, bare, bulleted)


def automatic(told, number):
    """Answers of machines, in the ways they say so."""
    marks = (
        "Auto-Submitted: auto-replied",
        "Precedence: auto_reply",
        "X-Autoreply: yes",
        "List-Unsubscribe: <mailto:out@shop.example>",
        "Return-Path: <>",
    )
    return (_heads(told, marks[number % len(marks)], "Content-Type: text/plain") + "away").encode()


def bounce(number, returned):
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example\r\nSubject: report\r\n"
        f"Message-ID: <bounce{number}@mx.example>\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n"
        "--b\r\nContent-Type: text/plain\r\n\r\nnot there\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        "Final-Recipient: rfc822; p@people.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {returned}\r\n\r\n--b--\r\n"
    ).encode()


def first(number) -> Told:
    person = Person(number)
    wish = _WISHES[number % len(_WISHES)]
    return Told(person, f"a{number}.x@people.example", wish[:8], wish)


def answer(number, to) -> Told:
    """By the person of ``number`` to a mail of the house."""
    person = Person(number)
    text = _MORE[number % len(_MORE)]
    return Told(person, f"b{number}.x@people.example", "Re: 我的信息", text, to)


def mailers(since: int = 0) -> Iterator:
    """Each in its turn, for ever."""
    while True:
        yield PERSONS[since % len(PERSONS)]
        since += 1


def made(count, of) -> list[bytes]:
    """``count`` mails of ``of(number)`` by every mailer in turn."""
    return [how(of(number)) for number, how in enumerate(islice(mailers(), count))]
