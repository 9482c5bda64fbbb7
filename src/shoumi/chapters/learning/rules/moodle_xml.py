"""Questions in Moodle's own XML: out and in again.

A question is ``multichoice``; its topic is the category, its basis the general feedback; the two
languages of a part stand as ``中文 // English``, as in GIFT.  Shares of right options are written
with five digits behind the point, as Moodle has them.  What is HTML comes in as its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from shoumi.chapters.learning.rules import Topic
from shoumi.chapters.learning.rules.gift import LEAST_OPTIONS, MOST_OPTIONS, Question
from shoumi.core.messages import Both

_BETWEEN = " // "
MOST_BYTES = 1_000_000
MOST_QUESTIONS = 2_000
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
# What XML 1.0 can hold (2.2); a text without these signs reads the same.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Elements behind which a line ends.
_ENDS_LINE = frozenset({"p", "br", "div", "li"})
_TOP = "$course$/top/"


class MoodleUnreadable(ValueError):
    """``number`` is that of the question that cannot be read, from 1; 0 is the whole file."""

    def __init__(self, number: int) -> None:
        super().__init__(f"question {number}")
        self.number = number


def write(questions: Iterable[Question]) -> str:
    parts = [_HEAD, "<quiz>"]
    topic = None
    for one in questions:
        if one.topic is not topic:
            topic = one.topic
            parts += [
                '<question type="category">',
                f"<category>{_text(_TOP + topic)}</category>",
                "</question>",
            ]
        parts += _written(one)
    return "\n".join([*parts, "</quiz>", ""])


def _written(one: Question) -> list[str]:
    share = 100 / len(one.right)
    is_one = len(one.right) == 1
    options = []
    for place, words in enumerate(one.options):
        wrong = 0.0 if is_one else -100.0
        worth = share if place in one.right else wrong
        options.append(f'<answer fraction="{_number(worth)}" format="plain_text">')
        options += [_text(_joined(words)), "<feedback><text></text></feedback>", "</answer>"]
    return [
        '<question type="multichoice">',
        f"<name>{_text(one.name or one.stem[0])}</name>",
        f'<questiontext format="plain_text">{_text(_joined(one.stem))}</questiontext>',
        f'<generalfeedback format="plain_text">{_text(one.basis)}</generalfeedback>',
        "<defaultgrade>1</defaultgrade>",
        f"<single>{str(is_one).lower()}</single>",
        "<shuffleanswers>true</shuffleanswers>",
        "<answernumbering>ABCD</answernumbering>",
        *options,
        "</question>",
    ]


def _number(share: float) -> str:
    return f"{share:.5f}".rstrip("0").rstrip(".")


def _text(words: str) -> str:
    return f"<text>{escape(_ILLEGAL.sub('', words), quote=False)}</text>"


def _joined(words: Both) -> str:
    zh, en = words
    return f"{zh}{_BETWEEN}{en}" if en else zh


def read(content: bytes) -> list[Question]:
    """The questions of choice in a file, at most a million bytes.

    Raises:
        MoodleUnreadable: it is no such file or a hostile one, a question is of another kind, shows
            a file, or is not as it should be.
    """
    if len(content) > MOST_BYTES:
        raise MoodleUnreadable(0)
    try:
        quiz = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise MoodleUnreadable(0) from error
    if quiz.tag != "quiz" or len(quiz) > MOST_QUESTIONS:
        raise MoodleUnreadable(0)
    topic, found, number = Topic.LAW, list[Question](), 0
    for one in quiz.iterfind("question"):
        if one.get("type") == "category":
            word = (one.findtext("category/text") or "").rpartition("/")[2].strip().upper()
            topic = Topic(word) if word in Topic else topic
            continue
        number += 1
        found.append(_question(one, topic, number))
    return found


def _question(one: Any, topic: Topic, number: int) -> Question:
    is_plain = one.get("type") == "multichoice" and one.find(".//file") is None
    answers = one.findall("answer")
    options = tuple(_pair(_said(answer)) for answer in answers)
    try:
        right = frozenset(
            place for place, answer in enumerate(answers) if float(answer.get("fraction", "")) > 0
        )
    except ValueError as error:
        raise MoodleUnreadable(number) from error
    stem = _pair(_said(one.find("questiontext")))
    is_sound = LEAST_OPTIONS <= len(options) <= MOST_OPTIONS and 0 < len(right) < len(options)
    if not (is_plain and is_sound and stem[0] and all(zh for zh, _ in options)):
        raise MoodleUnreadable(number)
    basis = _said(one.find("generalfeedback"))
    return Question(_said(one.find("name")), topic, stem, options, right, basis)


def _said(part: Any) -> str:
    """What stands in ``<text>``, without the marks of HTML where it is HTML."""
    if part is None:
        return ""
    words = part.findtext("text") or ""
    is_marked = part.get("format") in ("html", "moodle_auto_format", None) and part.tag != "name"
    return (_bare(words) if is_marked else words).strip()


def _bare(words: str) -> str:
    reader = _Words()
    reader.feed(words)
    reader.close()
    lines = "".join(reader.parts).replace("\xa0", " ").splitlines()
    return "\n".join(line for line in map(str.strip, lines) if line)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "br":
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _ENDS_LINE:
            self.parts.append("\n")


def _pair(text: str) -> Both:
    zh, _, en = text.partition(_BETWEEN)
    return zh.strip(), en.strip()
