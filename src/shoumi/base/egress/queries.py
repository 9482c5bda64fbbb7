"""Which hosts may be called, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import QuerySet

from shoumi.base.approvals import rules
from shoumi.base.egress.errors import HostNotAllowed
from shoumi.base.egress.models import Host, HostAsk
from shoumi.base.registry import NetworkPath, PathKind
from shoumi.base.row_authentication import verification
from shoumi.core.egress import urls
from shoumi.core.egress.urls import Target

HTTPS = 443


def in_force() -> QuerySet[Host]:
    """By name; whoever calls one asks ``allowed``, which believes no row."""
    return Host.objects.filter(until__isnull=True)


def allowed(url: str) -> tuple[Target, Host]:
    """What a call to ``url`` would go to.

    Raises:
        UrlUnfit, HostNotAllowed
    """
    target = urls.target(url)
    found = _allowed(target.host)
    if not found:
        raise HostNotAllowed
    return target, found[0]


def is_allowed(host: str) -> bool:
    return bool(_allowed(host))


def _allowed(host: str) -> list[Host]:
    return verification.authentic(in_force().filter(name=host))


def paths(kind: PathKind, addresses: Iterable[str]) -> list[NetworkPath]:
    """The connections by which https ``addresses`` are reached, each once, trusted as the list
    says."""
    found = [urlsplit(one) for one in addresses]
    # Asked by every survey, and most houses call nobody.
    trusted = _trusted() if found else {}
    return [
        NetworkPath(kind, name, port, authority=trusted.get(name, ""))
        for name, port in dict.fromkeys((one.hostname or "", one.port or HTTPS) for one in found)
    ]


def _trusted() -> Mapping[str, str]:
    """The authorities of the hosts in force, by name."""
    return {one.name: one.authority for one in verification.authentic(in_force())}


def waiting(at: datetime) -> QuerySet[HostAsk]:
    """Requests that a second person can still approve, the newest first."""
    fresh = HostAsk.objects.filter(approved_by__isnull=True, requested_at__lte=at)
    return fresh.filter(requested_at__gt=at - rules.valid()).select_related("requested_by")
