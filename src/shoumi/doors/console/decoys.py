"""References in the list of customers that are nobody's: they look like the customer before them,
and are in no table of people.
"""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.pages import scoping
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry.decoy_card import decoys
from shoumi.base.subjects.models import Subject
from shoumi.base.subjects.queries import NOBODY
from shoumi.core.refs import Ref


def beside(request: PageRequest, deal: Ref) -> Mapping[Ref, Ref]:
    """Customer -> the reference that stands after that one."""
    known = decoys()
    return known.listed(deal, request.at) if known is not None else {}


def row(request: PageRequest, subject: str) -> Subject | None:
    """What the page of one shows; None where there is none.  It has no value, and is not stored."""
    known = decoys()
    found = known.find(subject, request.at) if known is not None else None
    if found is None or not scoping.takes_part(request, found.deal):
        return None
    like = Subject.objects.filter(ref=found.beside).exclude(state__in=NOBODY).first()
    if like is not None:
        like.pk, like.ref = None, subject
    return like
