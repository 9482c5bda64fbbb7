"""People and addresses from the tokens of a tagged sentence.

A tagger cuts a sentence into tokens with a tag each: ``PER`` person, ``LOC`` place, ``ORG``
organisation, ``nr`` part of a name, and word classes (``n``, ``v``, ``w`` ...).  What it says is
mended where the writing of names settles the matter:

- parts round a middle dot are one name, and so are Latin words in a row;
- a surname cut from its given name takes it back at the end of a clause or beside a word of role;
- a name that a word of trade follows (``李宁品牌``) is a company's;
- a place grows over the address suffixes after it; a place alone is no address.

A surname with a title (``李先生``, ``王总``) is one span, as the tagger says it; a full name leaves
its title out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from shoumi.core.scan import addresses, names
from shoumi.core.scan.names import HAN


class Token(NamedTuple):
    """``start`` and ``end`` are code points of the sentence, end exclusive."""

    start: int
    end: int
    tag: str


Offsets = tuple[int, int]

_PERSON_TAGS = frozenset({"PER", "nr"})
_DOT = re.compile(f"[{names.DOTS}]")
_LATIN = re.compile(r"[A-Za-z.'\-]{2,}")
_LATIN_GAP = re.compile(r"[ .]{1,2}")
# Han, or Latin that is no abbreviation.
_NAME_CHAR = re.compile(f"[{HAN}a-z]")
# Characters that write the sounds of other languages: a name with a dot goes on over them.
_SOUNDS = frozenset(
    "阿艾安巴白拜班宝贝比波伯布卜不才次措达丹旦当德登迪地丁东都杜顿多朵俄额恩尔尕嘎噶改盖甘哥格根贡古瓜"
    "哈海罕汉赫合洪华霍吉加佳嘉江杰金卡凯坎康柯科克库肯拉莱兰朗劳勒雷里力丽利莲列林留卢鲁伦罗洛玛马麦买曼毛梅美"
    "蒙米密明莫姆木穆纳娜乃南尼妮宁诺努帕潘佩皮平普其奇强乔琼曲热仁日茹荣萨赛桑森沙山莎珊什史斯丝松苏索塔台坦汤陶"
    "特提图逊吐托瓦旺威维温沃乌西希夏香辛雪雅亚延扬耶叶依伊衣义因尤约扎泽增扎珍孜宗佐"
)
_CUT_TAGS = frozenset({"v", "n", "nz", "nr", "vn", "LOC", "PER"})
_TRADE = re.compile(
    r"(?:品牌|牌子|集团|公司|股份|有限|专卖|旗舰店|门店|专柜|商城|超市|酒店|饭店|饭庄|药业|"
    r"药房|珠宝|凉茶|方便面|运动鞋|球鞋|跑鞋|剪刀|烤鸭|包子|酱油|白酒|红酒|官网)"
)
_TRADE_END = re.compile(r"(?:凉茶|珠宝|药业|酒店|饭店|集团|公司|烤鸭|包子|剪刀)\Z")
_JOINS = re.compile(r"[、和与及]\Z")
_CLAUSE_ENDS = re.compile(r"[\s，。；！？、：,;!?:()（）“”\"]|$")
_AFTER_SURNAME = re.compile(r"[\s，。；！？、：,;!?:()（）“”\"的已等和与]|$")
# After a name of two characters these open the next word.
_NOT_GIVEN = frozenset("男女君氏总哥姐叔姨爷婶嫂妈爸老家处方手店班组等某吧们")
_GIVEN_TAGS = frozenset({"n", "nz", "nr", "m", "vn", "a", "an"})


def _text(sentence: str, token: Token) -> str:
    return sentence[token.start : token.end]


def _is_person(token: Token) -> bool:
    return token.tag in _PERSON_TAGS


def _dotted(sentence: str, tokens: Sequence[Token]) -> Iterator[Offsets]:
    """Names with a middle dot, from the first part to the last."""
    place_of = {at: token for token in tokens for at in range(token.start, token.end)}
    found: Offsets | None = None
    for dot in _DOT.finditer(sentence):
        left, right = place_of.get(dot.start() - 1), place_of.get(dot.end())
        if left is None or right is None or not _is_between(sentence, dot.start()):
            continue
        if not (_is_person(left) or _is_person(right) or _is_person(place_of[dot.start()])):
            continue
        name = _from_sound(sentence, left.start), _to_sound(sentence, tokens, right.end)
        if found and name[0] < found[1]:
            name = found[0], name[1]
        elif found:
            yield found
        found = name
    if found:
        yield found


def _is_between(sentence: str, dot: int) -> bool:
    return names.is_han(sentence[dot - 1]) and names.is_han(sentence[dot + 1])


def _from_sound(sentence: str, start: int) -> int:
    """Where the name begins if the tagger left its first characters to the word before."""
    least = max(0, start - 2)
    while start > least and sentence[start - 1] in _SOUNDS:
        start -= 1
    return start


def _to_sound(sentence: str, tokens: Sequence[Token], end: int) -> int:
    """Where the name ends if the tagger cut its last part up."""
    for token in tokens:
        if token.start == end and token.tag in _CUT_TAGS:
            if not _SOUNDS.issuperset(_text(sentence, token)):
                break
            end = token.end
    return end


def _is_trade(sentence: str, tokens: Sequence[Token], place: int) -> bool:
    """Is the name a company's or a brand's?"""
    token = tokens[place]
    if _TRADE_END.search(_text(sentence, token)) or _TRADE.match(sentence, token.end):
        return True
    if place < 2 or not _JOINS.match(_text(sentence, tokens[place - 1])):
        return False
    return tokens[place - 2].tag == "ORG"


def _given_back(sentence: str, tokens: Sequence[Token], place: int) -> int:
    """End of the name in ``tokens[place]`` with the given name that was cut off."""
    token = tokens[place]
    name, rest = _text(sentence, token), tokens[place + 1 : place + 2]
    if not rest or not names.is_han(name) or len(name) > 2 or name[0] not in names.surnames()[0]:
        return token.end
    given = _text(sentence, rest[0])
    whole = name + given
    fits = len(whole) in (2, 3) and names.is_han(given) and not _NOT_GIVEN.intersection(given)
    is_alone = len(name) == 1
    is_tagged = rest[0].tag in _GIVEN_TAGS or (is_alone and rest[0].tag == "v")
    ends = _AFTER_SURNAME if is_alone else _CLAUSE_ENDS
    if fits and is_tagged and ends.match(sentence, rest[0].end):
        return rest[0].end
    return token.end


def _tagged(sentence: str, tokens: Sequence[Token]) -> Iterator[Offsets]:
    """The tagger's own names, mended."""
    previous: Offsets | None = None
    for place, token in enumerate(tokens):
        if not _is_person(token) or _is_trade(sentence, tokens, place):
            continue
        start, end = token.start, _given_back(sentence, tokens, place)
        if previous and _LATIN_GAP.fullmatch(sentence, previous[1], start):
            both = _LATIN.fullmatch(sentence, *previous), _LATIN.fullmatch(sentence, start, end)
            if all(both):
                previous = previous[0], end
                continue
        if previous:
            yield previous
        previous = start, end
    if previous:
        yield previous


def people(sentence: str, tokens: Sequence[Token]) -> list[Offsets]:
    """The names of ``sentence``, in order, without overlaps."""
    found = list(_dotted(sentence, tokens)) if _DOT.search(sentence) else []
    for one in _tagged(sentence, tokens):
        if not any(_overlap(one, other) for other in found):
            found.append(one)
    sure = {c.start for c in names.by_role(sentence, is_marked=True)}
    for candidate in names.by_role(sentence):
        told = candidate.start, candidate.end
        near = [other for other in found if _overlap(told, other)]
        if (told[0] in sure and not near) or _is_cut_short(sentence, told, near):
            found = [other for other in found if other not in near] + [told]
    return sorted(one for one in found if _NAME_CHAR.search(sentence, *one))


def _is_cut_short(sentence: str, by_role: Offsets, near: Sequence[Offsets]) -> bool:
    """Has the tagger the surname alone, or all but the last character of what the role names?"""
    start, end = by_role
    if near == [(start, start + _surname(sentence, by_role))]:
        return True
    return near == [(start, end - 1)] and sentence[end - 1] not in _NOT_GIVEN


def _surname(sentence: str, name: Offsets) -> int:
    """How long the surname is that ``name`` begins with."""
    return 2 if sentence[name[0] : name[0] + 2] in names.surnames()[1] else 1


def _overlap(one: Offsets, other: Offsets) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@cache
def _part() -> re.Pattern[str]:
    """One more part of an address after a place: a number or a name with its suffix."""
    table = addresses.table()
    number = "|".join(sorted(table["number"], key=len, reverse=True))
    named = "|".join(
        sorted({*table["road"], *table["site"], *table["area"]}, key=len, reverse=True)
    )
    numeral = "0-9A-Za-z一二三四五六七八九十百\\-"
    return re.compile(
        rf" ?(?:[{numeral}]{{1,8}}(?:{number})"
        rf"|[{HAN}{numeral}]{{1,10}}?(?:{named}|(?<=[{numeral}])(?:{number})))"
    )


_LOOSE = re.compile(r"[的在和与到从是有个这那都我你他她您说去来了及或]")
_TAIL = re.compile(r"[0-9]{1,5}(?:-[0-9]{1,5}){0,3}(?![0-9年月日元%.:])")


def _grown(sentence: str, end: int) -> int:
    while part := _part().match(sentence, end):
        if _LOOSE.search(part.group()):
            break
        end = part.end()
    tail = _TAIL.match(sentence, end)
    return tail.end() if tail else end


def places(sentence: str, tokens: Sequence[Token]) -> list[Offsets]:
    """The addresses of ``sentence``: places grown over what follows, and what the rule finds."""
    found: list[Offsets] = []
    for token in tokens:
        if token.tag != "LOC" or (found and token.start < found[-1][1]):
            continue
        start = found.pop()[0] if found and found[-1][1] == token.start else token.start
        found.append((start, _grown(sentence, token.end)))
    found = [one for one in found if addresses.is_told(sentence[one[0] : one[1]])]
    for candidate in addresses.find(sentence):
        told = candidate.start, candidate.end
        near = [other for other in found if _overlap(told, other)]
        found = [other for other in found if other not in near]
        found.append(_joined(sentence, told, near) if near else told)
    return sorted(found)


def _joined(sentence: str, by_rule: Offsets, grown: Sequence[Offsets]) -> Offsets:
    """One address of what the rule and the tagger say: the tagger knows words before it apart."""
    start = min(start for start, _ in grown)
    before = sentence[by_rule[0] : start]
    if addresses.suffixes(before) and not _LOOSE.search(before):
        start = by_rule[0]
    return start, max(by_rule[1], *(end for _, end in grown))
