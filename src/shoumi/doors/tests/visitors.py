"""Browsers for tests: Django's client with a session as a sign-in leaves it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.test import Client

from shoumi.base import clock
from shoumi.base.jobs.worker import run_worker
from shoumi.base.signin import sessions
from shoumi.base.signin.events import By, Tag
from shoumi.base.signin.models import Account, Session
from shoumi.base.signin.rules import STEP_UP_VALID, Scope
from shoumi.core.refs import Ref
from shoumi.doors.web.middleware import COOKIE, LANGUAGE


class Visitor(Client):
    """Asks over https, as the cookies want it; refusals are answers, bugs are raised."""

    def __init__(self, lang: str = "zh", **more: Any) -> None:
        super().__init__(HTTP_HOST="localhost", **more)
        self.cookies[LANGUAGE] = lang

    def request(self, **request: Any) -> Any:
        return super().request(**{**request, "wsgi.url_scheme": "https"})

    def post(self, path: str, *words: Any, **more: Any) -> Any:
        """The page that an act leads on to is there, whoever looks at the answer to the act."""
        answer = super().post(path, *words, **more)
        if "/do/" in path and answer.status_code == HTTPStatus.SEE_OTHER:
            led = self.get(answer["Location"]).status_code
            assert led != HTTPStatus.NOT_FOUND, f"{path} leads to {answer['Location']}"
        return answer

    def act(self, address: str, /, **given: Any) -> Any:
        """Send a form, and follow where it leads."""
        return self.post(address, given, follow=True, secure=True)


def signed_in(person: Ref | str, *, lang: str = "zh", is_fresh: bool = True) -> Visitor:
    """``person``'s browser; not ``is_fresh``: it was signed in a while ago."""
    now, at = datetime.now(UTC), clock.now()
    Account.objects.get_or_create(person_id=person, defaults={"handle": os.urandom(32)})
    token = sessions.begin(
        Ref(person), Scope.FULL, By.PASSKEY, Tag.ACCEPTED, replaces="", at=at, real_at=now
    )
    if not is_fresh:
        Session.objects.filter(person=person).update(proved_at=now - STEP_UP_VALID - _A_MOMENT)
    visitor = Visitor(lang)
    visitor.cookies[COOKIE] = token
    return visitor


_A_MOMENT = timedelta(seconds=1)


def worked() -> int:
    """Let a worker do what pages asked for; how many jobs it ran."""
    return run_worker(now=clock.now, once=True)
