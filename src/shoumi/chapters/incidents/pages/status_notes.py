"""A public note on an incident in the console, for those who handle it."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages import detail_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import Breach, StatusNote
from shoumi.chapters.incidents.queries import status_notes as read
from shoumi.chapters.incidents.rules.words import StatusState
from shoumi.chapters.incidents.verbs.place import READERS, status_of
from shoumi.chapters.incidents.verbs.status_notes import about
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_COLUMNS = (
    Column(("说明", "Note"), "number"),
    Column(("状态", "State")),
    Column(("公开", "Public since")),
    Column(("下一次更新，最迟", "Next update, by")),
    Column(("撤下", "Taken down")),
)
_NEXT: dict[StatusState, tuple[str, ...]] = {
    StatusState.WRITTEN: ("status-approve",),
    StatusState.AGREED: ("status-approve",),
}


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def status_note(request: PageRequest, statusnote: str) -> HttpResponse:
    one = status_of(request, statusnote)
    state = read.state(one)
    may_approve = request.who() not in (one.written_by, one.agreed_by)
    owed = _NEXT.get(state, ()) if may_approve else ()
    acts = ("status-take-down",) if state is StatusState.PUBLIC else ()
    breach: Breach = queries.get(Breach, one.breach)
    number = queries.number_of(breach)
    told = DetailPage(
        title=(f"{number} 的公开说明", f"Public note on {number}"),
        answer=_answer(request, one, state),
        crumbs=[(number, reverse("incident", args=[breach.ref]))],
        pairs=about(request, one.ref),
        files=_public(request, breach, state),
        next=detail_page.offers(request, owed, statusnote=one.ref),
        acts=detail_page.offers(request, acts, statusnote=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _answer(request: PageRequest, one: StatusNote, state: StatusState) -> str:
    said: dict[StatusState, Both] = {
        StatusState.WRITTEN: ("等两位批准。", "Waits for two to approve it."),
        StatusState.AGREED: ("一位已批准，等另一位。", "One approved it; it waits for another."),
        StatusState.PUBLIC: ("公开着，任何人都看得到。", "It is public: everybody sees it."),
        StatusState.REPLACED: ("已由新的一份代替。", "A newer one took its place."),
        StatusState.TAKEN_DOWN: ("已撤下。", "It was taken down."),
    }
    if state is StatusState.PUBLIC and one.next_at and request.at >= one.next_at:
        late: Both = ("公开着，但过了答应更新的时间。", "It is public, and its update is late.")
        return request.say(late)
    return request.say(said[state])


def _public(request: PageRequest, breach: Breach, state: StatusState) -> list[tuple[str, str]]:
    if state is not StatusState.PUBLIC:
        return []
    href = reverse("incident-status", args=[breach.number])
    return [(request.say(("公开的页面", "The public page")), href)]


def table(request: PageRequest, one: Breach) -> Table:
    """On the page of an incident: every version, the newest first."""
    rows = [
        (
            Cell(str(each.number), reverse("status-note", args=[each.ref])),
            names.of(read.state(each), request.lang),
            each.shown_at,
            each.next_at,
            each.down_at,
        )
        for each in read.of_breach(one.ref)
    ]
    return Table(_COLUMNS, rows, ("公开说明", "Public notes"), ("没有。", "None."))
