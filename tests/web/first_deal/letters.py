"""What arrived outside: the link of each text message and of each mail, as its reader has it."""

from __future__ import annotations

import re
import time
from itertools import chain, zip_longest

from tests.web.first_deal import students
from tests.web.first_deal.outside_services import Outside

from shoumi.base.correspondence.tests.imap_server import bounced

_LINK = re.compile(r"https://\S+/notice#(\S+)")
_PATIENCE = 120


def arrived(outside: Outside) -> tuple[list[str], list[str]]:
    """The codes of adults, by message and by mail in turn, and of guardians."""
    until = time.monotonic() + _PATIENCE
    while True:
        messages = list(outside.gateway.sent)
        mails = [found[1] for one in outside.inbox.mails if (found := _LINK.search(_text(one)))]
        if (len(messages), len(mails)) == (students.BY_NUMBER, students.BY_MAIL):
            break
        assert time.monotonic() < until, f"{len(messages)} messages, {len(mails)} mails"
        time.sleep(0.5)
    for one in messages:
        one.fate = "delivered"
    by_number = {one.number: one.code for one in messages}
    guardians = [by_number.pop(number) for number in students.guardians()]
    both = chain.from_iterable(zip_longest(by_number.values(), mails))
    return [code for code in both if code], guardians


def bounces(outside: Outside, codes: list[str]) -> str:
    """The relay reports that the mail of one of them did not arrive; the code in it."""
    for mail in outside.inbox.mails:
        found = _LINK.search(_text(mail))
        if found and found[1] in codes:
            outside.mailbox.put(bounced(mail["Message-ID"].strip("<>").partition("@")[0]))
            return found[1]
    raise AssertionError("nobody of them has a mail")


def _text(mail: object) -> str:
    body = mail.get_body(("plain",))  # type: ignore[attr-defined]
    return str(body.get_content()) if body else ""
