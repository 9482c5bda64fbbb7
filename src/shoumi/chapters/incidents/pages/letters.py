"""On a customer's page: of which incidents that person was told, and whether the letter arrived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from shoumi.base.correspondence.models import Letter
from shoumi.base.correspondence.rules import State
from shoumi.base.messages import names
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import Panel
from shoumi.chapters.incidents.models import Breach
from shoumi.chapters.incidents.services.letters import ABOUT
from shoumi.chapters.incidents.verbs.place import READERS
from shoumi.core.refs import Ref


def _told(request: PageRequest, subject: Ref) -> Mapping[str, Any] | None:
    """Nothing of whoever had no letter of an incident."""
    found = list(
        Letter.objects.filter(to=subject, about__startswith=f"{ABOUT}-")
        .select_related("batch")
        .order_by("batch__position")
    )
    if not found:
        return None
    known = {one.ref: one for one in Breach.objects.filter(ref__in={one.about for one in found})}
    may_open = bool(READERS & {*request.roles})
    lines = []
    for letter in found:
        one = known[letter.about]
        href = reverse("incident", args=[one.ref]) if may_open else ""
        how = names.of(State(letter.state), request.lang)
        when = letter.settled_at or letter.sent_at or letter.batch.queued_at
        lines.append((when, f"INC-{one.number:03d}", href, how))
    return {"lines": lines}


PANELS = (Panel("customer", 6, "incidents/customer.html", _told),)
