"""In which language a door speaks.

The command line knows its reader by the environment; a page says ``speaking`` for who asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from shoumi.base.messages import text
from shoumi.core.messages import Both, Lang

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


def say(words: Both, /, **facts: object) -> str:
    """The words in the reader's language, values as a terminal shows them."""
    return text.say(words, language(), text.TERMINAL, **facts)


def shown(value: object) -> str:
    """A value as a person reads it on a terminal."""
    return text.shown(value, language(), text.TERMINAL)
