"""Words near a number: what it is, or what it is not.

The nearest word within the clause wins; a word against takes the number down even where the check
digit passes.  Clause marks and line ends close the window; the enumeration comma does not, since
lists share their word.  A word that already has its number between itself and the candidate is
spent.  A word after a number counts only if no value follows the word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from typing import Any

from shoumi.core.scan import tables
from shoumi.core.scan.labels import Candidate, Label

_CLAUSE_END = re.compile(
    r"[，。；！？,;!?|\n\r\v\f\x85\u2028\u2029]|(?<![Nn][Oo])(?<![Tt][Ee][Ll])\.(?=\s|$)"
)
_OTHER_NUMBER = re.compile(r"[0-9A-Za-z@._\-]*[0-9][0-9 \-]*[0-9][0-9A-Za-z@._\-]*[0-9]")
_LIST = re.compile(r"\s*[、/和或及与]\s*\Z")
_VALUE_FOLLOWS = re.compile(r"\s*(?:号码|号)?\s*[:：=是为]|[\s号码\"']*[0-9A-Za-z]")

# What only an amount has around it.
_MONEY_BEFORE = re.compile(r"(?:[¥￥$€£]|RMB|CNY|USD|HKD) ?\Z")
_MONEY_AFTER = re.compile(
    r" ?(?:元|[万亿](?:元|美元)?|美元|港元|欧元|港币|人民币|块钱|RMB|CNY|USD)"
)
_AMOUNTS = frozenset(
    {
        Label.RESIDENT_ID,
        Label.BANK_CARD,
        Label.MOBILE,
        Label.LANDLINE,
        Label.TAIWAN_PERMIT,
        Label.IMEI,
        Label.QQ,
        Label.BANK_ACCOUNT,
    }
)

# How far a word speaks, in characters.
_REACH = 40
_REACH_AGAINST = 20
_REACH_AFTER = 8
# Labels that are nothing but digits beside a word: the word stands at once before them.
_CLOSE = {
    Label.QQ: 10,
    Label.WECHAT: 10,
    Label.TAIWAN_PERMIT: 12,
    Label.HK_MACAU_PERMIT: 20,
    Label.DATE_OF_BIRTH: 10,
    Label.BANK_ACCOUNT: 30,
    Label.LANDLINE: 14,
    Label.PASSPORT: 20,
    Label.IMEI: 20,
    Label.MAC: 20,
}


class Said(Enum):
    """What the surroundings say of a candidate."""

    NOTHING = auto()
    YES = auto()
    NO = auto()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one word speaks for and against."""

    labels: frozenset[Label]
    against: frozenset[Label]
    weight: float


_NO_MEANING = Meaning(frozenset(), frozenset(), 1.0)


@dataclass(frozen=True, slots=True)
class Word:
    """A word found in the text."""

    start: int
    end: int
    meaning: Meaning


def _start(word: Word) -> int:
    return word.start


class WordList:
    """Finds known words, the longest at each place; ASCII words between ASCII boundaries.

    A digit may follow an ASCII word at once: ``QQ12345678``.
    """

    __slots__ = ("_firsts", "_lengths", "longest", "meanings")

    def __init__(self, meanings: Mapping[str, Meaning]) -> None:
        self.meanings = dict(meanings)
        self.longest = max(map(len, meanings))
        lengths: dict[str, set[int]] = {}
        for word in meanings:
            lengths.setdefault(word[0], set()).add(len(word))
        self._lengths = {char: sorted(found, reverse=True) for char, found in lengths.items()}
        ascii_firsts = {c for char in lengths if char.isascii() for c in (char, char.upper())}
        others = "".join(sorted(char for char in lengths if not char.isascii()))
        # One class for both, so that the engine jumps from one possible beginning to the next.
        self._firsts = re.compile(
            rf"[{others}{re.escape(''.join(sorted(ascii_firsts)))}](?<![0-9A-Za-z][A-Za-z])"
        )

    def _at(self, text: str, start: int, stop: int) -> Word | None:
        for length in self._lengths[text[start].lower()]:
            end = start + length
            meaning = self.meanings.get(text[start:end].lower()) if end <= stop else None
            is_cut = text[end - 1 : end].isascii() and text[end : end + 1].isascii()
            if meaning and not (is_cut and text[end : end + 1].isalpha()):
                return Word(start, end, meaning)
        return None

    def find(self, text: str, begin: int, stop: int) -> Iterator[Word]:
        """The words of ``text[begin:stop]``, without overlaps."""
        free = begin
        for match in self._firsts.finditer(text, begin, stop):
            word = self._at(text, match.start(), stop) if match.start() >= free else None
            if word:
                free = word.end
                yield word


@cache
def lexicon() -> WordList:
    """All context words, in lower case."""
    meanings: dict[str, Meaning] = {}
    table = tables.read("keywords")
    for row in [*table["positive"], *table["negative"]]:
        add_words(meanings, row)
    return WordList(meanings)


def add_words(meanings: dict[str, Meaning], row: Mapping[str, Any]) -> None:
    """Enter the words of one row of a data file; a word may stand in several rows."""
    labels = frozenset(map(Label, row.get("labels", ())))
    against = frozenset(map(Label, row.get("against", ())))
    for word in map(str.lower, row["words"]):
        known = meanings.get(word, _NO_MEANING)
        meanings[word] = Meaning(
            known.labels | labels, known.against | against, row.get("weight", 1.0)
        )


class Surroundings:
    """The words of one text, read clause by clause when a candidate asks."""

    __slots__ = ("_ends", "_read", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [m.start() for m in _CLAUSE_END.finditer(text)]
        self._read: dict[int, list[Word]] = {}

    def _words(self, start: int, end: int) -> list[Word]:
        """The words of the clause around ``start``-``end`` that stand within reach."""
        left = bisect_right(self._ends, start) - 1
        if left not in self._read:
            right = bisect_left(self._ends, end)
            begin = self._ends[left] + 1 if left >= 0 else 0
            stop = self._ends[right] if right < len(self._ends) else len(self._text)
            self._read[left] = list(lexicon().find(self._text, begin, stop))
        words = self._read[left]
        since = bisect_left(words, start - _REACH - lexicon().longest, key=_start)
        return words[since : bisect_right(words, end + _REACH_AFTER, key=_start)]

    def _is_spent(self, gap: str) -> bool:
        others = list(_OTHER_NUMBER.finditer(gap))
        return bool(others) and not _LIST.match(gap[others[-1].end() :])

    def _distance(self, word: Word, candidate: Candidate) -> float | None:
        """Weighted distance; None: the word does not speak of this candidate."""
        if word.end <= candidate.start:
            gap = self._text[word.end : candidate.start]
            against = candidate.label in word.meaning.against
            reach = _REACH_AGAINST if against else _CLOSE.get(candidate.label, _REACH)
            if len(gap) > reach or self._is_spent(gap):
                return None
            return len(gap) / word.meaning.weight
        if word.start >= candidate.end:
            gap = self._text[candidate.end : word.start]
            if len(gap) > _REACH_AFTER or _VALUE_FOLLOWS.match(self._text, word.end):
                return None
            # A word before a number is the rule, one after it the exception.
            return 2 * len(gap) / word.meaning.weight + 2
        return None

    def _is_amount(self, candidate: Candidate) -> bool:
        if candidate.label not in _AMOUNTS:
            return False
        before = self._text[max(0, candidate.start - 4) : candidate.start]
        if _MONEY_BEFORE.search(before):
            return True
        return _MONEY_AFTER.match(self._text, candidate.end) is not None

    def said_of(self, candidate: Candidate) -> Said:
        """What the nearest word that knows the candidate's label says; an amount is no number."""
        if self._is_amount(candidate):
            return Said.NO
        best, said = float("inf"), Said.NOTHING
        for word in self._words(candidate.start, candidate.end):
            for verdict, labels in (
                (Said.YES, word.meaning.labels),
                (Said.NO, word.meaning.against),
            ):
                if candidate.label not in labels:
                    continue
                distance = self._distance(word, candidate)
                if distance is not None and distance < best:
                    best, said = distance, verdict
        return said
