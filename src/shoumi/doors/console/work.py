"""What waits for who is signed in, with the page where each thing is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from shoumi.base.inbox import queries
from shoumi.base.pages import acts, clocks, figures
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import Asker, Waiting, WaitingKind
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Todo:
    """``clock`` where it has to be done by a time."""

    kind: WaitingKind
    what: str
    note: str
    href: str
    deal: str
    clock: figures.Clock | None
    until: datetime | None


def of(request: PageRequest) -> list[Todo]:
    """The most pressing first; a person sees what the person's roles can mend."""
    return [_todo(request, one) for one in queries.waiting(_asker(request))]


def count(request: PageRequest) -> int:
    return queries.count(_asker(request))


def _asker(request: PageRequest) -> Asker:
    return Asker(request.who(), request.roles, request.reach, request.at)


def _todo(request: PageRequest, one: Waiting) -> Todo:
    begun = one.since or request.at
    return Todo(
        one.kind,
        request.say(one.what),
        request.say(one.about),
        _href(request, one),
        one.deal,
        clocks.until(min(begun, one.until), one.until, request.at) if one.until else None,
        one.until,
    )


def _href(request: PageRequest, one: Waiting) -> str:
    """Where it is done: an act that supplies it and is this person's, else where it stands."""
    if one.condition:
        offered = acts.mending(request, one.condition, deal=Ref(one.deal))
        for _, href, hindered in offered:
            if not hindered:
                return href
        if request.is_party:  # has no page of the deal
            return f"{reverse('papers')}?deal={one.deal}"
    return reverse(one.page, kwargs=dict(one.of))
