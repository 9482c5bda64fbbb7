"""Questions in GIFT, the plain text that Moodle and others read: out and in again.

Where a question is in both languages its parts are ``中文 // English``.  The topic is its category,
the basis its general feedback.  One right option is written ``=``, several with equal shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shoumi.chapters.learning.rules import Topic
from shoumi.core.messages import Both

_SPECIAL = re.compile(r"([\\~=#{}:])")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_BETWEEN = " // "
_CATEGORY = re.compile(r"\$CATEGORY:\s*(.*)")
_TITLE = re.compile(r"::((?:[^:\\]|\\.)*)::", re.DOTALL)
_OPTION = re.compile(r"(?<!\\)([=~])")
_SHARE = re.compile(r"%(-?[0-9.]+)%")
_MOST_BYTES = 1_000_000
LEAST_OPTIONS, MOST_OPTIONS = 2, 8


class GiftUnreadable(ValueError):
    """``line`` is where the question begins that cannot be read."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Question:
    """``options`` in order, ``right`` the places of those that are right; ``basis`` where it says
    so: an article or a clause."""

    name: str
    topic: Topic
    stem: Both
    options: tuple[Both, ...]
    right: frozenset[int]
    basis: str


def write(questions: Iterable[Question]) -> str:
    parts: list[str] = []
    topic = None
    for one in questions:
        if one.topic is not topic:
            topic = one.topic
            parts.append(f"$CATEGORY: {topic}\n")
        share = f"%{100 / len(one.right):.5f}%"
        options = []
        for place, words in enumerate(one.options):
            is_right = place in one.right
            if len(one.right) == 1:
                sign = "=" if is_right else "~"
            else:
                sign = f"~{share}" if is_right else "~%-100%"
            options.append(f"\t{sign}{_both(words)}")
        body = "\n".join(options)
        basis = f"\n\t####{_escape(one.basis)}" if one.basis else ""
        parts.append(f"::{_escape(one.name)}::{_both(one.stem)} {{\n{body}{basis}\n}}\n")
    return "\n".join(parts)


def _both(words: Both) -> str:
    zh, en = words
    return _escape(f"{zh}{_BETWEEN}{en}" if en else zh)


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text).replace("\n", "\\n")


def read(text: str) -> list[Question]:
    """The questions of choice in a file, at most a million bytes.

    Raises:
        GiftUnreadable: one is of another kind, or not as it should be.
    """
    if len(text.encode()) > _MOST_BYTES:
        raise GiftUnreadable(1)
    topic = Topic.LAW
    found = []
    for line, block in _blocks(text):
        if category := _CATEGORY.match(block):
            word = category.group(1).strip().rpartition("/")[2].upper()
            topic = Topic(word) if word in Topic else topic
            continue
        found.append(_question(line, block, topic))
    return found


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Each part between blank lines with the line it begins in; comments are left out."""
    own: list[str] = []
    begun = 0
    depth = 0
    for number, line in enumerate([*text.lstrip("\ufeff").splitlines(), ""], start=1):
        bare = line.strip()
        if bare.startswith("//") and not depth:
            continue
        if not bare and not depth:
            if own:
                yield begun, "\n".join(own)
            own = []
            continue
        if not own:
            begun = number
        own.append(bare)
        depth += len(re.findall(r"(?<!\\)\{", bare)) - len(re.findall(r"(?<!\\)\}", bare))
    if own:
        raise GiftUnreadable(begun)


def _question(line: int, block: str, topic: Topic) -> Question:
    title = _TITLE.match(block)
    rest = block[title.end() :] if title else block
    opened = re.search(r"(?<!\\)\{", rest)
    closed = re.search(r"(?<!\\)\}\s*\Z", rest)
    if opened is None or closed is None:
        raise GiftUnreadable(line)
    body, _, basis = rest[opened.end() : closed.start()].partition("####")
    parts = _OPTION.split(body)
    options: list[Both] = []
    right: set[int] = set()
    for sign, words in zip(parts[1::2], parts[2::2], strict=True):
        share = _SHARE.match(words.strip())
        told = words.strip()[share.end() :] if share else words.strip()
        if sign == "=" or (share and float(share.group(1)) > 0):
            right.add(len(options))
        options.append(_pair(re.split(r"(?<!\\)#", told)[0]))
    stem = _pair(rest[: opened.start()])
    is_sound = LEAST_OPTIONS <= len(options) <= MOST_OPTIONS and 0 < len(right) < len(options)
    if parts[0].strip() or not is_sound or not stem[0] or not all(zh for zh, _ in options):
        raise GiftUnreadable(line)
    name = _plain(title.group(1)) if title else ""
    return Question(name, topic, stem, tuple(options), frozenset(right), _plain(basis))


def _pair(text: str) -> Both:
    zh, _, en = _plain(text).partition(_BETWEEN)
    return zh.strip(), en.strip()


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda one: "\n" if one.group(1) == "n" else one.group(1), text).strip()
