"""Names of persons: the test for table cells and the context rule for running text.

Cells: Han only, two to four characters; a common surname and at most three, or a compound surname.
Ethnic-minority names carry a middle dot; Latin names are believed under a heading only.
Under a heading of names a cell may also hold a rare surname, a blank inside, a title behind it or
the same name in Latin letters in brackets.
Running text: a surname beside a title or after a word of role, always graded SHAPE.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shoumi.core.scan import tables
from shoumi.core.scan.labels import Candidate, Label, SpanGrade

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ffff"
_HAN_NAME = re.compile(rf"[{HAN}]{{2,4}}")
# The middle dot and what is typed for it.
DOTS = "·•‧・･∙"
_DOTTED = re.compile(rf"[{HAN}]{{1,8}}(?:[{DOTS}][{HAN}]{{1,10}}){{1,3}}")
_ALL_HAN = re.compile(rf"[{HAN}]+")
_LATIN = re.compile(r"[A-Z][A-Za-z'\-]*\.?(?: [A-Z][A-Za-z'\-]*\.?){1,3}")

ROLES = (
    "联系人|收货人|收件人|寄件人|发件人|收款人|付款人|户名|投保人|被保险人|受益人|担保人|持证人|复核人|审核人|推荐人|签收人|保洁员|业务员|患者|姓名|经办人|负责人|法定代表人|法人代表|法人|监护人|申请人|投诉人|持卡人|户主|"
    "委托人|受托人|客户名称|客户|业主|股东|甲方代表|乙方代表|签字人|转让方|受让方|甲方|乙方|丙方|我叫|名叫|本人"
)
TITLES = "先生|女士|小姐|老师|经理|医生|律师|师傅|同志|阿姨|主任|教授|会计"
_AFTER = re.compile(
    rf"(?:{TITLES}|电话|手机|身份证|联系|住址|地址|的|于|在|是|和|与|男|女|邮箱|微信|同意|签|已|将|负责|确认|"
    "核对|填写|提交|办理|表示|要求|反映|投诉|申请|来电|委托)"
)
# What stands behind a name of two characters rather than ends one of three.
_NEVER_LAST = frozenset("已将未曾的于在是和与说称要")
_BY_ROLE = re.compile(
    rf"(?P<role>{ROLES})(?:姓名)?(?P<mark>[\s:：是为\"“]{{0,4}})(?P<run>[{HAN}{DOTS}]{{2,24}})"
)
# Roles that stand before a name and hardly before anything else.
_ALWAYS = frozenset({"我叫", "名叫", "姓名", "收件人", "收货人", "经办人", "监护人", "法定代表人"})
_LATIN_BY_ROLE = re.compile(
    r"(?:(?:姓名|联系人|收件人|[Nn]ame|[Cc]ontact)[:：] ?|\b(?:Mr|Ms|Mrs|Dr)\.? |Miss )"
    r"(?P<run>[A-Z][A-Za-z'\-]+(?: [A-Z][A-Za-z'\-]*\.?){0,3})(?![0-9A-Za-z@])"
)
_IN_BRACKETS = re.compile(r"[（(][^（）()]{1,20}[）)]\Z")
_TITLE_BEHIND = re.compile(rf"(?:{TITLES})\Z")
_TITLE = re.compile(TITLES)
_BEFORE = re.compile(rf"[{HAN}]{{2,4}}\Z")


@cache
def surnames() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = tables.read("surnames")
    return (
        frozenset("".join(table["single"])),
        frozenset(table["compound"]),
        frozenset(table["doubtful"]),
    )


def _is_han_name(value: str) -> bool:
    single, compound, _ = surnames()
    if value[:2] in compound:
        return len(value) > 2
    return value[0] in single and len(value) <= 3


def is_name(cell: str) -> bool:
    """Has a whole cell the shape of a name?"""
    if _HAN_NAME.fullmatch(cell):
        return _is_han_name(cell)
    return _DOTTED.fullmatch(cell) is not None


def is_headed_name(cell: str) -> bool:
    """The same under a heading of names, where people write more than the name."""
    bare = _IN_BRACKETS.sub("", cell).strip()
    if _LATIN.fullmatch(bare.replace(", ", " ")):
        return True
    bare = _TITLE_BEHIND.sub("", bare.replace(" ", "").replace("\u3000", ""))
    if _HAN_NAME.fullmatch(bare):
        return bare not in tables.read("surnames")["nobody"]
    return len(bare) == 1 != len(cell) and bare in surnames()[0] or is_name(bare)


def _length(run: str) -> int | None:
    """Length of the name that begins a run of Han characters."""
    dotted = _DOTTED.match(run)
    if dotted:
        return dotted.end()
    longest = 4 if run[:2] in surnames()[1] else 3
    for length in range(min(longest, len(run)), 1, -1):
        ends = length == len(run) or _AFTER.match(run, length)
        is_short = length > 2 and run[length - 1] in _NEVER_LAST
        if ends and not is_short and _is_han_name(run[:length]):
            return length
    return None


def _before_title(run: str) -> int | None:
    """Length of the name that ends a run before a title."""
    single, compound, doubtful = surnames()
    for length in range(min(4, len(run)), 1, -1):
        name = run[-length:]
        if length > 2 and name[:2] in compound:
            return length
        if length <= 3 and name[0] in single and name[0] not in doubtful:
            return length
    return None


def is_han(text: str) -> bool:
    """Nothing but Han characters?"""
    return _ALL_HAN.fullmatch(text) is not None


def by_role(text: str, *, is_marked: bool = False) -> Iterator[Candidate]:
    """Names after a word of role; ``is_marked``: after a colon or a word that is always followed
    by a name, for callers who have a better reader for the rest.
    """
    doubtful = surnames()[2]
    for match in _BY_ROLE.finditer(text):
        length = _length(match["run"])
        has_colon = bool({":", "："}.intersection(match["mark"]))
        sure = has_colon or match["role"] in _ALWAYS
        # `the client and …`: 和 is a surname and a word.
        guess = not is_marked and match["role"][1:] != "方" and match["run"][0] not in doubtful
        plain = match["run"][:2] in surnames()[1]
        if length and (sure or guess or plain):
            start = match.start("run")
            yield Candidate(start, start + length, Label.PERSON, False, SpanGrade.SHAPE)
    for match in _LATIN_BY_ROLE.finditer(text):
        yield Candidate(*match.span("run"), Label.PERSON, False, SpanGrade.SHAPE)


def find(text: str) -> Iterator[Candidate]:
    """Names in running text."""
    yield from by_role(text)
    for title in _TITLE.finditer(text):
        before = _BEFORE.search(text, max(0, title.start() - 4), title.start())
        length = before and _before_title(before.group())
        if length:
            start = title.start() - length
            yield Candidate(start, title.start(), Label.PERSON, False, SpanGrade.SHAPE)
