"""Names of persons: the test for table cells and the context rule for running text.

Cells: Han only, two to four characters; a common surname and at most three, or a compound surname.
Ethnic-minority names carry a middle dot; Latin names are believed under a heading only.
Running text: a surname beside a title or after a word of role, always graded SHAPE.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shoumi.core.scan import tables
from shoumi.core.scan.labels import Candidate, Label, SpanGrade

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff"
_HAN_NAME = re.compile(rf"[{_HAN}]{{2,4}}")
_DOTTED = re.compile(rf"[{_HAN}]{{1,8}}(?:·[{_HAN}]{{1,10}}){{1,3}}")
_LATIN = re.compile(r"[A-Z][A-Za-z'\-]*\.?(?: [A-Z][A-Za-z'\-]*\.?){1,3}")

_ROLES = (
    "联系人|收货人|收件人|姓名|经办人|负责人|法定代表人|法人代表|法人|监护人|申请人|投诉人|持卡人|户主|"
    "委托人|受托人|客户名称|客户|业主|股东|甲方代表|乙方代表|签字人|转让方|受让方|我叫|名叫|本人"
)
_TITLES = "先生|女士|小姐|老师|经理|医生|律师|师傅|同志|阿姨|主任|教授|会计"
_AFTER = re.compile(
    rf"(?:{_TITLES}|电话|手机|身份证|联系|住址|地址|的|于|在|是|和|与|男|女|邮箱|微信|同意|签)"
)
_BY_ROLE = re.compile(rf"(?:{_ROLES})(?:姓名)?[\s:：是为\"“]{{0,4}}(?P<run>[{_HAN}·]{{2,24}})")
_TITLE = re.compile(_TITLES)
_BEFORE = re.compile(rf"[{_HAN}]{{2,4}}\Z")


@cache
def _surnames() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = tables.read("surnames")
    return (
        frozenset("".join(table["single"])),
        frozenset(table["compound"]),
        frozenset(table["doubtful"]),
    )


def _is_han_name(value: str) -> bool:
    single, compound, _ = _surnames()
    if value[:2] in compound:
        return len(value) > 2
    return value[0] in single and len(value) <= 3


def is_name(cell: str, *, is_headed: bool = False) -> bool:
    """Has a whole cell the shape of a name?  Latin names only under a heading."""
    if _HAN_NAME.fullmatch(cell):
        return _is_han_name(cell)
    if _DOTTED.fullmatch(cell):
        return True
    return is_headed and _LATIN.fullmatch(cell) is not None


def _length(run: str) -> int | None:
    """Length of the name that begins a run of Han characters."""
    dotted = _DOTTED.match(run)
    if dotted:
        return dotted.end()
    longest = 4 if run[:2] in _surnames()[1] else 3
    for length in range(min(longest, len(run)), 1, -1):
        ends = length == len(run) or _AFTER.match(run, length)
        if ends and _is_han_name(run[:length]):
            return length
    return None


def _before_title(run: str) -> int | None:
    """Length of the name that ends a run before a title."""
    single, compound, doubtful = _surnames()
    for length in range(min(4, len(run)), 1, -1):
        name = run[-length:]
        if length > 2 and name[:2] in compound:
            return length
        if length <= 3 and name[0] in single and name[0] not in doubtful:
            return length
    return None


def find(text: str) -> Iterator[Candidate]:
    """Names in running text."""
    for match in _BY_ROLE.finditer(text):
        length = _length(match["run"])
        if length:
            start = match.start("run")
            yield Candidate(start, start + length, Label.PERSON, False, SpanGrade.SHAPE)
    for title in _TITLE.finditer(text):
        before = _BEFORE.search(text, max(0, title.start() - 4), title.start())
        length = before and _before_title(before.group())
        if length:
            start = title.start() - length
            yield Candidate(start, title.start(), Label.PERSON, False, SpanGrade.SHAPE)
