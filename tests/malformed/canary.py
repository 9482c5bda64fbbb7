"""An error nobody foresaw, full of somebody's name and number, through each door.

``python -m tests.malformed.canary``  prints ``doors=5 lines=5 leaked=0``, or what is wrong

The ledger's writer raises it in the midst of an act; the process logs as a server does, so what
stands on its standard error is what systemd would keep.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.urls import resolve, reverse
from tests.malformed.bodies import Sent
from tests.web import home

NAME, NUMBER = "钱虚金丝雀", "15400007919"
CANARY = f"{NAME} {NUMBER}"
# Door to the forms or operations that write something through it; the first that does counts.
DOORS = {
    "page": ("act-deal-suspend",),
    "portal": ("notice-withdraw", "notice-answer", "notice-object", "notice-receipt"),
    "program": ("api-deals-deal-suspend POST",),
    "job": ("act-export",),
    "stream": ("act-export",),
}
# The page of a stream, and how often it is asked before it fails: its head is out by then.
_STREAM, _GOOD_LOOKS = "work-events", 1
_SPELLINGS = (NAME, NUMBER, json.dumps(NAME)[1:-1], NAME.encode().hex())


class Unforeseen(Exception):
    """What no service refuses with."""


def broken(*given: Any, **more: Any) -> None:
    """In place of ``writer.record``: message, locals, cause and note have somebody in them."""
    somebody = {"name": NAME, "mobile": NUMBER}
    try:
        raise KeyError(CANARY)
    except KeyError as cause:
        error = Unforeseen(f"{somebody} {given} {more}")
        error.add_note(CANARY)
        raise error from cause


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="shoumi-canary-") as folder:
        place = Path(folder) / "home"
        known = Path(sys.argv[1]) if len(sys.argv) > 1 else None
        home.start(home.copy(known, place) if known else home.tell(place))
        log = Path(folder) / "stderr"
        with _standard_error(log):
            found = list(_wrong(place, log))
        lines = log.read_text("utf-8").splitlines()
    leaked = sum(word in text for text in lines for word in _SPELLINGS)
    sums = f"doors={len(DOORS)} lines={len(lines)} leaked={leaked}"
    sys.stdout.write("".join(f"{line}\n" for line in (*found, sums)))
    return 1 if found or leaked else 0


def _wrong(place: Path, log: Path) -> Iterator[str]:
    from tests.malformed import calls
    from tests.malformed.targets import Targets
    from tests.web.access_sweep import Sweep

    targets = list(Targets(Sweep(place)).every())
    calls.sow(())  # what is due by the clock is done before
    for door, names in DOORS.items():
        before = log.stat().st_size
        answer, act = None, "nothing of it writes"
        for one in (one for name in names for one in targets if one.name == name):
            act = one.name
            answer = _asked(one, door)
            if log.stat().st_size > before:
                break
        lines = log.read_bytes()[before:].decode().splitlines()
        yield from (f"{door} {act}: {wrong}" for wrong in _judged(door, answer, lines))
    for path in place.rglob("*"):
        if path.is_file() and any(word.encode() in path.read_bytes() for word in _SPELLINGS):
            yield f"it lies in {path.name}"


def _asked(target: Any, door: str) -> Any:
    from tests.malformed import calls

    from shoumi.base.ledger import writer
    from shoumi.doors.tests.visitors import worked

    draw, record = target.opened(target.paths[0]), writer.record
    sent = _telling(draw(random.Random(0), spoilt=False))
    if door == "stream":
        begun = calls.answer(target, target.paths[0], sent).headers["Location"]
        return _streamed(resolve(begun).kwargs["work"], target.visitor)
    answer = calls.answer(target, target.paths[0], sent) if door == "job" else None
    writer.record = broken  # type: ignore[assignment]
    try:
        if door == "job":
            worked()
            return answer
        return calls.answer(target, target.paths[0], sent)
    finally:
        writer.record = record


def _streamed(work: str, visitor: Any) -> list[dict[str, Any]]:
    """What the server itself says of a stream that fails after its first part."""
    from shoumi.base.jobs import progress
    from shoumi.doors.server.asgi import Application
    from shoumi.doors.server.client_address import named
    from shoumi.doors.server.connections import Connections

    latest, looks = progress.latest, itertools.count()

    def failing(ref: Any) -> Any:
        return latest(ref) if next(looks) < _GOOD_LOOKS else broken(ref)

    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        await asyncio.Event().wait()
        return {}

    async def send(message: Any) -> None:
        said.append(dict(message))

    cookies = "; ".join(f"{name}={one.value}" for name, one in visitor.cookies.items())
    headers = {"host": "localhost", "cookie": cookies, "x-forwarded-proto": "https"}
    asked = {
        "method": "GET",
        "path": reverse(_STREAM, kwargs={"work": work}),
        "query_string": f"q={NUMBER}".encode(),
        "http_version": "1.1",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
    }
    site = Application(
        WSGIHandler(), connections=Connections(1_000, ()), proxies=named("127.0.0.1"), threads=1
    )
    progress.latest = failing
    try:
        asyncio.run(site(asked, receive, send))
    finally:
        progress.latest = latest
    return said


def _telling(sent: Sent) -> Sent:
    """The same, and somebody is in what is sent too."""
    return replace(
        sent, meta={"HTTP_REFERER": f"https://localhost/{NUMBER}", "HTTP_USER_AGENT": NUMBER}
    )


def _judged(door: str, answer: Any, lines: list[str]) -> Iterator[str]:
    if len(lines) != 1:
        yield f"{len(lines)} lines"
        return
    told = json.loads(lines[0])
    if not told["class"].endswith("Unforeseen") or told["causes"] != ["builtins.KeyError"]:
        yield f"the line tells of {told['class']}"
    if door == "stream":
        route = resolve(reverse(_STREAM, kwargs={"work": "w"})).route
        if told["place"] != route or not answer[-1].get("more_body"):
            yield f"a stream of {told['place']} ended as if it were whole"
        return
    if door == "job":
        if told["door"] != "job" or answer.status_code != 303:
            yield f"door {told['door']}, answered {answer.status_code}"
        return
    text = answer.content.decode()
    if answer.status_code != 500 or told["id"] not in text:
        yield f"answered {answer.status_code}, without {told['id']}"
    if any(word in text + str(answer.headers) for word in _SPELLINGS):
        yield "it stands in the answer"


@contextmanager
def _standard_error(file: Path) -> Iterator[None]:
    """Everything that this process writes to standard error goes to ``file``."""
    sys.stderr.flush()
    held = os.dup(2)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(handle, 2)
    try:
        yield
    finally:
        sys.stderr.flush()
        os.dup2(held, 2)
        os.close(handle)
        os.close(held)


if __name__ == "__main__":
    sys.exit(main())
