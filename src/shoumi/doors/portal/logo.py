"""The company's logo, for everybody."""

from __future__ import annotations

import base64
from contextlib import suppress

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods

from shoumi.base.home_settings import queries
from shoumi.base.home_settings.rules import Setting
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest
from shoumi.core.errors import DomainError

_KEPT = "private, max-age=300"


@open_to(Who.PUBLIC)
@require_http_methods(["GET", "HEAD"])
def logo(request: PageRequest) -> HttpResponse:
    with suppress(DomainError):
        if told := queries.read(Setting.LOGO):
            answer = HttpResponse(base64.b64decode(told["png"]), content_type="image/png")
            answer["Cache-Control"] = _KEPT
            return answer
    raise Http404


def named() -> dict[str, object]:
    """Whose house it is, for a page that greets: its name, and whether it has a logo."""
    with suppress(DomainError):
        return {
            "company": queries.company(),
            "has_logo": queries.in_force(Setting.LOGO) is not None,
        }
    return {}
