"""The first page for who is not of the house: what this is, and which door is theirs."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from shoumi.base import registry
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.core.messages import Both
from shoumi.doors.portal import logo
from shoumi.doors.web import menu

_TITLE: Both = ("公司可以转让，客户的信任不转让", "A company can be sold; trust cannot")


@open_to(Who.PUBLIC)
def front(request: PageRequest) -> HttpResponse:
    """A side of a deal, signed in, finds here the pages of the console that are theirs."""
    mine = list(menu.entries_of(request)) if request.actor else []
    doors = [
        (request.say((entry.zh, entry.en)), reverse(entry.route))
        for card in registry.cards()
        for entry in card.menu
        if entry.door == "portal"
    ]
    return page(
        request, "portal/front.html", _TITLE, {"mine": mine, "doors": doors, **logo.named()}
    )
