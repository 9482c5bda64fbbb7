"""The sections of a lesson: a heading and what stands below it, up to the next.

A topic counts as taught (19.1) where somebody other than the writer found the section of the text
that teaches it, in both languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from shoumi.core.messages import Both

# No more in one pattern: what may end in blanks and marks is tried at each of them by every other.
_MARK = re.compile(r"#{1,4}(?=\s)")


@dataclass(frozen=True, slots=True)
class Section:
    """``number`` counts from 1, the same in both languages."""

    number: int
    heading: Both


def sections(text: Both) -> list[Section]:
    """Those that say something in both languages; nothing where the two have not as many."""
    zh, en = (_read(one) for one in text)
    if len(zh) != len(en):
        return []
    return [
        Section(number, (zh_heading, en_heading))
        for number, ((zh_heading, zh_body), (en_heading, en_body)) in enumerate(
            zip(zh, en, strict=True), start=1
        )
        if zh_body and en_body
    ]


def _read(text: str) -> Sequence[tuple[str, str]]:
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        heading = _heading(line)
        if heading:
            found.append((heading, []))
        elif found:
            found[-1][1].append(line)
    return [(heading, "\n".join(lines).strip()) for heading, lines in found]


def _heading(line: str) -> str:
    """What it says without the marks on either side; empty where it is none."""
    mark = _MARK.match(line)
    said = line[mark.end() :].strip() if mark else ""
    return said.rstrip("#").rstrip() or said[:1]
