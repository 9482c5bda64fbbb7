from __future__ import annotations

import pytest

from shoumi.core.letters.reports import Fate, Report, report

LETTER = "letter-abcdefghij0123456789"
OURS = f"""--b
Content-Type: message/rfc822

From: notice@house.example
Message-ID: <{LETTER}@house.example>
Subject: =?utf-8?b?5ZGK55+l?=

x
"""
HEADERS = f"""--b
Content-Type: text/rfc822-headers

Message-ID: <{LETTER}@house.example>
"""


def mail(action="failed", *, envelope="", status="5.1.1", kind="delivery-status", back=OURS):
    of_mail = "Reporting-MTA: dns; relay.example\n"
    of_mail += f"Original-Envelope-Id: {envelope}\n" if envelope else ""
    text = f"""From: MAILER-DAEMON@relay.example
To: notice@house.example
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain; charset=gb18030

?
--b
Content-Type: message/{kind}

{of_mail}
Final-Recipient: rfc822; nobody@example.net
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user

{back}--b--
"""
    return text.encode()


@pytest.mark.parametrize("back", [OURS, HEADERS])
def test_a_bounce_is_known_by_the_returned_number(back):
    assert report(mail(back=back)) == Report(LETTER, Fate.BOUNCED, "5.1.1")


def test_a_delivery_is_known_by_the_envelope():
    content = mail("delivered", envelope=LETTER, status="2.0.0 (ok)", back="")
    assert report(content) == Report(LETTER, Fate.DELIVERED, "2.0.0")


def test_a_status_that_is_none_is_left_out():
    assert report(mail(status="odd")) == Report(LETTER, Fate.BOUNCED, "")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"Subject: hello\n\nletter-abcdefghij0123456789",
        mail("delayed"),
        mail("relayed"),
        mail(back=""),
        mail(back="--b\nContent-Type: message/rfc822\n\nMessage-ID: <other@house.example>\n\nx\n"),
        mail(envelope="letter-x", back=""),
        mail(kind="disposition-notification"),
        b"Content-Type: message/delivery-status\n\n",
    ],
)
def test_what_is_no_report_of_ours_is_none(content):
    assert report(content) is None


def test_a_report_that_says_both_says_nothing():
    both = mail().replace(
        b"\n--b\nContent-Type: message/rfc822",
        b"""
Final-Recipient: rfc822; other@example.net
Action: delivered

--b
Content-Type: message/rfc822""",
    )
    assert both != mail()
    assert report(both) is None


def test_every_cut_of_a_report_is_read_without_a_fault():
    whole = mail()
    told = {report(whole[:end]) for end in range(0, len(whole), 7)}
    assert told <= {None, Report(LETTER, Fate.BOUNCED, "5.1.1"), Report(LETTER, Fate.BOUNCED, "")}


def test_a_body_in_no_known_writing_does_not_stop_it(monkeypatch):
    monkeypatch.setattr(
        "shoumi.core.letters.reports.message_from_bytes", lambda *_, **__: 1 / "x", raising=True
    )
    assert report(b"x") is None
