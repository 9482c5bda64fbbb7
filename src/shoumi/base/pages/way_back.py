"""The page of ours that sent somebody to an act on the way, and to which the act leads back."""

from __future__ import annotations

from urllib.parse import urlencode

from django.utils.http import url_has_allowed_host_and_scheme

from shoumi.base.pages.request import PageRequest

_BACK = "back"


def to(href: str) -> str:
    """The query that asks an act to lead back to ``href``."""
    return urlencode({_BACK: href})


def asked(request: PageRequest) -> str:
    """Where the act leads back to; empty where nobody asked, or for another site."""
    back = request.GET.get(_BACK, "")
    is_ours = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return back if is_ours else ""
