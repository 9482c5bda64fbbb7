"""One box for a deal's number, a demand's number, a ledger position, or a page of the menu."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Deal
from shoumi.base.ledger import reader
from shoumi.base.pages import acts
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.asked import Asked, page
from shoumi.base.pages.say import Both
from shoumi.core.handbook import demands
from shoumi.core.refs import Ref
from shoumi.doors.web import menu

_MOST = 20
_DEAL: Both = ("转让", "Deal")
_DEMAND: Both = ("要求", "Demand")
_ENTRY: Both = ("账本", "Ledger")
_PAGE: Both = ("页面", "Page")
_ACT: Both = ("办理", "Act")
_POSITION: Both = ("账本位置 {n}", "Ledger position {n}")


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    name: str
    href: str


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def find(request: Asked) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()[:80]
    hits = list(_hits(request, wanted))[:_MOST] if wanted else []
    if len(hits) == 1 and not request.is_quick:
        return HttpResponseRedirect(hits[0].href)
    template = "console/hits.html" if request.is_quick else "console/find.html"
    return page(request, template, ("查找", "Find"), {"hits": hits, "wanted": wanted})


def _hits(request: Asked, wanted: str) -> list[Hit]:
    return [*_numbers(request, wanted), *_deals(request, wanted), *_words(request, wanted)]


def _numbers(request: Asked, wanted: str) -> list[Hit]:
    found = []
    digits = wanted.replace(" ", "")
    if digits.isascii() and digits.isdigit() and int(digits) < reader.size():
        href = reverse("entry", kwargs={"position": int(digits)})
        found.append(Hit(request.say(_ENTRY), request.say(_POSITION, n=int(digits)), href))
    return found


def _deals(request: Asked, wanted: str) -> list[Hit]:
    """By number or by the name in the public register; only deals one takes part in."""
    named = Q(number__icontains=wanted) | Q(title__icontains=wanted)
    rows = Deal.objects.filter(named | Q(target_name__icontains=wanted)).order_by("number")
    return [
        Hit(
            request.say(_DEAL),
            f"{one.number} {one.title}",
            reverse("deal", kwargs={"deal": one.ref}),
        )
        for one in rows[:_MOST]
        if deals.is_member(request.who(), Ref(one.ref), request.at)
    ]


def _words(request: Asked, wanted: str) -> list[Hit]:
    """Demands, pages and acts whose words hold what was typed."""
    folded = wanted.casefold()
    found = [
        Hit(
            request.say(_DEMAND),
            f"{one.id} {request.say((one.zh, one.en))}",
            reverse("duty", kwargs={"duty": one.id}),
        )
        for one in demands()
        if folded == one.id.casefold() or folded in f"{one.zh} {one.en}".casefold()
    ]
    found += [
        Hit(request.say(_PAGE), item.name, item.href)
        for item in menu.entries_of(request)
        if folded in item.name.casefold()
    ]
    found += [
        Hit(request.say(_ACT), request.say(act.title), href)
        for act in acts.every()
        if "<" not in act.place
        and folded in f"{act.title[0]} {act.title[1]}".casefold()
        and (href := acts.offered(act, request.roles))
    ]
    return found
