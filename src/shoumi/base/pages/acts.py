"""One page for one verb: what happens, what to fill in, one button; then a chip or a refusal.

A view module lists its acts as data; ``urls`` makes an address of each.  The service decides and
records, here is only the way to it.  An act that ``satisfies`` a condition of a milestone is
offered wherever that condition is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.deals.services import locks
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.messages.conditions import condition
from shoumi.base.messages.conditions import lacking as lacking_words
from shoumi.base.pages import act_groups, forms, way_back
from shoumi.base.pages.access import Access, Who, open_to
from shoumi.base.pages.act_groups import Group, Offer
from shoumi.base.pages.form_submission import Submission, nothing_done, submit
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.milestones import Missing
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_DO: Both = ("办理", "Do it")
_SURE: Both = ("我知道这不能撤销", "I know that this cannot be undone")
_FINAL = "is_sure"
_HINDERED = "_hindered"
_ENDED = "_ended"
ASKED = "asked"
_ASKED: Both = (
    "已申请，等另一人批准；批准后再办理一次",
    "Asked; once another person approves, do it again",
)
# The places at which acts of several apps stand.
OF_DEAL, OF_CUSTOMER = "deals/<str:deal>", "customers/<str:subject>"
_NAMED = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True, slots=True)
class Done:
    """Where to go on; what to show once (a code, a file to fetch) comes as ``answer`` instead.

    ``told``  something else was done than the act's own words say: ``ASKED``
    """

    href: str = ""
    answer: HttpResponse | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """``place``     the address it stands under, such as ``deals/<deal>``

    ``do``           ``do(request, given, **place)``; raises the service's refusals
    ``roles``        any of them opens the page; the service has the last word
    ``satisfies``    conditions of milestones that it supplies
    ``prefill``      ``prefill(request, condition, **place)``: what such a condition says about the
                     place and, as a query, about the form; None where the act would not help now
    ``requires``     raises what the service would answer now, whatever were filled in
    ``limit_roles``  of ``roles`` those that count at this very place
    ``is_final``     cannot be undone: a box has to be ticked
    ``is_fresh``     the person has to have shown the key a moment ago
    ``facts``        lines shown above the form, so that what is decided is seen
    ``rows``         ``rows(request, place)``: more fields, a few for each of several things
    ``group``        of what kind it is, where a page has many
    ``after_end``    of a deal: what is left to do where the deal was terminated
    """

    slug: str
    place: str
    title: Both
    done: Both
    do: Callable[..., Done]
    roles: tuple[Role, ...] = ()
    fields: tuple[Field, ...] = ()
    help: Both = ("", "")
    button: Both = _DO
    satisfies: frozenset[str] = frozenset()
    prefill: Callable[..., Mapping[str, str] | None] | None = None
    requires: Callable[..., None] | None = None
    limit_roles: Callable[..., Collection[Role]] | None = None
    is_final: bool = False
    is_fresh: bool = False
    who: Who = Who.STAFF
    back: str = ""
    facts: Callable[..., Iterable[tuple[Both, object]]] | None = None
    rows: Callable[[PageRequest, Mapping[str, Any]], Iterable[Field]] | None = None
    group: Group = Group.PAPERS
    after_end: bool = False

    @property
    def route(self) -> str:
        return f"act-{self.slug}"

    def href(self, **place: object) -> str:
        return reverse(self.route, kwargs=place)

    def access(self) -> Access:
        return Access(self.who, frozenset(self.roles), self.is_fresh)

    def all_fields(self, request: PageRequest, place: Mapping[str, Any]) -> tuple[Field, ...]:
        rows = self.rows(request, place) if self.rows else ()
        sure = (Field(_FINAL, _SURE, forms.Kind.TICK),) if self.is_final else ()
        return (*self.fields, *rows, *sure)


_acts: dict[str, Act] = {}


class BadAct(RuntimeError):
    """A bug found at start: two acts of one name."""


def urls(acts: Iterable[Act]) -> list[URLPattern]:
    """The addresses of ``acts``.

    Raises:
        BadAct
    """
    found = []
    for act in acts:
        if _acts.setdefault(act.slug, act) is not act:
            raise BadAct(act.slug)
        found.append(path(f"{act.place}/do/{act.slug}", _view(act), name=act.route))
    return found


def every() -> Iterator[Act]:
    return iter(_acts.values())


def named(slug: str) -> Act | None:
    return _acts.get(slug)


def said(slug: str) -> Both | None:
    """What was done, by the word that an address carries; None where it is no such word."""
    act = named(slug)
    return _ASKED if slug == ASKED else act.done if act else None


def satisfying(condition: str) -> list[Act]:
    """The acts that supply a condition, in the order they were listed."""
    return [act for act in _acts.values() if condition in act.satisfies]


def offered(act: Act, request: PageRequest, **place: object) -> str:
    """The address of ``act`` for who asks; empty where the door would not open it to them."""
    if not act.access().lets_in(request.roles, is_party=request.is_party):
        return ""
    try:
        href = act.href(**place)
    except NoReverseMatch:
        return ""
    if act.limit_roles and not request.roles & set(act.limit_roles(**place)):
        return ""
    return href


def blocked_reason(act: Act, request: PageRequest, **place: object) -> str:
    """Why ``act`` cannot be done here now, in words; empty where nothing speaks against it.

    Said by the very check the service makes, and by lists there is nothing to choose from.  Found
    once for a request, since an act may be offered in many places of one page.
    """
    known: dict[object, str] = request.__dict__.setdefault(_HINDERED, {})
    key = (act.slug, tuple(sorted(place.items())))
    if key not in known:
        known[key] = _hindrance(act, request, place)
    return known[key]


def _hindrance(act: Act, request: PageRequest, place: dict[str, object]) -> str:
    try:
        must_go_on(act, request, place)
        if act.requires is not None:
            act.requires(request, **place)
    except DomainError as error:
        return request.tell(error)[0]
    lacks = forms.nothing_for(act.fields, request, place)
    return request.say(forms.told_empty(lacks), what=request.say(lacks.label)) if lacks else ""


def must_go_on(act: Act, request: PageRequest, place: Mapping[str, object]) -> None:
    """An act of a deal, where that was terminated and nothing of the kind is left to do.

    Raises:
        Terminated
    """
    if act.place != OF_DEAL or act.after_end:
        return
    ended: dict[object, DomainError | None] = request.__dict__.setdefault(_ENDED, {})
    deal = place["deal"]
    if deal not in ended:
        ended[deal] = None
        try:
            locks.require_living(Ref(str(deal)))
        except DomainError as error:
            ended[deal] = error
    if (found := ended[deal]) is not None:
        raise found


def at_place(request: PageRequest, wanted: str, **place: object) -> list[tuple[str, str]]:
    """The acts that stand under the address ``wanted``, as links, those of this person alone."""
    return [(request.say(act.title), href) for act, href in _there(request, wanted, place)]


def arranged(
    request: PageRequest, wanted: str, due: Collection[str], **place: object
) -> act_groups.Arranged:
    """The acts under ``wanted`` by what is ``due``, by kind, and apart what ends something."""
    offers = [
        Offer(
            act.slug,
            act.group,
            request.say(act.title),
            href,
            blocked_reason(act, request, **place),
        )
        for act, href in _there(request, wanted, place)
        if is_left(act, request, place)
    ]
    return act_groups.arranged(offers, due)


def is_left(act: Act, request: PageRequest, place: Mapping[str, object]) -> bool:
    """Whether the act can come about here: in a deal that ended little can."""
    try:
        must_go_on(act, request, place)
    except DomainError:
        return False
    return True


def _there(
    request: PageRequest, wanted: str, place: dict[str, object]
) -> Iterator[tuple[Act, str]]:
    for act in every():
        if act.place == wanted and (href := offered(act, request, **place)):
            yield act, href


def mending(request: PageRequest, condition: str, **place: object) -> list[tuple[Act, str, str]]:
    """The acts that supply a condition, with addresses where what is missing is chosen already,
    and why one cannot be done yet."""
    found = []
    for act in satisfying(condition):
        aimed = act.prefill(request, condition, **place) if act.prefill else {}
        if aimed is None:
            continue
        said = dict(aimed)
        named_there = _NAMED.findall(act.place)
        where = {name: said.pop(name, None) or place.get(name) for name in named_there}
        if None in where.values():
            continue
        if href := offered(act, request, **where):
            why = blocked_reason(act, request, **where)
            found.append((act, f"{href}?{urlencode(said)}" if said else href, why))
    return found


def lacking(
    request: PageRequest, needs: Iterable[Missing], **place: object
) -> list[dict[str, Any]]:
    """Rows of ``pages/lacking.html``: what is missing, who can supply it, by when, what to do."""
    rows = []
    for need in needs:
        wanted = condition(need.condition, need.reason)
        name = lacking_words(need.condition, need.reason)
        found = mending(request, need.condition, **place)
        rows.append(
            {
                "condition": need.condition,
                "name": request.say(name),
                "todo": request.say(wanted.todo) if wanted.todo != name else "",
                "who": names.of(need.who, request.lang),
                "by": need.by,
                "acts": [(request.say(act.title), href) for act, href, why in found if not why],
                "not_yet": [(request.say(act.title), why) for act, _, why in found if why],
            }
        )
    return rows


def _view(act: Act) -> Callable[..., HttpResponse]:
    def view(request: PageRequest, **place: Any) -> HttpResponse:
        def do(given: dict[str, Any]) -> Done:
            given.pop(_FINAL, None)
            return act.do(request, given, **place)

        fields = act.all_fields(request, place)
        try:
            must_go_on(act, request, place)
            if act.rows is not None and act.requires is not None:
                act.requires(request, **place)
        except DomainError as ended:
            return _shown(request, act, nothing_done(fields, request, ended, place), place)
        filled = submit(fields, request, do, place)
        if filled.result is not None:
            return _went(request, act, filled.result, place)
        return _shown(request, act, filled, place)

    view.__name__ = f"do_{act.slug.replace('-', '_')}"
    asked = require_http_methods(["GET", "HEAD", "POST"])(view)
    return open_to(act.who, *act.roles, is_fresh=act.is_fresh)(asked)


def _shown(
    request: PageRequest, act: Act, filled: Submission[Done], place: dict[str, Any]
) -> HttpResponse:
    told = {
        "title": request.say(act.title),
        "help": request.say(act.help),
        "button": request.say(act.button),
        "form": filled.form,
        "refused": filled.refused,
        "lacking": lacking(request, getattr(filled.error, "missing", ()), **place),
        "facts": [
            (request.say(label), value)
            for label, value in (act.facts(request, **place) if act.facts else ())
        ],
        "back": way_back.asked(request) or (reverse(act.back, kwargs=place) if act.back else ""),
    }
    return render(request, "pages/act.html", told, status=filled.status)


def _went(request: PageRequest, act: Act, done: Done, place: dict[str, Any]) -> HttpResponse:
    if done.answer is not None:
        return done.answer
    own = reverse(act.back, kwargs=place) if act.back else "/"
    href = way_back.asked(request) or done.href or own
    joint = "&" if "?" in href else "?"
    told = urlencode({"done": done.told or act.slug, "entry": reader.size() - 1})
    return HttpResponseRedirect(f"{href}{joint}{told}", status=303)
