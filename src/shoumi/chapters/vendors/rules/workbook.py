"""The questionnaire as a workbook: its columns, and what people enter into them.

A heading, a question and an answer are compared without widths, case and gaps, which programs and
people change without meaning to.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from shoumi.chapters.vendors.rules.questions import Question, Questionnaire
from shoumi.chapters.vendors.rules.score import Value
from shoumi.core.messages import Both

SHEET = "问卷 Questionnaire"
# How the cell begins that says which questionnaire it is: the heading of the column of codes.
MARK = "shoumi-form"
MOST_WORDS = 1_000


class Column(StrEnum):
    """The headings, in order; behind the column of codes."""

    QUESTION = "问题 Question"
    BASIS = "依据 Basis"
    ANSWER = "回答 Answer"
    WORDS = "说明 In your words"
    UNTIL = "证明有效至 Evidence until"
    EVIDENCE = "什么能证明 What shows it"
    LAST = "上次的回答 Last answer"


FILLED_IN = (Column.ANSWER, Column.WORDS, Column.UNTIL)
# What the list of a cell offers.
CHOICES: Mapping[Value, str] = {
    Value.YES: "是 Yes",
    Value.PARTLY: "部分 Partly",
    Value.NO: "否 No",
    Value.NOT_APPLICABLE: "不适用 N/A",
}
_PAIRS: tuple[Both, ...] = (
    (
        "只填“回答”“说明”“证明有效至”三栏；空着的题保持网页上的内容。",
        "Fill in answer, words and date only; what you leave empty stays as it is on the page.",
    ),
    (
        "证明文件不放在这里：上传工作簿以后，在网页上逐题附上。",
        "Evidence stays out of here: attach it on the page, question by question, once it is in.",
    ),
    (
        "填完在同一个网页上传，看一遍再交；上传不等于交。",
        "Upload it on the same page, look through it, then hand it in: an upload hands nothing in.",
    ),
)
NOTES = tuple(f"{zh} {en}" for zh, en in _PAIRS)
_SPELLINGS: Mapping[Value, tuple[str, ...]] = {
    Value.YES: ("是", "是的", "真", "yes", "y", "true"),
    Value.PARTLY: ("部分", "部分是", "部分符合", "partly", "partially", "partial", "in part"),
    Value.NO: ("否", "不是", "假", "no", "n", "false"),
    Value.NOT_APPLICABLE: (
        *("不适用", "n/a", "na", "n.a.", "not applicable", "does not apply"),
        "not_applicable",
    ),
}
# Year, month, day as figures; "1/3/2027" is two days, depending on who reads it.
_DAY = re.compile(r"(20[0-9]{2})([-/.])([0-9]{1,2})\2([0-9]{1,2})")


def key(text: str) -> str:
    """The form in which texts of a workbook are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def value_of(text: str) -> Value | None:
    """The answer that ``text`` is, in either language or both; None: it is none."""
    return _VALUES.get(key(text).rstrip(".。"))


def day_of(text: str) -> date | None:
    """The day that ``text`` is, as ``2027-03-01``, ``2027/3/1`` or ``2027.3.1``."""
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def text_of(one: Question) -> str:
    """The question as its cell has it."""
    return "\n".join(one.text)


def parts(review: str, version: str, questionnaire: Questionnaire) -> tuple[str, ...]:
    """What the mark of a workbook is made over."""
    return (review, version, *questionnaire.by_code)


_VALUES: Mapping[str, Value] = {
    key(text).rstrip("."): value
    for value, texts in _SPELLINGS.items()
    for text in (*texts, CHOICES[value])
}
