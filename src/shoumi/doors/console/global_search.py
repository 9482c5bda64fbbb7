"""One box for deals and who takes part in them, people of the house, papers, whatever has a number
or a reference, tasks, demands, ledger positions, pages, acts; and for somebody's number.

What is typed comes in the body of a request and never in an address: it may be a name.  The palette
is the same search while one types; it shows what the person may open and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from shoumi.base.deals.models import Deal
from shoumi.base.gate import queries as tasks
from shoumi.base.gate.models import Task
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.pages import acts, audit_rows, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.registry import field_register
from shoumi.core.gate import Act as Verb
from shoumi.core.handbook import demands
from shoumi.core.messages import Both
from shoumi.doors.console import deals as deal_pages
from shoumi.doors.console import search_sources
from shoumi.doors.web import menu

_SHOWN, _MOST_TYPED = 20, 80
_MOST = 200  # that are counted; who finds more says it more closely
_FEW = 5
_DEAL: Both = ("转让", "Deal")
_DEMAND: Both = ("要求", "Demand")
_ENTRY: Both = ("账本", "Ledger")
_PAGE: Both = ("页面", "Page")
_ACT: Both = ("办理", "Act")
_TASK: Both = ("我的任务", "My task")
_PERSON: Both = ("客户", "Customer")
_POSITION: Both = ("账本位置 {n}", "Ledger position {n}")
_BY: Both = ("按{field}查客户：{purpose}", "Find the customer by {field}: {purpose}")
# How a whole number looks by which somebody can be found; the search itself asks the gate.
_SHAPES = {
    "mobile": re.compile(r"(?:\+?86)?[ -]?1\d{2}[ -]?\d{4}[ -]?\d{4}"),
    "id_number": re.compile(r"\d{17}[\dXx]"),
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
}
_HERE = re.compile(r"/deals/(deal-[0-9a-z]{1,40})")


@dataclass(frozen=True, slots=True)
class Hit:
    """``ask``  deal, task and field of a search that the choice sends, with what was typed."""

    kind: str
    name: str
    href: str
    ask: tuple[str, str, str] | None = None


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: PageRequest) -> HttpResponse:
    """The page for who has no script; one hit is gone to."""
    wanted = _typed(request)
    hits = list(islice(_hits(request, wanted), _MOST + 1)) if wanted else []
    if len(hits) == 1 and hits[0].ask is None:
        return HttpResponseRedirect(hits[0].href, status=303)
    after = min(tables.number(request.POST.get("after", "")) or 0, _MOST)
    told = {
        "hits": hits[:_MOST][after : after + _SHOWN],
        "count": min(len(hits), _MOST),
        "has_more": len(hits) > _MOST,
        "next": after + _SHOWN if min(len(hits), _MOST) > after + _SHOWN else None,
        "is_later": after > 0,
        "wanted": wanted,
        "is_sent": request.method == "POST",
    }
    return page(request, "console/find.html", ("查找", "Find"), told)


@open_to(Who.STAFF)
@require_POST
def palette(request: PageRequest) -> HttpResponse:
    """The choices of the palette; before anything is typed, what one most likely wants."""
    wanted = _typed(request)
    found = _hits(request, wanted) if wanted else _first(request)
    return render(request, "console/hits.html", {"hits": list(islice(found, _SHOWN))})


def _typed(request: PageRequest) -> str:
    return request.POST.get("q", "").strip()[:_MOST_TYPED]


def _hits(request: PageRequest, wanted: str) -> Iterator[Hit]:
    folded = wanted.casefold()
    yield from _number(request, wanted)
    yield from _customers(request, wanted)
    yield from _deals(request, wanted)
    for one in search_sources.hits(request, wanted):
        yield Hit(request.say(one.kind), one.name, one.href)
    yield from (
        one
        for one in _tasks(request)
        if folded in one.name.casefold() or one.href.endswith(f"/{wanted}")
    )
    yield from _words(request, folded)


def _first(request: PageRequest) -> Iterator[Hit]:
    yield from islice(_tasks(request), _FEW)
    yield from islice(_acts(request, "", only_here=True), _FEW)
    yield from (
        _deal(request, one) for one in scoping.deals_of(request).order_by("-created_at")[:_FEW]
    )
    yield from _pages(request, "")


def _number(request: PageRequest, wanted: str) -> Iterator[Hit]:
    digits = wanted.removeprefix("#").replace(" ", "")
    if digits.isascii() and digits.isdigit() and int(digits) < reader.size():
        (line,) = audit_rows.told(request, [reader.entry(int(digits))])
        if not line.is_theirs:
            return
        href = reverse("entry", kwargs={"position": int(digits)})
        yield Hit(request.say(_ENTRY), request.say(_POSITION, n=int(digits)), href)


def _customers(request: PageRequest, wanted: str) -> Iterator[Hit]:
    """A search by the blind index for each task that may list by such a number.  Nobody is looked
    for before the person chooses it: the search is an act, and stands in the ledger."""
    shape = next((code for code, one in _SHAPES.items() if one.fullmatch(wanted)), None)
    rule = field_register().get(shape) if shape else None
    if rule is None or not rule.is_indexed:
        return
    for one in tasks.open_for(request.who(), request.at):
        if Verb.LIST in one.acts and rule.code in one.fields and one.deal:
            words = request.say(
                _BY, field=names.field(rule.code, request.lang), purpose=_purpose(request, one)
            )
            ask = (one.deal, one.ref, rule.code)
            yield Hit(request.say(_PERSON), words, reverse("customer-search"), ask)


def _deals(request: PageRequest, wanted: str) -> Iterator[Hit]:
    """By number or by the name in the public register; only deals one takes part in."""
    named = Q(number__icontains=wanted) | Q(title__icontains=wanted)
    named |= Q(target_name__icontains=wanted) | Q(ref=wanted)
    for one in scoping.deals_of(request).filter(named).order_by("number")[:_MOST]:
        yield _deal(request, one)


def _deal(request: PageRequest, one: Deal) -> Hit:
    href = reverse("deal", kwargs={"deal": one.ref})
    return Hit(request.say(_DEAL), f"{one.number} {one.title}", href)


def _tasks(request: PageRequest) -> Iterator[Hit]:
    for one in tasks.open_for(request.who(), request.at):
        href = reverse("task", kwargs={"task": one.ref})
        yield Hit(request.say(_TASK), _purpose(request, one), href)


def _purpose(request: PageRequest, one: Task) -> str:
    words = names.of_code("terms.Purpose", one.purpose, request.lang)
    return request.say(("{words}，至 {at}", "{words}, until {at}"), words=words, at=one.expires_at)


def _words(request: PageRequest, folded: str) -> Iterator[Hit]:
    """Pages, acts and demands whose words, in either language, hold what was typed."""
    yield from _pages(request, folded)
    yield from _acts(request, folded)
    for one in demands():
        if folded == one.id.casefold() or _says((one.zh, one.en), folded):
            href = reverse("duty", kwargs={"duty": one.id})
            yield Hit(request.say(_DEMAND), f"{one.id} {request.say((one.zh, one.en))}", href)


def _pages(request: PageRequest, folded: str) -> Iterator[Hit]:
    for item in menu.entries_of(request):
        if _says(item.both, folded):
            yield Hit(request.say(_PAGE), item.name, item.href)


def _acts(request: PageRequest, folded: str, *, only_here: bool = False) -> Iterator[Hit]:
    """Acts that stand alone, and those of the deal whose page is open, else of the only deal."""
    deal = _here(request, only_here=only_here)
    for act in acts.every():
        if not _says(act.title, folded) or (only_here and act.place != deal_pages.PLACE):
            continue
        if act.place == deal_pages.PLACE and deal is not None:
            yield from _offered(
                request, act, request.say(act.title) + f" · {deal.number}", deal=deal.ref
            )
        elif "<" not in act.place:
            yield from _offered(request, act, request.say(act.title))


def _offered(request: PageRequest, act: Act, words: str, **place: object) -> Iterable[Hit]:
    href = acts.offered(act, request, **place)
    if not href or acts.blocked_reason(act, request, **place):
        return []
    return [Hit(request.say(_ACT), words, href)]


def _here(request: PageRequest, *, only_here: bool) -> Deal | None:
    mine = scoping.deals_of(request)
    found = _HERE.match(request.POST.get("here", ""))
    if found:
        return mine.filter(ref=found.group(1)).first()
    some = [] if only_here else list(mine[:2])
    return some[0] if len(some) == 1 else None


def _says(both: Both, folded: str) -> bool:
    return folded in f"{both[0]} {both[1]}".casefold()
