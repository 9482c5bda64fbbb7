"""By which ways letters to people leave, and whether a test message has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base import clock
from shoumi.base.correspondence import accounts, mailbox
from shoumi.base.correspondence.channels.vendors import HOSTS, Vendor
from shoumi.base.correspondence.models import MailboxMark
from shoumi.base.correspondence.rules import Way
from shoumi.base.messages import names
from shoumi.base.outbox import smtp
from shoumi.base.pages import tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.doors.console.jobs import KEEPERS

_TITLE: Both = ("寄送渠道", "Ways of sending")
_LEAD: Both = (
    "告知信经这里寄出：短信、邮件、打印的书信。每样接通后先试发一条。",
    "Letters to people leave by these: text message, mail, paper. Each is tried once it is set up.",
)
_DEMO: Both = (
    "演示：信写成文件放在本机，不寄给任何人。",
    "A demo: letters are written to files of this machine and sent to nobody.",
)
_COLUMNS = (
    Column(("方式", "Way")),
    Column(("接通", "Set up")),
    Column(("经由", "By")),
    Column(("上次试发", "Last test")),
    Column(("账本", "Entry"), "number"),
)
_SET: Both = ("已接通", "set up")
_UNSET: Both = ("没有接通", "not set up")
_NEVER: Both = ("没有试过", "never tried")
_PAPER: Both = ("排版成 PDF，打印后放进开窗信封", "one PDF, printed, in window envelopes")
_NO_RELAY: Both = (
    "在“设置”里接通邮件服务器",
    "set a mail relay up on the page Settings",
)
_ONE_PERSONS: Both = (
    "告知信还不能经它寄出：请安全负责人申请把它加入出站白名单，再由另一人批准",
    (
        "no letter leaves by it yet: the security officer asks for it on the list of calls out, "
        "and another person approves"
    ),
)
_NO_MAILBOX: Both = (
    "没有设置：退信要人工登记。在“收退信的信箱”里填写，当场登录试一次",
    "not set: returned mails are recorded by hand. Name it here; a login is tried at once",
)


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def channels(request: PageRequest) -> HttpResponse:
    table = Table(
        _COLUMNS,
        [_sms(request), _mail(request), _post(request)],
        _TITLE,
        ("没有。", "None."),
    )
    links = button(request, "channel-sms") + button(request, "channel-try")
    links += button(request, "settings-mailbox")
    links += [(request.say(("出站白名单", "Calls out")), reverse("egress"))]
    lead = request.say(_DEMO if clock.is_demo() else _LEAD)
    shown = ContentPage(_TITLE, [table], lead, pairs=list(_reports(request)), links=links)
    return show(request, shown, "channels")


def _sms(request: PageRequest) -> tuple[Any, ...]:
    row = accounts.current()
    by: str | Cell = ""
    if row is not None:
        vendor = Vendor(row.vendor)
        told = f"{names.of(vendor, request.lang)} · {HOSTS[vendor]} · {row.sign_name}"
        by = _agreed(request, told, is_agreed=accounts.is_vendor_agreed(vendor))
    return _row(request, Way.SMS, by, "")


def _mail(request: PageRequest) -> tuple[Any, ...]:
    try:
        relay = smtp.configured()
    except DomainError as error:
        what, mend = request.tell_code(error.code)
        return (names.of(Way.MAIL, request.lang), Cell(what, note=mend), "", None, None)
    by = f"{relay.host}:{relay.port} · {relay.sender}" if relay else ""
    is_agreed = relay is None or accounts.is_agreed(relay)
    shown = _agreed(request, by, is_agreed=is_agreed)
    return _row(request, Way.MAIL, shown, request.say(_NO_RELAY))


def _agreed(request: PageRequest, by: str, *, is_agreed: bool) -> str | Cell:
    """Says so where two people have not let the host be called yet."""
    return by if is_agreed or clock.is_demo() else Cell(by, note=request.say(_ONE_PERSONS))


def _post(request: PageRequest) -> tuple[Any, ...]:
    way = names.of(Way.POST, request.lang)
    return (way, request.say(_SET), request.say(_PAPER), None, None)


def _row(request: PageRequest, way: Way, by: str | Cell, mend: str) -> tuple[Any, ...]:
    tried = accounts.trial(way) if by else None
    at: object = request.say(_NEVER) if by else None
    if tried is not None:
        what = request.tell_code(tried.failure)[0] if tried.failure else ""
        at = Cell(tried.at, note=what)
    return (
        names.of(way, request.lang),
        Cell(request.say(_SET if by else _UNSET), note="" if by else mend),
        by,
        at,
        tables.entry(request, tried.position) if tried else None,
    )


def _reports(request: PageRequest) -> Iterator[tuple[Both, object]]:
    """The mailbox that reports come back to."""
    label: Both = ("收退信的信箱", "Mailbox of reports")
    try:
        box = mailbox.configured()
    except DomainError as error:
        yield label, " ".join(request.tell_code(error.code))
        return
    if box is None:
        yield label, request.say(_NO_MAILBOX)
        return
    yield label, f"{box.host} · {box.folder}"
    mark = MailboxMark.objects.filter(of=box.digest).first()
    yield ("上次读", "Last read"), mark.read_at if mark else request.say(_NEVER)
