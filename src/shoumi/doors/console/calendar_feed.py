"""The calendar of the inbox, for a program that subscribes to it, and the link it comes by."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods

from shoumi.base.inbox import calendar_feed, calendar_links
from shoumi.base.inbox.errors import AskedTooOften, NoSuchCalendar
from shoumi.base.inbox.rules import Language
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.forms import Field, Kind, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.core.egress import addresses
from shoumi.core.messages import Both
from shoumi.doors.api import limits
from shoumi.doors.api.limits import Left

_ONCE: Both = ("日历订阅链接", "The link to your calendar")
# Asked again each time; what is kept meanwhile is the reader's own.
_KEPT = "private, no-cache"


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD"])
def calendar(request: PageRequest, secret: str) -> HttpResponseBase:
    """What is due for who made the link.  No cookie counts, and none is set."""
    now = datetime.now(UTC)
    try:
        link = calendar_links.opened(secret, request.at)
    except NoSuchCalendar:
        _counted(limits.failures.count(_whose(request), now))
        raise
    _counted(limits.calendars.count(link.digest, now))
    body = calendar_feed.of(link, request.at).encode()
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = etag
    answer["Content-Disposition"] = 'inline; filename="shoumi.ics"'
    found = get_conditional_response(request, etag=etag, response=answer) or answer
    found.headers["Cache-Control"] = _KEPT
    found.headers["Referrer-Policy"] = "no-referrer"
    return found


def _whose(request: PageRequest) -> str:
    return addresses.holder(str(request.META.get("REMOTE_ADDR", "")))


def _counted(left: Left) -> None:
    """
    Raises:
        AskedTooOften
    """
    if left.is_over:
        raise AskedTooOften(seconds=left.seconds)


def _make(request: PageRequest, given: dict[str, Any]) -> Done:
    """The link, on a page that is not kept and cannot be asked for again."""
    link, secret = calendar_links.make(**given, actor=request.who(), at=request.at)
    href = request.build_absolute_uri(reverse("inbox-calendar", kwargs={"secret": secret}))
    told = {
        "title": request.say(_ONCE),
        "link": href,
        "back": reverse("me"),
        "position": link.position,
    }
    return Done(answer=render(request, "console/calendar_link.html", told))


def _revoke(request: PageRequest, given: dict[str, Any]) -> Done:
    calendar_links.revoke(actor=request.who(), at=request.at)
    return Done(reverse("me"))


ACTS = (
    Act(
        slug="calendar-link",
        place="me",
        title=("制作日历订阅链接", "Make a link to your calendar"),
        done=("链接已制作", "The link is made"),
        do=_make,
        fields=(
            Field(
                "language",
                ("日历用哪种语言", "Language of the calendar"),
                Kind.ONE,
                options=words_of(Language),
                of=Language,
                initial=lambda request, place: request.lang,
            ),
        ),
        help=(
            (
                "日历程序凭它读取你的待办期限：事项、转让编号和时间，没有个人信息。谁拿到链接谁就能读，"
                "不要转给别人；再制作一个，旧的立刻作废。"
            ),
            (
                "Calendar programs read by it what is due for you: what, the deal's number, when; "
                "nobody is named. Whoever has the link can read it, so keep it to yourself. "
                "Making another ends the one before."
            ),
        ),
        button=("制作", "Make it"),
        is_fresh=True,
        who=Who.SIGNED_IN,
        back="me",
    ),
    Act(
        slug="calendar-unlink",
        place="me",
        title=("撤销日历订阅链接", "Revoke the link to your calendar"),
        done=("链接已撤销", "The link is revoked"),
        do=_revoke,
        help=(
            "立刻生效，订阅的日历不再更新。",
            "At once; calendars that used it get nothing more.",
        ),
        button=("撤销", "Revoke it"),
        who=Who.SIGNED_IN,
        back="me",
    ),
)
