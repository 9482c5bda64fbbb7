"""Documents of a room for the house: put one in, see who looked at what, answer, trace a copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages import scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.figures import pages_seen, pages_seen_table
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Column, Table
from shoumi.base.rooms import inquiries, page_views, room_documents, rules
from shoumi.base.rooms.models import Inquiry, Paper, Room, View
from shoumi.base.rooms.page_images import Picture
from shoumi.base.rooms.rules import Section, State
from shoumi.base.viewer import page_builder
from shoumi.base.viewer.errors import NoFile
from shoumi.core.calendar import day_in_china
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.redact.cover import ASKED
from shoumi.core.refs import Ref
from shoumi.doors.console import room_shut, rooms, viewer_labels

_CODE: Both = ("代码", "Code")
_NOT_LOOKED_FOR: Both = (
    "本机没有姓名模型，不会去找；请把要遮盖的姓名填在下面",
    "the model is not on this machine, they are not looked for; write those to cover below",
)
_SEEN: Both = ("每一页被看过几次", "How often each page was seen")


class Source:
    """Where the pages of a document come from."""

    FILE, OWN, CLOSED = "file", "own", "closed"


_SOURCES = (
    (Source.FILE, ("一份文件，扫描后遮盖", "a file, scanned and covered")),
    (Source.OWN, ("这间数据室自己的表", "this room's own tables")),
    (Source.CLOSED, ("只占一个编号，交割后才开", "a number only; it opens after closing")),
)


def _put(request: PageRequest, given: dict[str, Any], *, room: str) -> Done:
    found = rooms.own(request, room)
    pages = _pages(request, found, given)
    room_documents.put(
        room=Ref(found.ref),
        section=given["section"],
        title=given["title"],
        pages=pages,
        actor=request.who(),
        at=request.at,
    )
    return Done(reverse("room", kwargs={"room": room}))


def _pages(request: PageRequest, found: Room, given: Mapping[str, Any]) -> list[Picture]:
    title, on = given["title"], day_in_china(request.at)
    if given["source"] == Source.CLOSED:
        return []
    if given["source"] == Source.OWN:
        content = room_documents.content(room=Ref(found.ref), actor=request.who(), at=request.at)
        return page_builder.of_content(content, title=title, on=on)
    file: UploadedFile[bytes] | None = given["file"]
    if file is None:
        raise NoFile
    words = [word.strip() for word in given["cover"].splitlines()]
    return page_builder.of_file(
        file.read(), file.name or "", title=title, on=on, asked=dict.fromkeys(words, ASKED)
    )


def _of_room(request: PageRequest, *, room: str) -> Iterable[tuple[Both, object]]:
    found = rooms.own(request, room)
    yield ("级别", "Level"), rooms.level_name(found, request.lang)
    if not page_builder.finds_names():
        yield ("正文里的姓名", "Names in running text"), request.say(_NOT_LOOKED_FOR)
    yield ("已放入", "Documents in it"), found.papers.count()
    yield ("批准", "Approvals"), len(found.approvals)


def _answer(request: PageRequest, given: dict[str, Any], *, inquiry: str) -> Done:
    row = _own(request, inquiry)
    try:
        inquiries.answer(
            inquiry=Ref(row.ref),
            text=given["text"],
            actor=request.who(),
            at=request.at,
            read=page_builder.reader(),
        )
    except DomainError as refused:
        if answer := room_shut.of(request, row.room, refused):
            return Done(answer=answer)
        raise
    return Done(reverse("room-questions", kwargs={"room": row.room.ref}))


def _own(request: PageRequest, inquiry: str) -> Inquiry:
    """A question of a room of others was never asked.

    Raises:
        Http404
    """
    row = Inquiry.objects.select_related("room", "paper").filter(ref=inquiry).first()
    if row is None:
        raise Http404
    rooms.own(request, row.room.ref)
    return row


def _of_inquiry(request: PageRequest, *, inquiry: str) -> Iterable[tuple[Both, object]]:
    row = _own(request, inquiry)
    if not viewer_labels.may_answer(request, row.room):
        raise Http404
    yield ("编号", "Number"), f"Q{row.number}"
    if words := room_shut.words_of(request, row.room):
        yield ("数据室", "Data room"), request.say(words.title)
        return
    (told,) = viewer_labels.inquiries(request, [row])
    if row.paper:
        yield ("关于", "About"), f"{row.paper.number} {row.paper.title}"
    yield ("问题", "Question"), told.question
    yield ("到期", "Due"), row.due_on


def _trace(request: PageRequest, given: dict[str, Any]) -> Done:
    found = page_views.trace(code=given["code"], actor=request.who(), at=request.at)
    told = {"view": found, "person": scoping.people([found.person]).get(found.person, "")}
    answer = page(request, "console/traced.html", ("查到了", "Traced"), told)
    answer["Cache-Control"] = "no-store, private"
    return Done(answer=answer)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def paper(request: PageRequest, room: str, number: str) -> HttpResponse:
    """One document for the house: what is covered on which page, who looked at what and when."""
    found = rooms.own(request, room)
    one = room_documents.of_number(found, number)
    heat = page_views.heat(one)
    told = {
        "room": found,
        "paper": one,
        "section": names.of(Section(str(one.section)), request.lang),
        "picture": pages_seen(heat, _SEEN, request.lang),
        "as_table": pages_seen_table(heat, _SEEN, request.lang),
        "pages": _covered(request, one),
        "finds_names": page_builder.finds_names(),
        "may_check": found.state == State.PREPARED,
        "looks": _looks(request, one),
    }
    return page(request, "console/room_paper.html", (f"{one.number} {one.title}",) * 2, told)


def _covered(request: PageRequest, one: Paper) -> Table:
    """A page of the table is a page of pages."""
    first = tables.place(request) or 0
    shown = range(first + 1, min(first + tables.PAGE, one.pages) + 1)
    rows = [
        (
            leaf,
            [
                f"{name} {count}"
                for name, count in viewer_labels.covered(request, room_documents.covered(one, leaf))
            ]
            or None,
        )
        for leaf in shown
    ]
    return Table(
        (Column(("页", "Page"), "number"), Column(("遮盖", "Covered"))),
        rows,
        ("遮盖", "Covered"),
        ("没有页：交割后才开。", "No pages: it opens after closing."),
        after=shown[-1] if rows and shown[-1] < one.pages else None,
    )


def _looks(request: PageRequest, one: Paper) -> Table:
    before = tables.number(request.GET.get("looks", ""))
    found = one.views.order_by("-id")
    if before is not None:
        found = found.filter(id__lt=before)
    some: list[View] = list(found[: tables.PAGE + 1])
    part = some[: tables.PAGE]
    known = scoping.people([view.person for view in part])
    return Table(
        (
            Column(("时间", "Time")),
            Column(("谁", "Who")),
            Column(("页", "Page"), "number"),
            Column(_CODE),
            Column(("账本", "Ledger"), "chip"),
        ),
        [
            (
                view.at,
                known.get(view.person, ""),
                view.page,
                rules.written_code(view.code),
                tables.entry(request, view.position),
            )
            for view in part
        ],
        ("谁看过", "Who looked"),
        ("还没有人看过这份文件。", "Nobody has looked at this document yet."),
        after=None,
        hidden={"looks": str(part[-1].pk)} if len(some) > tables.PAGE else {},
    )


ACTS = [
    Act(
        slug="room-paper",
        place=rooms.PLACE,
        title=("放入文件", "Put a document in"),
        done=("文件在里面了，编号不再变", "The document is in; its number stays"),
        do=_put,
        roles=rules.PREPARERS,
        help=(
            "找到的姓名和号码盖上黑条，只留图像。放入后要重新批准，批准人逐页看得到遮盖。",
            (
                "Names and numbers that are found go under bars, and only pictures stay. Approvals "
                "start anew; approvers see each page as covered."
            ),
        ),
        fields=(
            Field(
                "section",
                ("目录里的部分", "Part of the index"),
                Kind.ONE,
                options=tuple((one.value, names.pair(one)) for one in Section),
                of=Section,
            ),
            Field("title", ("标题", "Title"), most=80, hints={"autocomplete": "off"}),
            Field("source", ("内容", "Content"), Kind.ONE, options=_SOURCES),
            Field("file", ("文件", "File"), Kind.FILE, is_needed=False),
            Field(
                "cover",
                ("另外要遮盖的词", "Other words to cover"),
                Kind.LONG,
                help=("一行一个。", "One a line."),
                is_needed=False,
                most=2000,
            ),
        ),
        back="room",
        facts=_of_room,
    ),
    Act(
        slug="room-answer",
        place="questions/<str:inquiry>",
        title=("答复", "Answer"),
        done=("已答复", "Answered"),
        do=_answer,
        roles=rules.ANSWERERS,
        help=(
            "答复先扫描：写了姓名或号码的不会发出。",
            "It is scanned first: what names people is not sent.",
        ),
        fields=(Field("text", ("答复", "Answer"), Kind.LONG, most=inquiries.LONGEST),),
        button=("发给买方", "Send to the buyer"),
        who=Who.SIGNED_IN,
        facts=_of_inquiry,
    ),
    Act(
        slug="room-trace",
        place="rooms",
        title=("查一份流出的页", "Trace a page that got out"),
        done=("查到了", "Traced"),
        do=_trace,
        roles=rules.TRACERS,
        help=(
            "页上每一行印的最后八个字符就是代码。查一次，账本记一次。",
            "The last eight characters of each line on the page. Each search is in the ledger.",
        ),
        fields=(Field("code", _CODE, most=12, hints={"autocomplete": "off"}),),
        button=("查", "Trace"),
        is_fresh=True,
        back="rooms",
    ),
]
