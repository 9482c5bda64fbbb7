"""Links into the ledger and the handbook for who can open them; text for everybody else."""

from __future__ import annotations

from django.utils.safestring import SafeString

from shoumi.base.pages import figures
from shoumi.base.pages.access import place_of
from shoumi.base.pages.request import PageRequest

# Whoever may open the ledger may open its entries; only the list has an address of its own.
_LEDGER = "evidence"
_HANDBOOK = "duties"


def chip(
    request: PageRequest, position: int, *, is_refused: bool = False, is_theirs: bool = True
) -> SafeString:
    """``is_theirs``  the entry is not of a deal the reader takes no part in"""
    place = _open(request, _LEDGER) if is_theirs else ""
    href = f"{place}/{position}" if place else ""
    return figures.chip(position, request.lang, refused=is_refused, href=href)


def duty_page(request: PageRequest, demand: str) -> str:
    """Where the page of a demand is for who asks; empty where it is not open to them."""
    place = _open(request, _HANDBOOK)
    return f"{place}/{demand}" if place else ""


def _open(request: PageRequest, route: str) -> str:
    """Where a list is for who asks; empty where the door would not open it to them."""
    href, access = place_of(route) or ("", None)
    if access is None or request.actor is None:
        return ""
    return href if access.lets_in(request.roles, is_party=request.is_party) else ""
