"""A request as views get it, after the door found out who asks, when and in which language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shoumi.base.messages.refusals import ToldLapse
from shoumi.base.messages.text import say
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both, Lang
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


class RefusalWords(NamedTuple):
    """What happened, how to mend it, and each demand of the handbook that holds it.

    ``lesson``  words and address of what the reader learns to be let in
    """

    what: str
    mend: str
    lapses: tuple[ToldLapse, ...] = ()
    lesson: tuple[str, str] | None = None


class PageRequest(HttpRequest):
    """``at`` is the home's time, read once; ``roles`` those the actor holds anywhere,
    and the side of a person whom a party names.

    ``reach``    the deals those roles are for; an empty one stands for the whole house
    ``tell``     the words of a refusal: what happened, how to mend it, which demands hold it
    ``is_party`` the actor stands for a side of a deal, and is not staff
    ``is_proved`` the person proved who they are within the last five minutes
    ``is_quick`` a part of a page was asked for by script, not the whole
    """

    actor: Ref | None
    actor_name: str
    at: datetime
    lang: Lang
    roles: frozenset[Role]
    reach: frozenset[str]
    theme: str
    is_proved: bool
    is_quick: bool
    is_party: bool
    is_demo: bool
    tell: Callable[[DomainError], RefusalWords]
    tell_code: Callable[[str], tuple[str, str]]

    def who(self) -> Ref:
        """The actor of a page that only somebody known can open."""
        if self.actor is None:
            raise TypeError("the page is open to people who are not signed in")
        return self.actor

    def say(self, both: Both, /, **facts: object) -> str:
        return say(both, self.lang, **facts)


def page(
    request: PageRequest,
    template: str,
    title: Both,
    told: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """One page in the reader's language; ``title`` is its heading and the window's."""
    context = {"title": request.say(title), **(told or {})}
    return render(request, template, context, status=status)
