"""Papers of strangers judged in a limited child, two at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any, BinaryIO, NamedTuple

from shoumi.base.intake import child, memory_files
from shoumi.base.intake.errors import Broken, FileRefused
from shoumi.base.intake.limits import MB, Limits
from shoumi.core.verify.report import Report
from shoumi.doors.portal import document_judge
from shoumi.doors.portal.errors import CheckBusy, NotAPaper, TooLarge

AT_ONCE = 2
_PLACES = BoundedSemaphore(AT_ONCE)
_AGAIN_SECONDS = 10
_LIMITS = Limits(
    memory_bytes=288 * MB,
    mapped_bytes=512 * MB,
    cpu_seconds=20,
    wall_seconds=60,
    output_bytes=8 * MB,
)


class Paper(NamedTuple):
    name: str
    content: bytes
    proof: bytes | None = None


def judge(paper: Callable[[], Paper], *, key: str, former: Sequence[tuple[str, int]]) -> Report:
    """What the verifier says of a paper, trusting ``key`` and those that stood before it.

    ``paper`` is called once there is a place: whoever waits or is refused costs no second copy.

    Raises:
        TooLarge, NotAPaper, CheckBusy
    """
    with _place():
        order, file = _packed(paper())
        order |= {"key": key, "former": list(former)}
        with file:
            return _judged(order, file)


def _packed(paper: Paper) -> tuple[dict[str, object], BinaryIO]:
    """What is said of a paper, and an open file of it and its proof."""
    order = {
        "name": paper.name,
        "size": len(paper.content),
        "has_proof": paper.proof is not None,
    }
    return order, memory_files.in_memory(paper.content, paper.proof or b"")


def _judged(order: dict[str, object], file: BinaryIO) -> Report:
    try:
        told = json.loads(child.run(document_judge.__file__, order, file, _LIMITS))
    except Broken as error:
        raise NotAPaper from error
    except FileRefused as error:  # it went over a limit
        raise TooLarge from error
    return _report(told)


@contextmanager
def _place() -> Iterator[None]:
    if not _PLACES.acquire(blocking=False):
        raise CheckBusy(seconds=_AGAIN_SECONDS)
    try:
        yield
    finally:
        _PLACES.release()


def _report(told: dict[str, Any]) -> Report:
    if told.get("refused") == "large":
        raise TooLarge
    if told.get("refused") == "strange":
        raise NotAPaper
    report = Report(told["kind"])
    report.checks = told["checks"]
    report.not_checked = told["not_checked"]
    report.confirmed = told["confirmed"]
    report.anchored, report.lacks = told["anchored"], told["lacks"]
    return report
