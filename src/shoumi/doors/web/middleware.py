"""Find out who asks, when, in which language; let in whom the page is for; word refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MethodType
from typing import Any, cast
from urllib.parse import urlsplit, urlunsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.rules import Kind
from shoumi.base.attestations import staff_qualification
from shoumi.base.deals import queries as deals
from shoumi.base.failures import error_log
from shoumi.base.intake import pending_uploads
from shoumi.base.messages import refusals
from shoumi.base.messages.text import reading_at
from shoumi.base.pages import pressed_buttons
from shoumi.base.pages.access import Access, Who, access_of
from shoumi.base.pages.request import PageRequest, RefusalWords
from shoumi.base.signin import sessions
from shoumi.base.transport import channel
from shoumi.core.egress.addresses import is_this_machine
from shoumi.core.errors import Conflict, DomainError, Invalid, Missing, Refused, Unavailable
from shoumi.core.messages import Lang
from shoumi.core.refs import Ref
from shoumi.doors.api import authentication, problems
from shoumi.doors.portal.front_page import front
from shoumi.doors.web import sealed_home, uploads

COOKIE = "__Host-shoumi"
LANGUAGE, THEME = "__Host-lang", "__Host-theme"
# In the query of a sign-in or a proof: a form was sent and not taken.
UNSENT = "unsent"
_STATUS: tuple[tuple[type[DomainError], int], ...] = (
    (Missing, 404),
    (Refused, 403),
    (Conflict, 409),
    (Invalid, 422),
)
_TOO_LARGE = 413
_THEMES = frozenset({"light", "dark"})

Answer = Callable[[HttpRequest], HttpResponseBase]


class PageMiddleware:
    """The one middleware between the web and the house."""

    def __init__(self, get_response: Answer) -> None:
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = _made(request)
        channel.came(in_clear=is_in_clear(request))
        with translation.override("en" if asked.lang == "en" else "zh-hans"):
            return authentication.stamped(asked, self._next(asked))

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Only pages that say whom they are for, and only to those."""
        asked = cast(PageRequest, request)
        access = access_of(view)
        if access is None:
            raise Http404
        if request.resolver_match is not None:
            # What streams fails after we are done, where the server alone can write it down.
            request.META[error_log.PLACE] = request.resolver_match.route
        if (sealed := sealed_home.refusal(asked, access)) is not None:
            if access.who is Who.BEARER:
                return problems.problem(asked, sealed)
            return refused(asked, sealed, more=sealed_home.onward(asked, sealed))
        if access.who is Who.BEARER:
            return authentication.admitted(asked, view)
        if access.who is Who.PUBLIC:
            return too_large(asked)
        if asked.actor is None:
            return front(asked) if _is_first(asked) else _to_the_door(asked)
        return _kept_out(asked, access) or too_large(asked)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal is an answer; a bug is not."""
        if not isinstance(error, DomainError):
            return None
        return refused(cast(PageRequest, request), error)


def too_large(request: PageRequest) -> HttpResponse | None:
    """Files that were let go of at the cap are told of; a view would see none and ask for them."""
    if request.content_type != "multipart/form-data" or not uploads.read(request):
        return None
    return refused(
        request, pending_uploads.TooMuch(most=pending_uploads.MOST_BYTES), status=_TOO_LARGE
    )


def refused(
    request: PageRequest,
    error: DomainError,
    *,
    status: int = 0,
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    """What happened, how to mend it, with the status of its kind."""
    if isinstance(error, Unavailable):
        status = status or error.status
    status = status or next((code for kind, code in _STATUS if isinstance(error, kind)), 400)
    words = request.tell(error)
    told = {"title": words.what, **words._asdict(), "status": status, **(more or {})}
    answer = render(request, "pages/refused.html", told, status=status)
    if isinstance(error, Unavailable) and "seconds" in error.facts:
        answer["Retry-After"] = str(error.facts["seconds"])
    return answer


_LOCAL_NAMES = ("localhost", "127.0.0.1")


def is_in_clear(request: HttpRequest) -> bool:
    """From another machine and not by TLS, the whole way or its last hop to the server.  Who is at
    this machine asks it by its own name."""
    if request.META.get(channel.IN_CLEAR):
        return True
    if request.is_secure():
        return False
    name = request.get_host().rpartition(":")[0] or request.get_host()
    is_near = is_this_machine(str(request.META.get("REMOTE_ADDR", "")))
    return not (is_near and name in _LOCAL_NAMES)


def dressed(request: HttpRequest, at: datetime, *, is_demo: bool) -> PageRequest:
    """``request`` as views get it, of somebody nobody knows yet."""
    asked = cast(PageRequest, request)
    request.get_host()  # a name that is not ours gets no answer at all
    asked.lang = _language(request)
    asked.theme = found if (found := request.COOKIES.get(THEME, "")) in _THEMES else ""
    asked.is_quick = request.headers.get("HX-Request") == "true"
    asked.at, asked.is_demo = at, is_demo
    reading_at(at)
    asked.actor, asked.actor_name, asked.is_party = None, "", False
    asked.is_proved = False
    asked.roles, asked.reach = frozenset(), frozenset()
    asked.tell = lambda error: _tell(error, asked)
    asked.tell_code = lambda code: _tell_code(code, asked.lang)
    # The server makes its own requests; what ``PageRequest`` adds is given to this one.
    asked.say = MethodType(PageRequest.say, asked)  # type: ignore[method-assign]
    asked.who = MethodType(PageRequest.who, asked)  # type: ignore[method-assign]
    return asked


def _made(request: HttpRequest) -> PageRequest:
    at, is_demo = clock.reading()
    asked = dressed(request, at, is_demo=is_demo)
    token = request.COOKIES.get(COOKIE, "")
    now = datetime.now(UTC)
    # What a script follows by itself is no sign of anybody at the desk.
    is_use = not (asked.is_quick and "Last-Event-ID" in request.headers)
    session = sessions.acting(token=token, real_at=now, is_use=is_use) if token else None
    person = session.person if session is not None else None
    # A session that began before the account stopped is worth nothing from that moment.
    if session is not None and person and not accounts.is_stopped(person, asked.at):
        asked.is_proved = sessions.has_stepped_up(session, now)
        asked.actor = Ref(person.ref)
        asked.actor_name, asked.is_party = person.name, person.kind == Kind.PARTY
        held = accounts.held(asked.actor, asked.at)
        asked.roles, asked.reach = frozenset(r for r, _ in held), frozenset(d for _, d in held)
        if asked.is_party:
            asked.roles |= deals.named_sides(asked.actor)
    return asked


def _tell(error: DomainError, request: PageRequest) -> RefusalWords:
    told = refusals.tell(error, request.lang)
    return RefusalWords(told.what, told.own_mend, told.lapses, _lesson(error, request))


def _lesson(error: DomainError, request: PageRequest) -> tuple[str, str] | None:
    if request.actor is None:
        return None
    found = staff_qualification.next_lesson(error, request.actor, request.at)
    return (request.say(found.title), reverse(found.page, kwargs=dict(found.of))) if found else None


def _tell_code(code: str, lang: Lang) -> tuple[str, str]:
    told = refusals.tell_code(code, lang)
    return told.what, told.mend


def _language(request: HttpRequest) -> Lang:
    """Chosen on a page, else the browser's first, else Chinese."""
    chosen = request.COOKIES.get(LANGUAGE, "")
    if chosen in ("zh", "en"):
        return cast(Lang, chosen)
    wanted = request.headers.get("Accept-Language", "").strip().lower()
    return "en" if wanted.startswith("en") else "zh"


def _is_first(request: PageRequest) -> bool:
    """The first address is for everybody: Today for the house, the own deals for a side, and what
    this is for whoever is not signed in."""
    return request.path == reverse("today") and request.method in ("GET", "HEAD")


def _to_the_door(request: PageRequest) -> HttpResponse:
    door = reverse("sign-in")
    if request.is_quick:
        return HttpResponse(status=401, headers={"HX-Redirect": door})
    status = 302 if request.method in ("GET", "HEAD") else 303
    return HttpResponseRedirect(f"{door}?{_onward(request)}", status=status)


def _onward(request: HttpRequest) -> str:
    """The query that leads back: to this page, or to the one whose form was sent in vain."""
    if request.method in ("GET", "HEAD"):
        return urlencode({"next": request.get_full_path()})
    came = urlsplit(request.headers.get("Referer", ""))
    was_here = came.netloc == request.get_host()
    there = urlunsplit(("", "", came.path, came.query, "")) if was_here else reverse("today")
    return urlencode({"next": there, UNSENT: ""})


def _kept_out(request: PageRequest, access: Access) -> HttpResponse | None:
    if not access.is_there(is_party=request.is_party):
        if _is_first(request):
            return HttpResponseRedirect(reverse("deals"))
        raise Http404
    if not access.lets_in(request.roles, is_party=request.is_party):
        return refused(request, NotPermitted(roles=tuple(sorted(access.roles))))
    if access.is_fresh and not request.is_proved:
        is_pressed = access.goes_on and request.method == "POST"
        query = (
            urlencode({"next": pressed_buttons.kept(request)}) if is_pressed else _onward(request)
        )
        proof = f"{reverse('step-up')}?{query}"
        if request.is_quick:
            return HttpResponse(status=401, headers={"HX-Redirect": proof})
        return HttpResponseRedirect(proof, status=303)
    return None
