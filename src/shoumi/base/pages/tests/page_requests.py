"""A request as the door would have made it, without a door."""

from __future__ import annotations

from datetime import UTC, datetime

from django.test import RequestFactory

from shoumi.base.messages.text import say

AT = datetime(2026, 10, 20, 1, tzinfo=UTC)


def asked(lang="zh", *, sent=None, address="/", roles=frozenset(), **more):
    """``sent``: the form that comes with it."""
    factory = RequestFactory(HTTP_HOST="localhost")
    request = factory.get(address) if sent is None else factory.post(address, sent, **more)
    request.lang, request.at, request.roles = lang, AT, roles
    request.actor, request.actor_name, request.theme = None, "", ""
    request.is_quick, request.is_demo, request.is_party = False, False, False
    request.reach, request.who = frozenset(), lambda: request.actor
    request.say = lambda both, **facts: say(both, lang, **facts)
    request.tell = lambda error: (error.code, "")
    request.tell_code = lambda code: (code, "")
    return request
