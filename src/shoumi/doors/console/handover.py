"""Hand-over: sealed packages, whether the numbers add up, the file, the receipt."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import party_rows
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Party
from shoumi.base.handover import fetches, services
from shoumi.base.handover.models import Package, State
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.pages import acts, audit_rows, list_choices, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.list_choices import Narrowing
from shoumi.base.pages.paper_download import handed_out
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console import package_in_browser

PLACE = "handover/<str:package>"
RECEIVE = "handover-receive"
_LINES = 30
_NARROWING = Narrowing("sealed_at", State, ("sealed_by", "released_by"), has_deal=True)
_SHOWN = {State.RELEASED, State.RECEIVED}
_COLUMNS = (
    Column(("交接包", "Package"), "ref"),
    Column(("转让", "Deal")),
    Column(("接收方", "Recipient")),
    Column(("状态", "State")),
    Column(("同意", "Agreed"), "number"),
    Column(("撤回", "Withdrawn"), "number"),
    Column(("交出", "Sent"), "number"),
    Column(("封包", "Sealed")),
)
_FROM = {
    "handover-release": (State.SEALED,),
    "handover-void": (State.SEALED, State.RELEASED),
    RECEIVE: (State.RELEASED,),
}


def own(request: PageRequest, package: str) -> Package:
    """The package, for who takes part in its deal; of the sides of a deal, for its recipient.

    Raises:
        Http404
    """
    found = scoping.own(request, Package, package)
    if request.is_party and not _is_recipient(request, found):
        raise Http404
    return found


def _is_recipient(request: PageRequest, found: Package) -> bool:
    return any(one.ref == found.recipient for one in party_rows.named(request.who()))


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def packages(request: PageRequest) -> HttpResponse:
    """Packages of the deals this person takes part in, the newest first."""
    mine = {one.ref: one.number for one in scoping.mine(request)}
    found = Package.objects.filter(deal__in=mine)
    if request.is_party:
        own_parties = [one.ref for one in party_rows.named(request.who())]
        found = found.filter(recipient__in=own_parties)
    # Who of the house sealed and released it is not for its recipient.
    by = replace(_NARROWING, persons=()) if request.is_party else _NARROWING
    found, filters = list_choices.narrowed(request, found, by)
    part, after = tables.part(request, found)
    known = _recipients([one.recipient for one in part])
    shown = Table(
        _COLUMNS,
        [
            (
                Cell(one.ref, reverse("package", kwargs={"package": one.ref})),
                mine[one.deal],
                known.get(one.recipient, one.recipient),
                names.of(State(one.state), request.lang),
                one.consented,
                one.withdrawn,
                one.rows,
                one.sealed_at,
            )
            for one in part
        ],
        ("交接包", "Packages"),
        (
            "没有这样的交接包。资料交接打开后，在转让页上封包。",
            "No such package. When the hand-over is open, seal on the deal's page.",
        ),
        after=after,
        filters=filters,
        file_name="packages",
    )
    if tables.wants_file(request):
        return tables.as_file(request, shown)
    told: dict[str, Any] = {"table": shown, "makes_key": Role.TE in request.roles}
    if told["makes_key"]:
        told |= package_in_browser.key_part(request)
    return page(request, "console/handover.html", ("资料交接", "Hand-over"), told)


def _recipients(refs: list[str]) -> dict[str, str]:
    return dict(Party.objects.filter(ref__in=refs).values_list("ref", "name"))


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def package(request: PageRequest, package: str) -> HttpResponse:
    found = own(request, package)
    as_party = request.is_party
    known = scoping.people([found.sealed_by, found.released_by])
    history = reversed(deque(reader.entries(about=Ref(found.ref)), maxlen=_LINES))
    has_file = State(found.state) in _SHOWN and _path_of(found).is_file()
    offered = {
        act.slug: (request.say(act.title), href)
        for act in acts.every()
        if act.place == PLACE
        and found.state in _FROM.get(act.slug, ())
        and (href := acts.offered(act, request, package=found.ref))
    }
    told: dict[str, Any] = {
        "package": found,
        "deal": deals.deal(Ref(found.deal)),
        "state": names.of(State(found.state), request.lang),
        "recipient": _recipients([found.recipient]).get(found.recipient, found.recipient),
        "sealed_by": known.get(found.sealed_by, found.sealed_by),
        "released_by": known.get(found.released_by, ""),
        "is_equal": found.rows == found.consented - found.withdrawn,
        "has_file": has_file,
        "over": _over(request, found),
        "as_party": as_party,
        "history": [] if as_party else audit_rows.told(request, history),
        "acts": [*offered.values()],
        "other_key": package_in_browser.other_key(found),
    }
    if as_party and has_file:
        _, receipt = offered.get(RECEIVE, ("", ""))
        told["opening"] = package_in_browser.package_part(found, receipt)
    title = (f"交接包 {found.ref}", f"Package {found.ref}")
    return page(request, "console/package.html", title, told)


@open_to(Who.SIGNED_IN, is_fresh=True)
@require_http_methods(["GET", "HEAD"])
def file(request: PageRequest, package: str) -> HttpResponseBase:
    """The sealed file, once it was released: nobody but the recipient can open it."""
    found = own(request, package)
    if State(found.state) not in _SHOWN or not _path_of(found).is_file():
        raise Http404
    path = fetches.hand_out(package=Ref(found.ref), actor=request.who(), at=request.at)
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=found.file_name,
        content_type="application/octet-stream",
    )


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def record(request: PageRequest, package: str) -> HttpResponse:
    """The hand-over record that the recipient signed, its proof inside."""
    found = own(request, package)
    return handed_out(request, found.document, found.ref)


def _over(request: PageRequest, found: Package) -> str:
    """Why the file can be fetched no more, in words; empty while it can."""
    error = fetches.is_over(Ref(found.deal))
    return request.tell(error)[0] if error else ""


def _path_of(found: Package) -> Path:
    return services.folder() / found.file_name
