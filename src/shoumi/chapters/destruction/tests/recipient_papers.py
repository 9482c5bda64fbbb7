"""What a made-up recipient signs and says, in a house of the doors' tests."""

from __future__ import annotations

from datetime import date
from typing import Any

from shoumi.base import clock
from shoumi.base.deals.models import Party
from shoumi.base.documents.signed_documents import signed
from shoumi.chapters.destruction.documents.recipient_certificate import paper
from shoumi.chapters.destruction.rules import Method, Said
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref

DAY = date(2026, 8, 25)


def said() -> dict[str, Any]:
    """As a form sends it."""
    return {
        "items": "L2 数据室笔记",
        "count": 3,
        "copies": 2,
        "method": "OVERWRITTEN",
        "destroyed_on": day_in_china(clock.now()).isoformat(),
    }


def signed_paper(house: Any) -> tuple[str, bytes]:
    """The first party of the deal that has a person, and its certificate, signed by that person."""
    party = Party.objects.filter(deal=house.deal).exclude(person="").order_by("pk").first()
    if party is None:
        party = Party.objects.filter(deal=house.deal).order_by("pk")[0]
        Party.objects.filter(pk=party.pk).update(person=house.buyer)
        party.refresh_from_db()
    at = clock.now()
    of = Said("L2 数据室笔记", 3, 2, Method.OVERWRITTEN, day_in_china(at))
    made = paper(house.deal, Ref(party.ref), of, "孙虚丙", at)
    return party.ref, signed(made, Ref(party.person), "销毁", "operator", at)
