"""A paper that is on file, opened by those who may."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries, services
from shoumi.base.deals.errors import NoSuchDeal, NoSuchFiling
from shoumi.base.documents.examined import Format, ending
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.scoping import seen
from shoumi.core.refs import Ref


@open_to(Who.SIGNED_IN)
@require_http_methods(["GET", "HEAD"])
def paper(request: PageRequest, filing: str) -> HttpResponse:
    """A filed paper as it was handed in, for who filed it, its side, and who may open papers."""
    found = queries.filing(Ref(filing))
    try:
        seen(request, found.deal_id)
        content = services.open_paper(filing=Ref(found.ref), actor=request.who(), at=request.at)
    except (NoSuchDeal, accounts.NotPermitted):  # whether there is one is not told
        raise NoSuchFiling from None
    answer = HttpResponse(content, content_type="application/octet-stream")
    kind = Format(found.facts["format"]) if "format" in found.facts else None
    suffix = ending(content, kind) if kind else "bin"
    answer["Content-Disposition"] = f'attachment; filename="{found.ref}.{suffix}"'
    return answer
