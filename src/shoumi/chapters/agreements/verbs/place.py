"""What the verbs of agreements are done to: a deal, or one agreement that somebody may see."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from shoumi.base.messages.text import full_day
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Place
from shoumi.chapters.agreements import queries
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.queries import NoSuchAgreement
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref


def mine(request: PageRequest) -> QuerySet[Agreement]:
    """The house sees those of its deals, a side those it signs, everybody what they sign."""
    named = queries.naming(request.who())
    if request.is_party:
        return named
    ours = Q(deal__in=scoping.deals_of(request).values("ref"))
    return Agreement.objects.filter(ours | Q(pk__in=named.values("pk")))


def own(request: PageRequest, agreement: str) -> Agreement:
    """
    Raises:
        NoSuchAgreement: there is none, or it is nothing to who asks.
    """
    found = mine(request).filter(ref=agreement).first()
    if found is None:
        raise NoSuchAgreement(agreement=agreement)
    return found


def last_day(request: PageRequest, until: datetime) -> str:
    """With its year: an agreement runs for years, and its last day counts whole."""
    return full_day(day_in_china(until - timedelta(microseconds=1)), request.lang)


AGREEMENT = Place(
    "agreement", "agreements/<str:agreement>", lambda request, ref: Ref(own(request, ref).ref)
)
