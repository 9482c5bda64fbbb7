"""Say on a terminal's standard error what is being done; a pipe hears nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from shoumi.base.commands.answers import Both, say

if TYPE_CHECKING:
    from rich.console import Console

# done, total, of what
Bar = Callable[[int, int, str], None]


@contextmanager
def counting(what: Both) -> Iterator[Bar]:
    """A live bar of how much is done, of ``what`` until it is told of something narrower."""
    console = _console()
    if not console.is_terminal:
        yield lambda done, total, of: None
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console) as shown:
        task = shown.add_task(say(what), total=None)
        yield lambda done, total, of: shown.update(
            task, completed=done, total=total, description=of
        )


@contextmanager
def running(what: Both) -> Iterator[None]:
    console = _console()
    if not console.is_terminal:
        yield
        return
    with console.status(say(what)):
        yield


def _console() -> Console:
    """Loaded by who has something to say: most commands have nothing."""
    from rich.console import Console

    return Console(stderr=True)
