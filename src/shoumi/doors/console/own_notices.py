"""On one's own page: the mail address, what is sent there, and the calendar of the inbox."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shoumi.base.inbox import calendar_links, queries, rules
from shoumi.base.inbox.models import Mailbox
from shoumi.base.messages import names
from shoumi.base.pages.content_page import button
from shoumi.base.pages.request import PageRequest
from shoumi.core.messages import Both

# What can be done, by how far the address is.
_NONE = ("inbox-address",)
_WAITING = ("inbox-confirm", "inbox-code", "inbox-address", "inbox-address-remove")
_CONFIRMED = ("inbox-choose", "inbox-address", "inbox-address-remove")
_AT_ONCE: Both = ("要两个人办的事一到就告知", "told at once of what takes two persons")
_NOT_AT_ONCE: Both = ("不逐件告知", "not told one by one")
_DIGEST: Both = ("工作日 {at} 汇总", "a digest at {at} on working days")
_NO_DIGEST: Both = ("不发汇总", "no digest")


def told(request: PageRequest) -> Mapping[str, Any]:
    box = queries.mailbox(request.who())
    link = calendar_links.of(request.who())
    slugs = _NONE if box is None else _CONFIRMED if box.confirmed_at else _WAITING
    calendar = ("calendar-link", "calendar-unlink") if link else ("calendar-link",)
    return {
        "mailbox": box,
        "mails": _mails(request, box) if box and box.confirmed_at else [],
        "mailbox_acts": [one for slug in slugs for one in button(request, slug)],
        "calendar": link,
        "calendar_acts": [one for slug in calendar for one in button(request, slug)],
    }


def _mails(request: PageRequest, box: Mailbox) -> list[str]:
    digest = rules.digest_of(box.digest_at)
    words = names.of(digest, request.lang)
    return [
        request.say(_AT_ONCE if box.at_once_since else _NOT_AT_ONCE),
        request.say(_DIGEST, at=words) if box.digest_at else request.say(_NO_DIGEST),
        names.of(rules.Language(box.language), request.lang),
    ]
