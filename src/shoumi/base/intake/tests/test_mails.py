"""Mails of every kind are taken apart in the limited child, or refused, and never half read."""

from __future__ import annotations

import base64
import struct
from email.header import Header
from email.message import EmailMessage

import pytest

from shoumi.base.intake import errors, limits, mails
from shoumi.base.intake.parsers import mail_text, winmail

BODY = "您好，我想查询公司保存了我哪些信息。"
RAW = BODY.encode()


def lines(*told):
    return "\r\n".join(told).encode()


def plain(*heads, body=RAW, charset="utf-8"):
    kind = f"Content-Type: text/plain; charset={charset}"
    return lines("From: wu@people.example", *heads, kind, "", "") + body


def packed(*attributes):
    """A stream of Outlook's: (level, name and type, value) of each."""
    told = winmail.SIGNATURE + b"\x01\x00"
    for level, kind, value in attributes:
        told += struct.pack("<BII", level, kind, len(value)) + value + b"\0\0"
    return told


def test_a_subject_cut_in_the_middle_of_a_letter_is_whole_again():
    raw = "查询我的个人信息".encode("gb18030")
    words = [base64.b64encode(part).decode() for part in (raw[:5], raw[5:])]
    told = " ".join(f"=?gb2312?B?{word}?=" for word in words)
    assert mail_text.header(told) == "查询我的个人信息"
    assert mails.parsed(plain(f"Subject: {told}")).subject == "查询我的个人信息"


def test_letters_beyond_the_declared_charset_are_read():
    """㐂 is in GB 18030 and not in GB 2312, which QQ and Foxmail declare all the same."""
    found = mails.parsed(plain(body="我叫吴㐂丙".encode("gb18030"), charset="gb2312"))
    assert found.text == "我叫吴㐂丙"


@pytest.mark.parametrize("charset", ["utf-8", "gb18030", "no-such-charset", "us-ascii"])
def test_a_charset_that_lies_or_is_unknown_costs_no_text(charset):
    raw = BODY.encode("gb18030" if charset == "gb18030" else "utf-8")
    assert mails.parsed(plain(body=raw, charset=charset)).text == BODY


def test_headers_in_bare_chinese_bytes_are_read():
    raw = (
        b"From: \xce\xe2\xd0\xe9\xb1\xfb <Wu@People.example>\r\nSubject: \xb2\xe9\xd1\xaf\r\n\r\nx"
    )
    found = mails.parsed(raw)
    assert (found.name, found.sender, found.subject) == ("吴虚丙", "wu@people.example", "查询")


@pytest.mark.parametrize(
    "named",
    [
        "filename*=gb18030''%C9%ED%B7%DD%CB%B5%C3%F7.txt",
        "filename*0*=utf-8''%E8%BA%AB%E4%BB%BD; filename*1*=%E8%AF%B4%E6%98%8E.txt",
        f'filename="{Header("身份说明.txt", "gb18030").encode()}"',
        'filename="身份说明.txt"',
    ],
)
def test_a_file_keeps_its_name_in_every_way_to_write_it(named):
    raw = lines(
        "From: wu@people.example",
        "Content-Type: multipart/mixed; boundary=b",
        *("", "--b", "Content-Type: text/plain", "", "see", "--b"),
        *("Content-Type: application/octet-stream", f"Content-Disposition: attachment; {named}"),
        *("Content-Transfer-Encoding: base64", "", base64.b64encode(b"paper").decode(), "--b--"),
    )
    (file,) = mails.parsed(raw).files
    assert (file.name, file.content) == ("身份说明.txt", b"paper")


def test_a_name_leads_to_no_other_folder():
    mail = EmailMessage()
    mail["From"] = "wu@people.example"
    mail.set_content("see")
    mail.add_attachment(b"x", "text", "x", filename="../../etc/pass\u202egpj.txt")
    (file,) = mails.parsed(mail.as_bytes()).files
    assert file.name == "_.._etc_passgpj.txt"


def test_a_page_is_read_as_people_see_it():
    mail = EmailMessage()
    mail["From"] = "wu@people.example"
    mail.set_content(
        f"<html><head><style>p{{}}</style></head><body><p>{BODY}</p><script>x()</script>"
        "<div>谢谢&nbsp;&amp;<br>再见</div></body></html>",
        subtype="html",
    )
    assert mails.parsed(mail.as_bytes()).text == f"{BODY}\n\n谢谢 &\n再见"


def test_of_text_and_page_the_text_is_read_once():
    mail = EmailMessage()
    mail["From"] = "wu@people.example"
    mail.set_content(BODY)
    mail.add_alternative(f"<p>{BODY}</p>", subtype="html")
    assert mails.parsed(mail.as_bytes()).text == BODY


def test_what_outlook_packed_is_unpacked():
    stream = packed(
        (1, 0x00069007, struct.pack("<I", 936)),
        (1, 0x0002800C, BODY.encode("gbk") + b"\0"),
        (2, 0x00069002, b"\0" * 14),
        (2, 0x00018010, "说明.txt".encode("gbk") + b"\0"),
        (2, 0x0006800F, b"paper"),
    )
    mail = EmailMessage()
    mail["From"] = "wu@people.example"
    mail.set_content("")
    mail.add_attachment(stream, "application", "ms-tnef", filename="winmail.dat")
    found = mails.parsed(mail.as_bytes())
    assert found.text == BODY
    assert [(one.name, one.content) for one in found.files] == [("说明.txt", b"paper")]


def test_what_is_no_outlook_stream_stays_the_file_it_is():
    mail = EmailMessage()
    mail["From"] = "wu@people.example"
    mail.set_content("see")
    cut = winmail.SIGNATURE + b"\x01\0" + struct.pack("<BII", 2, 0x0006800F, 999)
    mail.add_attachment(cut, "application", "ms-tnef", filename="winmail.dat")
    assert [one.content for one in mails.parsed(mail.as_bytes()).files] == [cut]


def test_a_mail_within_a_mail_is_a_file_and_says_nothing():
    inner = EmailMessage()
    inner["From"] = "somebody@else.example"
    inner["Message-ID"] = "<inner@else.example>"
    inner.set_content("请删除")
    outer = EmailMessage()
    outer["From"] = "wu@people.example"
    outer.set_content("转发给你们")
    outer.add_attachment(inner)
    found = mails.parsed(outer.as_bytes())
    assert (found.text, found.sender, found.id) == ("转发给你们", "wu@people.example", "")
    assert found.returned == ["inner@else.example"]
    assert [one.name for one in found.files] == ["message.eml"]


def nested(depth):
    return b"".join(b"Content-Type: message/rfc822\r\n\r\n" for _ in range(depth)) + b"\r\nx"


def many_parts(count):
    part = b"--b\r\nContent-Type: application/x\r\n\r\nx\r\n"
    return b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + part * count


def deep_parts(depth):
    told = b"From: a@b.example\r\n"
    for at in range(depth):
        told += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at)
    return told + b"\r\nx"


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 500, many_parts(61), many_parts(20_000), deep_parts(30), deep_parts(3_000)],
)
def test_what_no_mailer_makes_is_refused(content):
    with pytest.raises(errors.FileRefused):
        mails.parsed(content)


def test_mails_in_mails_without_end_cost_one_mail():
    try:
        found = mails.parsed(b"From: a@b.example\r\n" + nested(5_000))
    except errors.FileRefused:
        return
    assert found.text == ""


def test_a_mail_of_forty_megabytes_is_read_and_a_larger_one_is_not_begun():
    mail = EmailMessage()
    mail["From"] = "wu@people.example"
    mail.set_content(BODY)
    mail.add_attachment(b"\xff" * (28 * limits.MB), "image", "jpeg", filename="a.jpg")
    found = mails.parsed(mail.as_bytes())
    assert (found.text, len(found.files[0].content)) == (BODY, 28 * limits.MB)
    with pytest.raises(errors.TooLarge):
        mails.parsed(bytes(mails.MOST_BYTES + 1))


def test_more_text_than_a_person_writes_is_refused():
    with pytest.raises(errors.TooMuchOutput):
        mails.parsed(plain(body=b"a" * 2_000_001))


def test_the_first_of_two_senders_counts_and_both_are_told_of():
    found = mails.parsed(plain("From: other@people.example"))
    assert (found.sender, found.senders) == ("wu@people.example", 2)


def test_ids_and_marks_of_machines_are_told_in_their_order():
    found = mails.parsed(
        plain(
            "Message-ID: <a.1@people.example>",
            "In-Reply-To: <b@house.example>",
            "References: <c@house.example>\r\n <b@house.example> nothing",
            "Auto-Submitted: auto-replied (vacation)",
            "Received: from x",
        )
    )
    assert found.id == "a.1@people.example"
    assert found.answers == ["b@house.example", "c@house.example"]
    assert found.heads == [("auto-submitted", "auto-replied (vacation)"), ("received", "from x")]
