"""What the verbs of destruction are done to: a deal, a customer, an order or a legal hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shoumi.base.commands import lookup
from shoumi.base.pages import scoping
from shoumi.base.pages.acts import OF_CUSTOMER
from shoumi.base.pages.request import PageRequest
from shoumi.base.subjects.models import Subject
from shoumi.base.verbs import Place
from shoumi.chapters.destruction.models import Hold, Order
from shoumi.chapters.destruction.services.errors import NoSuchOrder
from shoumi.core.refs import Ref


def _own(rows: Any) -> Callable[[PageRequest, str], Ref]:
    return lambda request, ref: Ref(scoping.own(request, rows, ref).ref)


CUSTOMER = Place("subject", OF_CUSTOMER, _own(Subject))
HOLD = Place("hold", "holds/<str:hold>", _own(Hold))
ORDER = Place(
    "order",
    "destruction/<str:order>",
    _own(Order),
    lookup.numbered(Order, NoSuchOrder, prefix="DR-"),
)
