"""On a customer's page: what that person asked for, and that the data rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from shoumi.base.messages import names
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import Panel
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.models import Request, Restriction
from shoumi.chapters.feedback.rules import Kind
from shoumi.chapters.feedback.verbs.place import READERS
from shoumi.core.refs import Ref

# The newest; all of a person's stand in the list of requests.
_MOST = 10


def _asked(request: PageRequest, subject: Ref) -> Mapping[str, Any] | None:
    """Nothing of whoever asked for nothing."""
    rests = Restriction.objects.filter(subject=subject, ended_at=None).exists()
    own = list(Request.objects.filter(subject=subject).order_by("-number")[:_MOST])
    if not own and not rests:
        return None
    may_open = bool({*READERS} & {*request.roles})
    lines = []
    for timed in queries.all_timed(own):
        one, lang = timed.request, request.lang
        kind, phase = names.of(Kind(one.kind), lang), names.of(timed.phase(request.at), lang)
        href = reverse("request", kwargs={"asked": one.ref}) if may_open else ""
        lines.append((one.received_at, f"DSR-{one.number:04d}", href, f"{kind} · {phase}"))
    return {"rests": rests, "lines": lines}


PANELS = (Panel("customer", 5, "feedback/customer.html", _asked),)
