"""Help of every command."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import click

from shoumi.base import registry
from shoumi.doors import cli

# Help is broken into lines for this many columns, whatever terminal the page is written on.
_COLUMNS = 100


def commands() -> str:
    parts = []
    for name, command in _all():
        for path, told in _helps(command, f"shoumi {name}"):
            parts.append(f"## `{path}`\n\n```text\n{told}\n```\n\n")
    return "".join(parts)


def _all() -> Iterator[tuple[str, click.Command]]:
    for name, (module, _) in cli.COMMANDS.items():
        yield name, importlib.import_module(f"{cli.__name__}.{module}").command
    for card in registry.cards():
        yield from card.commands().items() if card.commands else ()


def _helps(command: click.Command, path: str) -> Iterator[tuple[str, str]]:
    context = click.Context(
        command, info_name=path, terminal_width=_COLUMNS, max_content_width=_COLUMNS
    )
    yield path, command.get_help(context)
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _helps(below, f"{path} {name}")
