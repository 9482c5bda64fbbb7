"""The first page for who is not signed in: what this is, and which door is theirs."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from shoumi.base import registry
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, page
from shoumi.core.messages import Both
from shoumi.doors.portal import logo

_TITLE: Both = ("公司可以转让，客户的信任不转让", "A company can be sold; trust cannot")


@open_to(Who.PUBLIC)
def front(request: PageRequest) -> HttpResponse:
    doors = [
        (request.say((entry.zh, entry.en)), reverse(entry.route))
        for card in registry.cards()
        for entry in card.menu
        if entry.door == "portal"
    ]
    return page(request, "portal/front.html", _TITLE, {"doors": doors, **logo.named()})
