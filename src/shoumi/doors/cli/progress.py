"""Say on a terminal's standard error what is being done; a pipe hears nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from shoumi.doors.cli.answers import Bilingual, say

# done, total, of what
Bar = Callable[[int, int, str], None]


@contextmanager
def counting(what: Bilingual) -> Iterator[Bar]:
    """A live bar of how much is done, of ``what`` until it is told of something narrower."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total, of: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, TimeRemainingColumn(), console=console) as shown:
        task = shown.add_task(say(what), total=None)
        yield lambda done, total, of: shown.update(
            task, completed=done, total=total, description=of
        )


@contextmanager
def running(what: Bilingual) -> Iterator[None]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(say(what)):
        yield
