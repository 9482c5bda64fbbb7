"""What waits for who is signed in, with the page where each thing is done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from shoumi.base.calendar.models import Deadline
from shoumi.base.inbox import queries
from shoumi.base.pages import acts, clocks, figures
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import InboxItem, InboxKind
from shoumi.base.registry.shared_reads import sharing
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Todo:
    """``clock`` where it has to be done by a time."""

    kind: InboxKind
    what: str
    note: str
    href: str
    clock: figures.Clock | None


def of(request: PageRequest) -> list[InboxItem]:
    """The most pressing first; a person sees what the person's roles can mend."""
    return queries.items(queries.asker(request.who(), request.at))


def count(request: PageRequest) -> int:
    return queries.count(queries.asker(request.who(), request.at))


@sharing()
def shown(request: PageRequest, some: Sequence[InboxItem]) -> list[Todo]:
    """As they stand on a page.  For each milestone its acts are asked, so of a page alone."""
    counted = Deadline.objects.in_bulk({one.deadline for one in some if one.deadline})
    return [
        Todo(
            one.kind,
            request.say(one.what),
            request.say(one.about),
            _href(request, one),
            _clock(request, one, counted),
        )
        for one in some
    ]


def _clock(
    request: PageRequest, one: InboxItem, counted: Mapping[str, Deadline]
) -> figures.Clock | None:
    if found := counted.get(one.deadline):
        return clocks.of(found, request.at)
    if one.until is None:
        return None
    return clocks.until(one.since or request.at, one.until, request.at)


def _href(request: PageRequest, one: InboxItem) -> str:
    """Where it is done: an act that supplies it and is this person's, else where it stands."""
    if one.condition:
        offered = acts.mending(request, one.condition, deal=Ref(one.deal))
        for _, href, hindered in offered:
            if not hindered:
                return href
    href = reverse(one.page, kwargs=dict(one.of))
    return f"{href}?{urlencode(one.query)}" if one.query else href
