"""The chip of a ledger position: a link for who can open the entry, text for everybody else."""

from __future__ import annotations

from django.utils.safestring import SafeString

from shoumi.base.pages import figures
from shoumi.base.pages.access import place_of
from shoumi.base.pages.request import PageRequest

# Whoever may open the ledger may open its entries; only the list has an address of its own.
_LEDGER = "evidence"


def chip(
    request: PageRequest, position: int, *, is_refused: bool = False, is_theirs: bool = True
) -> SafeString:
    """``is_theirs``  the entry is not of a deal the reader takes no part in"""
    place = _ledger(request) if is_theirs else ""
    href = f"{place}/{position}" if place else ""
    return figures.chip(position, request.lang, refused=is_refused, href=href)


def _ledger(request: PageRequest) -> str:
    """Where the ledger is for who asks; empty where the door would not open it to them."""
    href, access = place_of(_LEDGER) or ("", None)
    if access is None or request.actor is None:
        return ""
    return href if access.lets_in(request.roles, is_party=request.is_party) else ""
