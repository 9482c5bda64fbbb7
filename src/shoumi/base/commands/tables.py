"""Tables for people: columns as narrow as their contents, never cut off in a pipe.

What draws them is loaded with the first of them: most commands print none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import click

from shoumi.base.commands.answers import Both, say, shown

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_PIPE_WIDTH = 10_000


def table(
    headings: Sequence[Both],
    rows: Iterable[Sequence[object]],
    *,
    title: Both | None = None,
    empty: Both | None = None,
) -> None:
    """Print ``rows`` under ``headings``; where there are none, what to do next."""
    from rich import box
    from rich.table import Column, Table

    drawn = Table(
        *(Column(say(heading), overflow="fold") for heading in headings),
        title=say(title) if title else None,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        pad_edge=False,
    )
    for row in rows:
        drawn.add_row(*(_cell(value) for value in row))
    if drawn.row_count:
        _console().print(drawn)
    elif empty:
        click.echo(say(empty))


def _cell(value: object) -> Text:
    """Text as it is: nothing in it is read as markup."""
    from rich.text import Text

    return Text(shown(value))


def _console() -> Console:
    from rich.console import Console

    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _PIPE_WIDTH
    return console


def more(after: object) -> None:
    """Say how the next page is asked for, where there is one."""
    if after is not None:
        click.echo(say(("后面还有：--after {after}", "more: --after {after}"), after=after))
