"""Ledger tags, and the codes of refusals with their words."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
from collections.abc import Iterator
from itertools import groupby

import shoumi
from shoumi.base import registry
from shoumi.base.messages import refusals
from shoumi.core.errors import DomainError
from shoumi.doors.reference.markdown import table

_SKIPPED = ("tests", "migrations", "settings", "__main__")


def events() -> str:
    """Tags by app, with what its ``events.py`` says of each."""
    parts = []
    for card in registry.cards():
        if card.events is not None:
            said = _said(card.events)
            rows = ((f"`{tag}`", said.get(str(tag), "")) for tag in card.events)
            parts.append(f"## {card.slug} · {card.zh}\n\n{table(('tag', 'says'), rows)}\n")
    return "".join(parts)


def _said(tags: type) -> dict[str, str]:
    """Tag to the comment beside it, or to its line in the docstring of the module."""
    source = inspect.getsource(sys.modules[tags.__module__])
    beside = re.findall(r'= "([a-z_.]+)"  # (.+)', source)
    above = re.findall(r"^([a-z_.]+)  +(.+)$", source, re.MULTILINE)
    return dict(above) | dict(beside)


def errors() -> str:
    """Every code a person may meet."""
    kinds = {error.code: _kind(error) for error in every_error()}
    rows = [
        (f"`{code}`", kinds.get(code, "reason"), told.zh, told.en, told.remedy_zh, told.remedy_en)
        for code, told in sorted(refusals.all_words().items())
    ]
    head = ("code", "kind", "中文", "English", "怎么办", "what to do")
    return "".join(
        f"## {area}\n\n{table(head, group)}\n"
        for area, group in groupby(rows, lambda row: row[0].strip("`").partition(".")[0])
    )


def every_error() -> list[type[DomainError]]:
    """Every refusal defined in the house."""
    for module in pkgutil.walk_packages(shoumi.__path__, "shoumi."):
        if not any(part in _SKIPPED for part in module.name.split(".")):
            importlib.import_module(module.name)
    return [error for error in _below(DomainError) if _is_ours(error)]


def _is_ours(error: type[DomainError]) -> bool:
    return error.__module__.startswith("shoumi.") and ".tests." not in error.__module__


def _below(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    yield kind
    for sub in kind.__subclasses__():
        yield from _below(sub)


def _kind(error: type[DomainError]) -> str:
    """The nearest of the kinds of ``core.errors``."""
    home = DomainError.__module__
    return next(kind.__name__ for kind in error.__mro__ if kind.__module__ == home)
