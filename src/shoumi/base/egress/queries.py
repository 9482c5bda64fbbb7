"""Which hosts may be called, and what waits for a second person."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.approvals import rules
from shoumi.base.egress.errors import HostNotAllowed
from shoumi.base.egress.models import Host, HostAsk
from shoumi.core.egress import urls
from shoumi.core.egress.urls import Target


def in_force() -> QuerySet[Host]:
    """By name."""
    return Host.objects.filter(until__isnull=True)


def allowed(url: str) -> tuple[Target, Host]:
    """What a call to ``url`` would go to.

    Raises:
        UrlUnfit, HostNotAllowed
    """
    target = urls.target(url)
    found = in_force().filter(name=target.host).first()
    if found is None:
        raise HostNotAllowed
    return target, found


def waiting(at: datetime) -> QuerySet[HostAsk]:
    """Requests that a second person can still approve, the newest first."""
    fresh = HostAsk.objects.filter(approved_by__isnull=True, requested_at__lte=at)
    return fresh.filter(requested_at__gt=at - rules.valid()).select_related("requested_by")
