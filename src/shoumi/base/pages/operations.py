"""Long work that a person asked for, as pages show it: asked for here, told in one section.

The section is one template.  It comes with the page, again by polling, or as an event of a stream.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from django.http import HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse

from shoumi.base import registry
from shoumi.base.intake import import_plan
from shoumi.base.jobs import background_operations, progress
from shoumi.base.jobs.models import End, Errand, State
from shoumi.base.messages import names, refusals
from shoumi.base.operations import made_files, requests
from shoumi.base.pages.acts import Done
from shoumi.base.pages.request import PageRequest, RefusalWords
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


class OperationSection(NamedTuple):
    """One section: ``version`` changes whenever what it says does."""

    html: str
    version: str
    is_over: bool


def ask(
    request: PageRequest,
    kind: StrEnum,
    *,
    about: Ref,
    deal: Ref,
    given: Mapping[str, Any] | None = None,
) -> Done:
    """Queue the work and go to where it is told of.

    Raises:
        UnderWay: somebody asked for the same already, and it has not ended.
    """
    made = requests.ask(kind=kind, about=about, deal=deal, given=given or {}, actor=request.who())
    href = reverse("work", kwargs={"work": made.ref})
    return Done(answer=HttpResponseRedirect(href, status=303))


def section(request: PageRequest, about: str, *kinds: StrEnum) -> OperationSection | None:
    """The newest such work of this person about a thing, while it runs or was not done."""
    found = background_operations.last(request.who(), Ref(about), *kinds)
    if found is None or found.end == End.DONE:
        return None
    return told(request, found)


def under_way(request: PageRequest, deal: Ref) -> list[OperationSection]:
    """What this person asked for in a deal and has not ended."""
    return [told(request, one) for one in background_operations.living(request.who(), deal)]


def told(request: PageRequest, found: Errand) -> OperationSection:
    """The section as it stands."""
    state = _state(found)
    context = {
        "ref": found.ref,
        "name": request.say(registry.operation(found.kind).name),
        "state": state,
        **_running(request, found, state),
        **_ended(request, found),
    }
    version = hashlib.sha256(repr(sorted(context.items())).encode()).hexdigest()[:16]
    # Not as a whole page: the frame around one asks the house many things.
    around = {"request": request, "csrf_token": get_token(request), "version": version}
    html = render_to_string("pages/operation.html", {**context, **around})
    return OperationSection(html, version, found.end is not None)


def _state(found: Errand) -> str:
    """``waits``, ``runs``, ``again`` after a failure, ``vain``: nobody takes it, ``dead``: it was
    given up; else how it ended."""
    if found.end is not None:
        return found.end
    if found.job.state == State.DEAD:
        return "dead"
    if background_operations.is_waiting_in_vain(found.job):
        return "vain"
    if found.job.state == State.RUNNING:
        return "runs"
    return "again" if found.job.attempts else "waits"


def _running(request: PageRequest, found: Errand, state: str) -> dict[str, Any]:
    if found.end is not None:
        return {}
    ref = Ref(found.ref)
    heard = progress.latest(ref) if state == "runs" else None
    return {
        "step": names.of(heard.step, request.lang) if heard else "",
        "done": heard.done if heard else 0,
        "total": heard.total if heard else 0,
        "is_stopping": progress.stop_requested_by(ref) is not None,
        "may_stop": heard is None or heard.step not in progress.TO_THE_END,
    }


def _ended(request: PageRequest, found: Errand) -> dict[str, Any]:
    made = found.result or {}
    if found.end == End.REFUSED:
        told = refusals.tell_kept(made, request.lang)
        words = RefusalWords(told.what, told.own_mend, told.lapses)
        return {"refused": words, "onward": _onward(request, found, {})}
    if found.end == End.STOPPED:
        told = refusals.tell_code("jobs.stopped", request.lang)
        words = RefusalWords(told.what, told.mend)
        return {"refused": words, "onward": _onward(request, found, {})}
    if found.end != End.DONE:
        return {}
    operation = registry.operation(found.kind)
    return {
        "said": request.say(operation.done, **made),
        "position": made.get("position"),
        "counts": _counts(request, made.get("counts", {})),
        "onward": _onward(request, found, made),
        "file": (
            request.say(operation.file.words),
            reverse("work-file", kwargs={"work": found.ref}),
        )
        if operation.file and made_files.waits(made)
        else None,
    }


def _counts(request: PageRequest, counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [
        (request.say(import_plan.COUNTS.get(name, (name, name))), count)
        for name, count in counts.items()
    ]


def _onward(request: PageRequest, found: Errand, made: Mapping[str, Any]) -> tuple[str, str]:
    """Where one goes on, of work that came to its end (``made``) or did not: by its own app's word,
    else back to the deal."""
    operation = registry.operation(found.kind)
    onward = operation.onward(found.about, found.deal, made) if operation.onward else None
    if onward is None and background_operations.deal_of(found) is None:
        onward = ("回到今日", "Back to Today"), reverse("today")
    if onward is None:
        words: Both = ("回到转让", "Back to the deal")
        onward = words, reverse("deal", kwargs={"deal": found.deal})
    return request.say(onward[0]), onward[1]
