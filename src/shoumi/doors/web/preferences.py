"""Language and theme: chosen once, kept in a cookie that says nothing else."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest
from shoumi.doors.web.middleware import LANGUAGE, THEME

_A_YEAR = 365 * 24 * 3600


@open_to(Who.PUBLIC)
@require_POST
def language(request: PageRequest, lang: str) -> HttpResponse:
    return _chosen(request, LANGUAGE, lang, ("zh", "en"))


@open_to(Who.PUBLIC)
@require_POST
def theme(request: PageRequest, theme: str) -> HttpResponse:
    return _chosen(request, THEME, theme, ("light", "dark", "auto"))


def _chosen(
    request: PageRequest, cookie: str, value: str, allowed: tuple[str, ...]
) -> HttpResponse:
    if value not in allowed:
        raise Http404
    answer = HttpResponseRedirect(back(request), status=303)
    answer.set_cookie(
        cookie, value, max_age=_A_YEAR, secure=True, httponly=True, samesite="Lax", path="/"
    )
    return answer


def back(request: PageRequest, default: str = "/") -> str:
    """Where the reader came from, if that is here."""
    wanted = request.POST.get("next") or request.GET.get("next") or default
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_ours else default
