"""What the verbs of assessments are done to: a deal, or one assessment that somebody may see."""

from __future__ import annotations

from django.db.models import QuerySet

from shoumi.base.commands import lookup
from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Place
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.services.errors import NoSuchAssessment
from shoumi.core.refs import Ref


def mine(request: PageRequest) -> QuerySet[Assessment]:
    """Those of the deals the reader takes part in."""
    return Assessment.objects.filter(deal__in=scoping.deals_of(request).values("ref"))


def own(request: PageRequest, assessment: str) -> Assessment:
    """
    Raises:
        NoSuchAssessment: there is none, or it is of a deal of others.
    """
    found = mine(request).filter(ref=assessment).first()
    if found is None:
        raise NoSuchAssessment(assessment=assessment)
    return found


ASSESSMENT = Place(
    "assessment",
    "assessments/<str:assessment>",
    lambda request, ref: Ref(own(request, ref).ref),
    lookup.numbered(Assessment, NoSuchAssessment, prefix="PIPIA-"),
)
