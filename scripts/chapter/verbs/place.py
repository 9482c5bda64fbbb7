"""What the verbs of items are done to: a deal, or one item that somebody may see."""

from __future__ import annotations

from django.db.models import QuerySet

from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Place
from shoumi.chapters.chapter_slug.models import Item
from shoumi.chapters.chapter_slug.queries import NoSuchItem
from shoumi.core.refs import Ref


def mine(request: PageRequest) -> QuerySet[Item]:
    """Those of the deals in which the reader takes part."""
    return Item.objects.filter(deal__in=scoping.deals_of(request).values("ref"))


def own(request: PageRequest, item: str) -> Item:
    """
    Raises:
        NoSuchItem: there is none, or it is nothing to who asks.
    """
    found = mine(request).filter(ref=item).first()
    if found is None:
        raise NoSuchItem(item=item)
    return found


ITEM = Place("item", "chapter_slug/<str:item>", lambda request, ref: Ref(own(request, ref).ref))
