"""Server-Sent Events that are waited for without a thread.

A view answers what is new now, and names what has to become another before there is more.  Our own
server (``doors/server/live_streams.py``) keeps the answer open and asks the same view again once it
has; under any other server the answer simply ends, and the browser comes back by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpResponse

CONTENT_TYPE = "text/event-stream; charset=utf-8"
# After so long a browser whose stream ended opens it anew.
AGAIN_MS = 1_000
Versions = Callable[[Collection[str]], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Watched:
    """What a stream waits for: that ``topic`` has another version than ``version``.

    ``versions``  ``versions(topics)``: the present version of each that is still there; one cheap
                  read for all streams that wait, several times a second, in a thread of its own
    """

    topic: str
    version: str
    versions: Versions


class Events(HttpResponse):
    """The events that are new since ``Last-Event-ID``; ``watched`` is None where none can follow.

    The view is asked again with the version of ``watched`` as ``Last-Event-ID``.
    """

    def __init__(self, events: Iterable[str], watched: Watched | None) -> None:
        content = f"retry: {AGAIN_MS}\n\n" + "".join(events)
        super().__init__(content, content_type=CONTENT_TYPE)
        self.watched = watched
        self["X-Accel-Buffering"] = "no"


def event(name: str, number: int | str, content: str) -> str:
    """One event; ``content`` may have several lines."""
    lines = "".join(f"data: {line}\n" for line in content.splitlines() or [""])
    return f"id: {number}\nevent: {name}\n{lines}\n"
