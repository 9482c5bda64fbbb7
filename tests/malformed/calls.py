"""One request with what is sent in it, and what a browser and a worker do after it went well."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve, reverse
from tests.malformed import bodies, form_page
from tests.malformed.bodies import Sent
from tests.malformed.targets import Target

from shoumi.doors.tests.visitors import worked

_keys = itertools.count()
_BROUGHT, _STEPS = "act-intake-bring", ("intake", "intake-take-in")
_MOST_JOBS = 20
_TRIES = 20


def answer(target: Target, path: str, sent: Sent) -> Any:
    meta = {"CONTENT_TYPE": sent.kind}
    if target.is_program:
        meta["HTTP_IDEMPOTENCY_KEY"] = f"key-of-a-malformed-call-{next(_keys)}"
    target.visitor.handler.enforce_csrf_checks = sent.is_checked
    kind = "application/octet-stream"  # ``meta`` says what is sent, and is not read here
    return target.visitor.generic(
        target.method, path, sent.body, kind, secure=True, **{**meta, **sent.meta}
    )


def is_refused(found: Any) -> bool:
    where = urlsplit(found.headers.get("Location", "")).path
    return found.status_code >= 400 or where in (reverse("sign-in"), reverse("step-up"))


def go_on(target: Target, found: Any, at: datetime, *, is_queued: bool) -> list[Any]:
    """Look at where it leads, take in what was brought, and let a worker do what was asked for."""
    where = found.headers.get("Location", "")
    if is_queued:
        _work()
    if target.is_program or not where.startswith("/"):
        return []
    answers = [target.visitor.get(where, secure=True)]
    # Files that were brought are read, and then taken in.
    for step in _STEPS if target.name == _BROUGHT else ():
        answers += _pressed(target, step, answers[0], where, at)
        _work()
        answers.insert(0, target.visitor.get(where, secure=True))
    return answers


def _work() -> None:
    for _ in range(_MOST_JOBS):
        if not worked():
            return


def _pressed(target: Target, name: str, shown: Any, where: str, at: datetime) -> list[Any]:
    if shown.status_code != 200 or shown.streaming:
        return []
    for form in form_page.forms(shown.content.decode()):
        action = form.action or where
        if resolve(urlsplit(action).path).url_name == name:
            pairs = form_page.filled(form, random.Random(0), at)
            sent = bodies.of_form(pairs, in_parts=form.has_files)
            return [target.visitor.generic("POST", action, sent.body, sent.kind, secure=True)]
    return []


def sow(targets: Iterable[Target]) -> None:
    """Do each once, so that there is something in the state it leaves; and what a worker does by
    the clock."""
    for target in targets:
        draw = target.opened(target.paths[0])
        for number in range(_TRIES):
            found = answer(target, target.paths[0], draw(random.Random(number), spoilt=False))
            if not is_refused(found):
                break
    _work()
