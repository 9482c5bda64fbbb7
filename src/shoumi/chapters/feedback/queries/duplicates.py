"""Which requests are answered together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.chapters.feedback.models import Merge, Request


def of(request: str) -> Merge | None:
    """The merge by which this request is answered with another.

    Raises:
        NotAuthentic
    """
    found = Merge.objects.filter(request=request, undone_at=None).first()
    return verification.require([found])[0] if found else None


def merged_into(request: str) -> list[str]:
    """The requests that are answered with this one.

    Raises:
        NotAuthentic
    """
    found = Merge.objects.filter(into=request, undone_at=None).order_by("id")
    return [one.request for one in verification.require(found)]


@shared
def received() -> Mapping[str, datetime]:
    """Of each request that is answered together with others, when the first of them came.

    Raises:
        NotAuthentic: a row was changed, put in or deleted from outside.
    """
    groups: dict[str, set[str]] = {}
    for one in verification.require_all(Merge):
        if one.undone_at is None:
            groups.setdefault(one.into, {one.into}).add(one.request)
    refs = {ref for group in groups.values() for ref in group}
    known = dict(Request.objects.filter(ref__in=refs).values_list("ref", "received_at"))
    first = {
        into: min(known[ref] for ref in group if ref in known) for into, group in groups.items()
    }
    return {ref: first[into] for into, group in groups.items() for ref in group}
