"""Say on a terminal's standard error what is being done; a pipe hears nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

from shoumi.doors.cli.answers import Both, say


@contextmanager
def running(what: Both) -> Iterator[None]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(say(what)):
        yield
