"""Where a whole list is had as a file: a link for each format, with the filter that is in force."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from shoumi.base import registry
from shoumi.base.pages.request import PageRequest

# Of a page's address, what is no filter.
_NOT_OF_FILTER = ("after", "done", "entry", "deal", "format")


def of_list(request: PageRequest, slug: str, deal: str = "") -> list[tuple[str, str]]:
    """Format and address; the page behind it asks for a fresh proof, and records what is made."""
    kept = {key: value for key, value in request.GET.items() if key not in _NOT_OF_FILTER and value}
    place = {"deal": deal} if deal else {}
    href = reverse("act-export", kwargs={"name": slug})
    return [
        (one.upper(), f"{href}?{urlencode({**kept, **place, 'format': one})}")
        for one in registry.list_exports()[slug].formats
    ]
