"""Mails that are set aside, one of them, and the files that came with a request."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages import content_page, detail_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.chapters.feedback.models import Mail, Request
from shoumi.chapters.feedback.queries import NoSuchRequest
from shoumi.chapters.feedback.queries import mails as found_mails
from shoumi.chapters.feedback.rules.mail_fates import Aside, Delivery, Fate, Purpose
from shoumi.chapters.feedback.rules.mail_origin import Genuine
from shoumi.chapters.feedback.services import mails_aside
from shoumi.chapters.feedback.services.errors import NoSuchFile, NotTheirs
from shoumi.chapters.feedback.verbs.place import own
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("来信", "Mails")
_COLUMNS = (
    Column(("到达", "Came")),
    Column(("怎样了", "What became of it")),
    Column(("为什么放在一边", "Set aside because")),
    Column(("发件人", "Its sender")),
    Column(("大小（KB）", "Size (KB)")),
    Column(("请求", "Request")),
)
_EMPTY: Both = (
    "没有来信。设置了收请求的信箱，来信会自己进队列。",
    "None. Once a mailbox of requests is set, mails come into the queue by themselves.",
)
_OUT_COLUMNS = (
    Column(("邮件", "Mail")),
    Column(("怎样了", "How it fared")),
    Column(("排队", "Queued")),
    Column(("时间", "Settled")),
)
_KB = 1024


@open_to(Who.STAFF, *mails_aside.LOOKERS)
@require_http_methods(["GET", "HEAD"])
def mails(request: PageRequest) -> HttpResponse:
    """What came, the newest first; those to be looked at unless others are asked for."""
    fate = tables.chosen(request, "fate", Fate)
    rows = Mail.objects.filter(fate=fate) if fate else Mail.objects.all()
    part, after = tables.part(request, rows, "id")
    numbers = dict(
        Request.objects.filter(ref__in={one.request for one in part}).values_list("ref", "number")
    )
    shown = [_row(request, one, numbers.get(one.request)) for one in part]
    options = [("", ("全部", "All")), *((one.value, names.pair(one)) for one in Fate)]
    filters = (Filter("fate", ("怎样了", "What became of it"), options, fate),)
    told = ContentPage(
        _TITLE,
        [Table(_COLUMNS, shown, _TITLE, _EMPTY, after=after, filters=filters)],
        request.say(
            ("等人看的有 {n} 封。", "{n} wait for somebody to look at them."),
            n=found_mails.to_look_at().count(),
        ),
        crumbs=[(request.say(("请求", "Requests")), reverse("requests"))],
    )
    return content_page.show(request, told)


def _row(request: PageRequest, one: Mail, number: int | None) -> tuple[object, ...]:
    fate = names.of(Fate(one.fate), request.lang)
    asked = reverse("request", args=[one.request]) if number else ""
    return (
        one.came_at,
        Cell(fate, reverse("mail", args=[one.ref])),
        names.of(Aside(one.aside), request.lang) if one.aside else "",
        names.of(Genuine(one.genuine), request.lang),
        one.size // _KB + 1,
        Cell(f"DSR-{number:04d}", asked) if number else "",
    )


@open_to(Who.STAFF, *mails_aside.LOOKERS)
@require_http_methods(["GET", "HEAD"])
def mail(request: PageRequest, mail: str) -> HttpResponse:
    """One mail, without a word of what it says."""
    one = found_mails.get(Ref(mail))
    is_aside = one.fate == Fate.ASIDE
    told = DetailPage(
        title=("来信", "A mail"),
        answer=request.say(("{fate}。", "{fate}."), fate=names.of(Fate(one.fate), request.lang)),
        crumbs=[(request.say(_TITLE), reverse("mails"))],
        pairs=_pairs(request, one),
        next=detail_page.offers(request, ["mail-open"], mail=one.ref) if is_aside else [],
        acts=detail_page.offers(request, ["mail-accept", "mail-dismiss"], mail=one.ref)
        if is_aside
        else [],
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _pairs(request: PageRequest, one: Mail) -> Iterator[tuple[Both, object]]:
    yield ("到达", "Came"), one.came_at
    yield ("大小（KB）", "Size (KB)"), one.size // _KB + 1
    yield ("发件人", "Its sender"), names.of(Genuine(one.genuine), request.lang)
    if one.aside:
        yield ("为什么放在一边", "Set aside because"), names.of(Aside(one.aside), request.lang)
    if one.goes:
        yield ("信箱里", "In the mailbox"), request.say(_in_mailbox(one))


def _in_mailbox(one: Mail) -> Both:
    if one.gone_at:
        return ("已删掉", "taken out")
    if one.is_left:
        return ("服务器不让删，请手工删", "the server refuses: delete it by hand")
    return ("等着删掉", "to be taken out")


@open_to(Who.STAFF, *mails_aside.LOOKERS)
@require_http_methods(["POST"])
def file(request: PageRequest, asked: str, file: str) -> HttpResponse:
    """A file as it came, to be kept and never shown in place: it is anybody's.

    Raises:
        NoSuchFile: also where the request is none of theirs, so that nobody learns what there is.
    """
    try:
        one = own(request, asked)
        found = mails_aside.open_file(
            request=Ref(one.ref), file=file, actor=request.who(), at=request.at
        )
    except (NoSuchRequest, NotTheirs) as error:
        raise NoSuchFile from error
    ending = found.name.rpartition(".")[2].lower()
    safe = ending if ending.isascii() and ending.isalnum() and len(ending) <= 5 else "bin"
    answer = HttpResponse(found.content, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="DSR-{one.number:04d}.{safe}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def sent(request: PageRequest, one: Request) -> Iterator[Table]:
    """The mails of the house because of a request."""
    rows = [
        (
            names.of(Purpose(out.purpose), request.lang),
            names.of(Delivery(out.state), request.lang),
            out.queued_at,
            out.settled_at,
        )
        for out in found_mails.out_of(one)
    ]
    if rows:
        yield Table(_OUT_COLUMNS, rows, ("寄出的邮件", "Mails that went out"), ("", ""))


def origin(request: PageRequest, one: Request) -> Iterator[tuple[Both, object]]:
    """Of a request that came as a mail: whether its sender is who it says."""
    came = found_mails.of_request(one)
    if came is not None:
        yield ("来信的发件人", "Sender of the mail"), names.of(Genuine(came.genuine), request.lang)
