"""In which language a door speaks, and how a value reads in it.

The command line knows its reader by the environment; a page says ``speaking`` for who asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from enum import Enum
from typing import Literal

from shoumi.core.calendar import CHINA

Lang = Literal["zh", "en"]
# Chinese, English.
Bilingual = tuple[str, str]

_spoken: ContextVar[Lang | None] = ContextVar("spoken", default=None)


@contextmanager
def speaking(lang: Lang) -> Iterator[None]:
    """Inside, words are in ``lang``: of a reader who is not the one who started the program."""
    before = _spoken.set(lang)
    try:
        yield
    finally:
        _spoken.reset(before)


def language() -> Lang:
    """``speaking``'s, else the reader's: ``SHOUMI_LANG``, else the locale's, else Chinese."""
    if (spoken := _spoken.get()) is not None:
        return spoken
    wanted = os.environ.get("SHOUMI_LANG") or os.environ.get("LANG") or ""
    return "en" if wanted.lower().startswith("en") else "zh"


def say(words: Bilingual, **facts: object) -> str:
    """The words in the reader's language, with ``{named}`` places filled."""
    chosen = words[0] if language() == "zh" else words[1]
    return chosen.format(**{name: shown(value) for name, value in facts.items()})


def shown(value: object) -> str:
    """A value as a person reads it."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return say(("是", "yes")) if value else say(("否", "no"))
    if isinstance(value, datetime):
        return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}"
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, set | frozenset):
        value = sorted(value)
    if isinstance(value, list | tuple):
        return ("、" if language() == "zh" else ", ").join(map(shown, value)) or "—"
    return str(value.value if isinstance(value, Enum) else value)
