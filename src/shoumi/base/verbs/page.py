"""The page of a verb, from its declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseRedirect
from django.urls import URLPattern, reverse

from shoumi.base.operations import requests
from shoumi.base.pages import acts, second_person
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs.declaration import SEEN, Brought, Call, OnPage, Place, Verb
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def addresses(verbs: Iterable[Verb]) -> list[URLPattern]:
    """The addresses of those verbs that have a page."""
    return acts.urls(act(one) for one in verbs if one.page is not None)


def act(verb: Verb) -> Act:
    """
    Raises:
        TypeError: a bug, the verb has no page.
    """
    page = verb.page
    if page is None:
        raise TypeError(verb.slug)
    return Act(
        slug=verb.slug,
        place=(page.under or verb.on).under,
        title=verb.title,
        done=verb.done,
        do=_doing(verb, page),
        roles=verb.roles,
        fields=(
            *page.more,
            *(one for one in verb.fields if one.name not in page.leaves),
            *page.after,
        ),
        help=verb.help,
        button=verb.button,
        satisfies=verb.satisfies,
        prefill=page.prefill,
        requires=page.requires,
        limit_roles=page.roles,
        is_final=verb.is_final,
        is_fresh=verb.is_fresh,
        who=verb.who,
        back=page.back,
        facts=page.facts or _found(page.under or verb.on),
        group=verb.group,
        after_end=verb.after_end,
    )


def _found(place: Place) -> Callable[..., Iterable[tuple[Both, object]]] | None:
    """Nothing is told of what the address names; it is looked for all the same, so that the form
    of what is not there, or not this reader's, is none either."""
    if not place.name:
        return None

    def facts(request: PageRequest, **named: str) -> Iterable[tuple[Both, object]]:
        place.at(request, named)
        return ()

    return facts


def _doing(verb: Verb, page: OnPage) -> Callable[..., Done]:
    def do(request: PageRequest, given: dict[str, Any], **place: str) -> Done:
        told = _plain(given)
        if page.under is not None:
            page.under.at(request, place)
            place = {verb.on.name: str(told.pop(verb.on.name))}
        on = verb.on.at(request, place)
        call = Call.of(request, on, told)
        if page.preview is not None and not request.POST.get(SEEN):
            return Done(answer=page.preview(request, call))
        if verb.long is not None:
            return _queued(verb.long, page, call)
        if verb.takes_two:
            return second_person.asking(request, lambda: _went(request, page, verb.do(call)))
        return _went(request, page, verb.do(call))

    return do


def _went(request: PageRequest, page: OnPage, made: Any) -> Done:
    if page.shows is not None:
        return Done(answer=page.shows(request, made))
    if page.href is not None:
        return Done(page.href(made))
    if page.to is None:
        return Done()
    route, name = page.to
    return Done(reverse(route, kwargs={name: made.ref} if name else {}))


def _queued(kind: StrEnum, page: OnPage, call: Call) -> Done:
    """A worker does it; the reader goes to where its progress is told."""
    assert page.deal is not None, kind
    deal, given = page.deal(call), _said(call)
    made = requests.ask(kind=kind, about=call.on, deal=deal, given=given, actor=call.actor)
    href = reverse("work", kwargs={"work": made.ref})
    return Done(answer=HttpResponseRedirect(href, status=303))


def _said(call: Call) -> Mapping[str, Any]:
    """What was filled in, as JSON holds it."""
    return {
        name: str(value) if isinstance(value, Ref) else value for name, value in call.given.items()
    }


def _plain(given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: Brought(value.read(), value.name or "") if isinstance(value, UploadedFile) else value
        for name, value in given.items()
    }
