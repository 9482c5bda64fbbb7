"""PDF: what of its packed contents breaks off, and which pages draw from it.

The reader of pages takes what a damaged stream gives and says nothing of the rest, and rebuilds a
lost table of objects out of what is left.  So the packed streams are unpacked here once more, with
their check sums, and the end of the file is looked at.
"""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+obj\b")
_HEAD_ENDS = re.compile(rb"(?<!end)stream(?:\r\n|\n|\r)|endobj")
_LENGTH = re.compile(rb"/Length\s+(\d{1,12})(\s+\d+\s+R)?")
_FILTER = re.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_NAME = re.compile(rb"/(\w+)")
_REFERENCE = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+R\b")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_PARENT = re.compile(rb"/Parent\s+(\d{1,10})\s+\d+\s+R")
_CONTENTS = re.compile(rb"/Contents\s*(\[[^\]]*\]|\d{1,10}\s+\d+\s+R)")
_FIRST = re.compile(rb"/First\s+(\d{1,10})\b")
_KIDS = re.compile(rb"/Kids\s*\[([^\]]*)\]")
_ROOT = re.compile(rb"/Root\s+(\d{1,10})\s+\d+\s+R")
_PAGES = re.compile(rb"/Pages\s+(\d{1,10})\s+\d+\s+R")
# What leads from a page to others, or to what is not drawn on it.
_ELSEWHERE = re.compile(
    rb"/(?:Parent|P|Pg|Kids|Annots|Dest|A|AA|B|Prev|Next|Thumb|K|Metadata)"
    rb"\s*(?:\d+\s+\d+\s+R|\[[^\]]*\])"
)
_TYPE = re.compile(rb"/Type\s*/(\w+)")
_TAIL = re.compile(rb"startxref\s+(\d{1,12})\s+%%EOF")
_TAIL_BYTES = 2048
# A few streams may unpack to more than a page ever needs; no more than this of one is looked at.
_MOST_OF_ONE, _MOST_OF_ALL, _CHUNK = 32 << 20, 256 << 20, 1 << 20


@dataclass(slots=True)
class _Object:
    """``start``, ``end`` of its stream, both 0 where it has none"""

    head: bytes
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Damage:
    """``pages`` from 1; ``is_beside`` where it cannot be told which page it is about."""

    pages: frozenset[int] = field(default_factory=frozenset)
    is_beside: bool = False


def damage(data: bytes) -> Damage:
    """What of a PDF that could be opened is not as it was written."""
    found = dict(_objects(data))
    is_sealed = b"/Encrypt" in data
    unpacked = _Unpacked(data, found, is_sealed=is_sealed)
    broken = {number for number, one in found.items() if one.end and not unpacked.is_whole(one)}
    for number, one in list(found.items()):
        if number not in broken and not is_sealed and _type(one.head) == b"ObjStm":
            for inner, head in unpacked.objects(one):
                found.setdefault(inner, _Object(head))
    told, reached = set[int](), set[int]()
    links: dict[int, list[int]] = {}
    for place, number in enumerate(_pages(data, found), 1):
        # An object that a page is drawn by and that is nowhere to be found was cut away.
        is_lost = not is_sealed and not _contents(number, found) <= found.keys()
        drawn = _drawn(number, found, links) if broken else set[int]()
        reached |= drawn
        if is_lost or drawn & broken:
            told.add(place)
    return Damage(frozenset(told), is_beside=bool(broken - reached) or not _ends(data))


def _objects(data: bytes) -> Iterator[tuple[int, _Object]]:
    """Every object that stands in the open; of one that was written twice the last counts."""
    at = 0
    while told := _OBJECT.search(data, at):
        ends = _HEAD_ENDS.search(data, told.end())
        if ends is None:
            yield int(told[1]), _Object(data[told.end() :])
            return
        head, at = data[told.end() : ends.start()], ends.end()
        if ends[0] == b"endobj":
            yield int(told[1]), _Object(head)
            continue
        length = _LENGTH.search(head)
        known = at + int(length[1]) if length and not length[2] else 0
        if known and data[known : known + 12].lstrip().startswith(b"endstream"):
            end = known
        else:
            end = data.find(b"endstream", at)
            end = len(data) if end < 0 else end
        yield int(told[1]), _Object(head, at, max(end, at + 1))
        at = end


class _Unpacked:
    def __init__(self, data: bytes, found: dict[int, _Object], *, is_sealed: bool) -> None:
        self.data, self.found, self.is_sealed = data, found, is_sealed
        self.left = _MOST_OF_ALL

    def is_whole(self, one: _Object) -> bool:
        """Whether the stream unpacks to its end, or, where it is not packed, is as long as it
        says."""
        names = _filters(one.head)
        if self.is_sealed or not names or names[-1] != b"FlateDecode":
            return self._is_as_long(one)
        try:
            return self._ends(_packed(self.data[one.start : one.end], names))
        except (zlib.error, ValueError):
            return False

    def _ends(self, packed: bytes) -> bool:
        reader, most, fed = zlib.decompressobj(), min(_MOST_OF_ONE, self.left), packed
        while fed and not reader.eof and most > 0:
            got = len(reader.decompress(fed, _CHUNK))
            most, self.left, fed = most - got, self.left - got, reader.unconsumed_tail
        return reader.eof or most <= 0

    def _is_as_long(self, one: _Object) -> bool:
        length = _LENGTH.search(one.head)
        if length is None:
            return False
        said = int(length[1])
        if length[2]:
            held = self.found.get(said)
            if held is None or not held.head.strip()[:12].isdigit():
                return False
            said = int(held.head.strip()[:12])
        # Between the last byte and the word there may be a line end.
        return said <= one.end - one.start <= said + 2 or self.data[
            one.start + said : one.start + said + 12
        ].lstrip().startswith(b"endstream")

    def objects(self, one: _Object) -> list[tuple[int, bytes]]:
        """The objects that are packed in a stream of them; none where it is not made as it says."""
        first = _FIRST.search(one.head)
        raw, names = self.data[one.start : one.end], _filters(one.head)
        try:
            if names:
                raw = zlib.decompressobj().decompress(_packed(raw, names), _MOST_OF_ONE)
            begins = int(first[1]) if first else 0
            told = [int(word) for word in raw[:begins].split()]
        except (zlib.error, ValueError):
            return []
        places = told[1::2]
        pairs = zip(told[::2], places, [*places[1:], len(raw)], strict=False)
        return [(number, raw[begins + at : begins + end]) for number, at, end in pairs]


def _filters(head: bytes) -> list[bytes]:
    told = _FILTER.search(head)
    return _NAME.findall(told[1] or told[2]) if told else []


def _packed(raw: bytes, names: list[bytes]) -> bytes:
    """What is under the letters that some makers write packed streams in.

    Raises:
        ValueError
    """
    for name in names[:-1]:
        if name == b"ASCII85Decode":
            end = raw.find(b"~>")
            if end < 0:
                raise ValueError("it has no end")
            raw = base64.a85decode(raw[:end].removeprefix(b"<~"))
        elif name == b"ASCIIHexDecode":
            raw = bytes.fromhex(raw.split(b">")[0].decode("ascii"))
    return raw


def _type(head: bytes) -> bytes:
    told = _TYPE.search(head)
    return told[1] if told else b""


def _pages(data: bytes, found: dict[int, _Object]) -> list[int]:
    """The objects of the pages in their order; as they stand in the file where that is lost."""
    roots = [int(one) for one in _ROOT.findall(data)]
    roots += [int(one) for head in found.values() for one in _ROOT.findall(head.head)]
    for root in reversed(roots):
        top = _PAGES.search(found[root].head) if root in found else None
        if top and (order := _kids(int(top[1]), found)):
            return order
    return [number for number, one in found.items() if _PAGE.search(one.head)]


def _kids(top: int, found: dict[int, _Object]) -> list[int]:
    order: list[int] = []
    seen: set[int] = set()
    waiting = [top]
    while waiting:
        number = waiting.pop()
        if number in seen:
            continue
        seen.add(number)
        kids = _KIDS.search(found[number].head) if number in found else None
        if kids:
            waiting += reversed(_named(kids[1]))
        else:
            order.append(number)
    return order


def _contents(page: int, found: dict[int, _Object]) -> set[int]:
    """The page and what draws it."""
    told = _CONTENTS.search(found[page].head) if page in found else None
    return {page, *_named(told[1])} if told else {page}


def _named(head: bytes) -> list[int]:
    return [int(one) for one in _REFERENCE.findall(head)]


def _drawn(page: int, found: dict[int, _Object], links: dict[int, list[int]]) -> set[int]:
    """The page and every object that is drawn on it, those of the pages above it too; ``links``
    remembers for each object which it names."""
    seen: set[int] = set()
    waiting = [page]
    tops: set[int] = set()
    above = _PARENT.search(found[page].head) if page in found else None
    while above and (top := int(above[1])) in found and top not in tops:
        tops.add(top)
        waiting.append(top)
        above = _PARENT.search(found[top].head)
    while waiting:
        number = waiting.pop()
        if number in seen or number not in found:
            continue
        seen.add(number)
        if number not in links:
            links[number] = _named(_ELSEWHERE.sub(b"", found[number].head))
        waiting += links[number]
    return seen


def _ends(data: bytes) -> bool:
    """Whether the file ends as it says, and where it says that its table of objects is, is one."""
    tails = _TAIL.findall(data[-_TAIL_BYTES:])
    if not tails:
        return False
    table = data[int(tails[-1]) : int(tails[-1]) + 32].lstrip()
    return table.startswith(b"xref") or bool(_OBJECT.match(table))
