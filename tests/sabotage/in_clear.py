"""Promises that shut what comes from another machine without TLS, and nothing else: 3.2."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from tests.sabotage.act import Act
from tests.sabotage.break_case import Break
from tests.sabotage.place import Place, Refusal

_FROM_AFAR = ("page", "operation")


def ways(place: Place, what: Break, act: Act) -> list[str]:
    """Those by which ``act`` is to be refused; by service first."""
    return [way for way in place.ways(act) if not what.in_clear or way.endswith(_FROM_AFAR)]


@contextmanager
def coming(place: Place, what: Break) -> Iterator[None]:
    """Pages and programs come from another machine and not by TLS, where that is what is broken."""
    callers = place.callers if what.in_clear else []
    for one in callers:
        one.request = partial(_called, one)
    try:
        yield
    finally:
        for one in callers:
            del one.request


def _called(caller: Any, **given: Any) -> Any:
    from django.test import Client

    changed = {"REMOTE_ADDR": "203.0.113.7", "wsgi.url_scheme": "http"}
    return Client.request(caller, **{**given, **changed})


def by_tls(
    place: Place, what: Break, act: Act, knock: Callable[[Place, Act, str, Any], None]
) -> Iterator[str]:
    """Who sits at the machine, and who comes by TLS, goes on; what was refused all the same."""
    for way in place.ways(act):
        place.put_back()
        told = act.prepare(place)
        what.do(place)
        try:
            knock(place, act, way, told)
        except Refusal as no:
            yield f"{what.name}: {act.name} by {way}, encrypted: {no}"
