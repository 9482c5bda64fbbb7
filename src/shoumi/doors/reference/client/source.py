"""Python source: docstrings wrapped to the width of a line, the whole in the house's format."""

from __future__ import annotations

import re
import subprocess  # noqa: S404 - a tool of whoever develops the house
import sys
import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import shoumi

Schema = Mapping[str, Any]
_WIDTH = 100
_MARK = "# Written by `make docs` from the description of the API.\n# ruff: noqa: A002\n"
_TERM = "``"


class Unsupported(RuntimeError):
    """The description has something for which no source is known yet."""


def module(tag: str) -> str:
    """The name of the module about ``tag``."""
    return re.sub(r"\W+", "_", tag).lower()


def file(told: str, imports: Iterable[str], parts: Iterable[str]) -> str:
    """A module; of ``imports`` those that are not needed go away with the format."""
    head = "\n".join(["from __future__ import annotations", *imports])
    return f'{_MARK}"""{told}"""\n\n{head}\n\n' + "\n\n".join(parts) + "\n"


def docstring(paragraphs: Iterable[str], indent: int) -> str:
    """Paragraphs as a docstring; lines that begin with a term are items of a list."""
    told = [_wrapped(one, indent) for one in paragraphs if one.strip()]
    if not told:
        return ""
    text = "\n\n".join(told).replace("\\", "\\\\").replace('"""', "'''")
    end = "\n" if "\n" in text or len(text) > _WIDTH - indent - 6 else ""
    return textwrap.indent(f'"""{text}{end}"""\n', " " * indent)


def _wrapped(paragraph: str, indent: int) -> str:
    items: list[str] = []
    for line in paragraph.strip().splitlines():
        if items and not line.startswith(_TERM):
            items[-1] += f" {line.strip()}"
        else:
            items.append(line.strip())
    # The quotes stand before the first line.
    return "\n".join(
        textwrap.fill(
            one,
            _WIDTH - indent - 3,
            subsequent_indent="    " if one.startswith(_TERM) and len(items) > 1 else "",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for one in items
    )


def formatted(name: str, text: str) -> str:
    """``text`` without unused imports, sorted and laid out as ruff does it."""
    place = Path(shoumi.__path__[0]) / "client" / name
    ruff = Path(sys.executable).with_name("ruff")
    for arguments in (("check", "--quiet", "--fix-only", "--select=F401,I"), ("format", "--quiet")):
        done = subprocess.run(  # noqa: S603 - our own tool, arguments as a list
            [ruff, *arguments, f"--stdin-filename={place}", "-"],
            input=text,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        text = done.stdout
    return text
