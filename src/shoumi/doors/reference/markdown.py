"""Tables and lists of words in Markdown."""

from __future__ import annotations

from collections.abc import Iterable


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "".join(f"| {' | '.join(map(_cell, line))} |\n" for line in lines)


def words(values: Iterable[object]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|").replace("\n", "<br>")
