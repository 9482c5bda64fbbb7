"""What a command answers: one sentence or one JSON document on standard output.

Times are told in China's time to people and in UTC to machines.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import click

from shoumi.base.messages.reader import say, shown
from shoumi.core.messages import Both

__all__ = ["Both", "done", "document", "head", "plain", "say", "shown", "wants_json"]

JSON = "shoumi.json"


def wants_json() -> bool:
    """Whether ``--json`` was given to this command."""
    return bool(click.get_current_context().meta.get(JSON))


def done(words: Both, /, **facts: object) -> None:
    """Tell that an act was done; ``--json`` prints the facts."""
    if wants_json():
        document(facts)
    else:
        click.echo(say(words, **facts))
        if facts.get("position") is not None:
            click.echo(say(("账本位置 {position}", "ledger position {position}"), **facts))


def head() -> int:
    """Position of the ledger's last entry: where an act just done stands at the latest."""
    from shoumi.base.ledger import reader

    return reader.size() - 1


def document(value: object) -> None:
    """One JSON document."""
    click.echo(json.dumps(plain(value), ensure_ascii=False))


def plain(value: object) -> Any:
    """``value`` as JSON can hold it: references and words as text, bytes in hexadecimal."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(name)): plain(inner) for name, inner in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(map(plain, value))
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return str(value) if isinstance(value, str | Path) else value
