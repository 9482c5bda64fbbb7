"""The room as its readers see it: an index, one page as one picture, questions beside it.

Being shown a page is the act that the gate decides about: it leaves one entry, then the picture is
fetched for that look alone.  Nothing here is a file, and nothing is kept by the browser.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names, refusals
from shoumi.base.pages import clocks, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.rooms import admission, inquiries, page_views, room_documents, rules
from shoumi.base.rooms.models import Inquiry, Paper, Room, View
from shoumi.base.rooms.rules import Section, State
from shoumi.base.viewer import page_builder, watermark
from shoumi.core.calendar import CHINA
from shoumi.core.errors import DomainError, Missing
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel
from shoumi.doors.console import room_shut, rooms, viewer_labels

_QUESTIONS = 10


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def papers_of(request: PageRequest, room: str) -> HttpResponse:
    """The room's door for its readers: what is in it.  Nothing is shown yet."""
    found = rooms.own(request, room)
    return room_shut.of(request, found) or _frame(request, found, {})


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def sheet(request: PageRequest, room: str, number: str, leaf: int) -> HttpResponse:
    """One page of one document; asking for it is being shown it."""
    found = rooms.own(request, room)
    paper = room_documents.of_number(found, number)
    told: dict[str, Any] = {"paper": paper, "leaf": leaf}
    try:
        view = _looked(request, paper, leaf)
    except Missing:
        raise
    except DomainError as refused:
        is_shut = room_shut.of(request, found, refused)
        return is_shut or _frame(
            request, found, told | {"refused": request.tell(refused)}, status=403
        )
    covered = room_documents.covered(paper, leaf)
    told |= {
        "view": view,
        "alt": _alt(request, paper, leaf, sum(covered.values())),
        "covered": viewer_labels.listed(request, covered),
        "before": leaf - 1 if leaf > 1 else None,
        "behind": leaf + 1 if leaf < paper.pages else None,
    }
    return _frame(request, found, told)


def _looked(request: PageRequest, paper: Paper, leaf: int) -> View:
    """
    Raises:
        GateClosed and the others of ``page_views.look``
    """
    who, at = request.who(), request.at
    is_named = who in paper.room.persons
    if paper.room.state == State.PREPARED and not (is_named and request.is_party):
        return page_views.check(paper=paper, page=leaf, actor=who, at=at)
    return page_views.look(paper=paper, page=leaf, actor=who, at=at)


def _alt(request: PageRequest, paper: Paper, leaf: int, covered: int) -> str:
    """What the picture is, for who does not see it.  Its text is given to nobody."""
    words: Both = (
        (
            "{number} {title}，第 {leaf} 页，共 {all} 页，遮盖 {covered} 处。"
            "这一页只有图像，没有文字。看不到图像，可在问答里请卖方说明这一页的内容。"
        ),
        (
            "{number} {title}, page {leaf} of {all}, {covered} places covered. "
            "The page is a picture without text. If you cannot see it, ask the seller in the "
            "questions to tell what it says."
        ),
    )
    return request.say(
        words,
        number=paper.number,
        title=paper.title,
        leaf=leaf,
        all=paper.pages,
        covered=covered,
    )


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def picture(request: PageRequest, view: str) -> HttpResponse:
    """The page of one look, with the reader's mark burnt in."""
    try:
        found = page_views.fetched(view=Ref(view), actor=request.who(), at=request.at)
    except Missing:
        raise
    except DomainError as refused:
        # A broken picture says nothing of why; the page around it does, when it is loaded again.
        said = refusals.tell(refused, request.lang)
        words = "\n".join(filter(None, (said.what, said.mend)))
        looked = View.objects.select_related("room").filter(ref=view).first()
        if looked and (is_shut := room_shut.words_of(request, looked.room, refused)):
            words = request.say(is_shut.title)
        return HttpResponse(words, content_type="text/plain", status=403)
    width, height, pixels = room_documents.picture(found.paper, found.page)
    answer = HttpResponse(
        watermark.burn(width, height, pixels, _mark(request, found)), content_type="image/png"
    )
    answer["Cache-Control"] = "no-store, private"
    answer["Content-Disposition"] = "inline"
    return answer


def _mark(request: PageRequest, view: View) -> watermark.Mark:
    sides = deals.parties(Ref(view.room.deal))
    company = next((one.name for one in sides if one.person == view.person), "")
    name = request.actor_name
    return watermark.Mark(
        name=name,
        company="" if company == name else company,
        moment=f"{view.at.astimezone(CHINA):%Y-%m-%d %H:%M}",
        code=rules.written_code(view.code),
    )


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: PageRequest, room: str) -> HttpResponse:
    """What was asked and answered; a question that may not be sent stays here, with the reason."""
    found = rooms.own(request, room)
    if request.method != "POST":
        is_shut = room_shut.of(request, found)
        return is_shut or _frame(request, found, {"is_asking": True})
    text = request.POST.get("text", "")
    paper, leaf = _about(request, found)
    told: dict[str, Any] = {"is_asking": True, "about": paper, "leaf": leaf, "typed": text}
    try:
        inquiries.ask(
            room=Ref(found.ref),
            text=text,
            paper=paper,
            page=leaf,
            actor=request.who(),
            at=request.at,
            read=page_builder.reader(),
        )
    except DomainError as refused:
        is_shut = room_shut.of(request, found, refused)
        return is_shut or _frame(
            request, found, told | {"unsent": request.tell(refused)}, status=422
        )
    return HttpResponseRedirect(reverse("room-questions", kwargs={"room": room}), status=303)


def _about(request: PageRequest, room: Room) -> tuple[Paper | None, int | None]:
    """What the question is about, as the form says; nothing where it says nothing known."""
    number, leaf = request.POST.get("paper", ""), request.POST.get("leaf", "")
    if not number:
        return None, None
    paper = room_documents.of_number(room, number)
    is_page = leaf.isascii() and leaf.isdigit() and 0 < int(leaf[:4]) <= paper.pages
    return paper, int(leaf[:4]) if is_page else None


@open_to(Who.SIGNED_IN)
@require_http_methods(["POST"])
def weigh(request: PageRequest, room: str) -> HttpResponse:
    """What stands against sending what is being typed.  It is read, and forgotten."""
    found = rooms.own(request, room)
    if request.who() not in found.persons:
        raise Http404
    if is_shut := room_shut.of(request, found):
        return is_shut
    text = request.POST.get("text", "")[: inquiries.LONGEST]
    weighed = inquiries.weigh(text, read=page_builder.reader())
    told = {"weighed": weighed, "found": viewer_labels.labels(request, weighed.labels)}
    return render(request, "console/weighed.html", told)


def _frame(
    request: PageRequest, found: Room, told: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Header with the clock, index, page, questions."""
    level = DisclosureLevel(found.level)
    state = rooms.state_of(found, request)
    is_named = request.who() in found.persons
    asked, after = _asked(request, found) if may_read(request, found, state) else ([], None)
    deal = deals.deal(Ref(found.deal))
    context = {
        "room": found,
        "deal": deal,
        "level": names.of(level, request.lang),
        "clock": _clock(found, request) if state is State.OPEN else None,
        "state": names.of(state, request.lang),
        "company": _company(request, found),
        "index": _index(request, found, told.get("paper")),
        "asked": asked,
        "after": after,
        "count": found.inquiries.count(),
        "waiting": found.inquiries.filter(answer="").count(),
        "may_answer": viewer_labels.may_answer(request, found),
        "may_ask": is_named and state is State.OPEN,
        "longest": inquiries.LONGEST,
        **told,
    }
    title = _title(request, told)
    answer = page(request, "console/viewer.html", title, context, status=status)
    answer["Cache-Control"] = "no-store, private"
    return answer


def _title(request: PageRequest, told: dict[str, Any]) -> Both:
    paper = told.get("paper")
    if paper is not None:
        return (f"{paper.number} {paper.title}",) * 2
    return ("问答", "Questions") if told.get("is_asking") else ("目录", "Index")


def _clock(found: Room, request: PageRequest) -> Any:
    if found.opened_at is None or found.closes_at is None:
        return None
    return clocks.until(found.opened_at, found.closes_at, request.at)


def _company(request: PageRequest, found: Room) -> str:
    who = request.who()
    sides = deals.parties(Ref(found.deal))
    named = next((one.name for one in sides if one.person == who), "")
    return "" if named == request.actor_name else named


def may_read(request: PageRequest, found: Room, state: State) -> bool:
    """Who is in the room while it is open, and who prepares, approves or answers."""
    inside = request.who() in found.persons and state is State.OPEN
    return inside or (not found.emptied_at and viewer_labels.answers(request, found))


def _asked(request: PageRequest, found: Room) -> tuple[list[viewer_labels.InquiryRow], int | None]:
    after = tables.place(request)
    rows = inquiries.of_room(found)
    if after is not None:
        rows = rows.filter(id__lt=after)
    some: Sequence[Inquiry] = list(rows[: _QUESTIONS + 1])
    part = some[:_QUESTIONS]
    told = viewer_labels.inquiries(request, part)
    return told, part[-1].pk if len(some) > _QUESTIONS else None


def _index(
    request: PageRequest, found: Room, shown: Paper | None
) -> list[tuple[int, str, list[dict[str, Any]]]]:
    """The deal's index by parts: of the rooms this person may enter, and this one."""
    sections: dict[int, list[dict[str, Any]]] = {}
    entered = {found.pk: True}
    for paper in room_documents.index(Ref(found.deal)):
        if paper.room_id not in entered:
            entered[paper.room_id] = _is_entered(request, paper.room)
        if not entered[paper.room_id]:
            continue
        place = {"room": paper.room.ref, "number": paper.number, "leaf": 1}
        sections.setdefault(paper.section, []).append(
            {
                "paper": paper,
                "href": "" if paper.is_closed else reverse("room-sheet", kwargs=place),
                "is_shown": shown is not None and paper.pk == shown.pk,
            }
        )
    return [
        (section, names.of(Section(str(section)), request.lang), rows)
        for section, rows in sorted(sections.items())
    ]


def _is_entered(request: PageRequest, room: Room) -> bool:
    who = request.who()
    if who not in room.persons or room.state != State.OPEN:
        return False
    return admission.is_admitted(room, who, request.at)
