"""Column headings: a prior for what a column holds, never proof.

A heading is read in lower case and half width, with underscores and humps as spaces; its last
word rules (``order contact mobile`` is a mobile).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from shoumi.core.scan import tables
from shoumi.core.scan.context import WordList, add_words, lexicon
from shoumi.core.scan.labels import Label
from shoumi.core.scan.text import plain

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_GLUE = re.compile(r"[\s_\-./]+")
# `姓 名` is `姓名` set wide.
_SET_WIDE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class Hint:
    """What a heading speaks for and against."""

    labels: frozenset[Label] = frozenset()
    against: frozenset[Label] = frozenset()


NO_HINT = Hint()


def normal(heading: str) -> str:
    """The form in which headings are compared."""
    spaced = _HUMP.sub(" ", plain(heading).text)
    return _SET_WIDE.sub("", _GLUE.sub(" ", spaced)).strip().lower()


@cache
def _dictionary() -> WordList:
    meanings = {normal(word): meaning for word, meaning in lexicon().meanings.items()}
    table = tables.read("headers")
    for row in [*table["positive"], *table["negative"]]:
        add_words(meanings, row)
    return WordList(meanings)


def hint(heading: str) -> Hint:
    """The meaning of the last known word of ``heading``; the whole heading goes first."""
    words = _dictionary()
    text = normal(heading)
    meaning = words.meanings.get(text)
    for word in words.find(text, 0, len(text)) if meaning is None else ():
        meaning = word.meaning
    return Hint(meaning.labels, meaning.against) if meaning else NO_HINT
