"""Who calls: the token's person, if it lives, within its scopes and its rate.  Cookies count for
nothing here, so no page of somebody else's can make a browser call."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse, HttpResponseBase

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.api import bearer
from shoumi.base.api.errors import TooManyCalls, WrongMethod
from shoumi.base.api.needs import needs_of
from shoumi.base.api_tokens import queries, services
from shoumi.base.api_tokens.errors import NotLiving, ScopeNeeded
from shoumi.base.api_tokens.queries import Bearer
from shoumi.base.pages.request import PageRequest
from shoumi.core.egress import addresses
from shoumi.core.errors import DomainError
from shoumi.doors.api import limits, problems
from shoumi.doors.api.limits import Left

_LEFT = "calls_left"


def admitted(request: PageRequest, view: Callable[..., Any]) -> HttpResponse | None:
    """None where the call may go on; else why it may not."""
    request.actor, request.actor_name, request.is_party = None, "", False
    request.roles, request.reach = frozenset(), frozenset()
    try:
        _admit(request, view)
    except DomainError as refused:
        return problems.problem(request, refused)
    return None


def _admit(request: PageRequest, view: Callable[..., Any]) -> None:
    """
    Raises:
        NotLiving, TooManyCalls, WrongMethod, ScopeNeeded, NotPermitted
    """
    now = datetime.now(UTC)
    found = _bearer(request, now)
    left = limits.calls.count(found.token, now)
    request.__dict__[_LEFT] = left
    if left.is_over:
        raise TooManyCalls(seconds=left.seconds)
    services.touch(found.token, now)
    methods = needs_of(view)
    need = methods.get(request.method or "")
    if need is None:
        raise WrongMethod(allowed=tuple(sorted(methods)))
    if need.scope is not None and need.scope not in found.scopes:
        raise ScopeNeeded(scope=need.scope.value)
    if need.roles and not need.roles & found.roles:
        raise NotPermitted(roles=tuple(sorted(need.roles)))
    bearer.set_bearer(request, found)
    request.actor, request.actor_name = found.person, found.name
    request.roles, request.reach = found.roles, found.reach


def _bearer(request: PageRequest, now: datetime) -> Bearer:
    kind, _, text = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer" and (
        found := queries.bearer(token=text.strip(), at=request.at, real_at=now)
    ):
        return found
    if kind:
        left = limits.failures.count(
            addresses.holder(str(request.META.get("REMOTE_ADDR", ""))), now
        )
        if left.is_over:
            raise TooManyCalls(seconds=left.seconds)
    raise NotLiving


def stamped(request: PageRequest, answer: HttpResponseBase) -> HttpResponseBase:
    """What is left of this token's calls, on every answer to it."""
    left: Left | None = request.__dict__.get(_LEFT)
    if left is not None:
        for name, value in left.headers().items():
            answer.headers[name] = value
    return answer
