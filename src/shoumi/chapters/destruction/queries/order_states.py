"""In which states there is an order: a survey asks for those in each of them after every act, and
most homes have none."""

from __future__ import annotations

from shoumi.base.registry.shared_reads import shared
from shoumi.chapters.destruction.models import Order


@shared
def held() -> frozenset[str]:
    return frozenset(Order.objects.order_by().values_list("state", flat=True).distinct())
