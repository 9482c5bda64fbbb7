"""Texts of a mail as they were meant: encoded words, charsets that lie, HTML.

Sources: RFC 2047 (encoded words), RFC 2231 (parameters), GB 18030-2022.  What is declared as
``gb2312`` or ``gbk`` is read as GB 18030, which holds both; what does not fit its declared charset,
or declares none, is tried as UTF-8 and then as GB 18030.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
import unicodedata
from collections.abc import Iterator
from email.message import Message
from html.parser import HTMLParser

_WORD = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]*)\?=")
_FOLD = re.compile(r"\r?\n(?=[ \t])|\r|\n")
_SPACE = re.compile(r"[ \t]+")
_BLANK_LINES = re.compile(r"\n{3,}")
_CHINESE = frozenset({"gb2312", "gbk", "gb_2312-80", "gb2312-80", "x-gbk", "cp936", "ms936", "936"})
_MOST_NAME, _MOST_HEADER = 150, 4_000
# What no name of a file may hold: paths, controls, and marks that turn the direction of a text.
_UNFIT = re.compile(r'[/\\:*?"<>|]')


def decoded(raw: bytes, charset: str = "") -> str:
    """``raw`` in the first charset that it fits; never fails."""
    declared = charset.strip().strip("\"'").lower().partition("*")[0]
    if declared in _CHINESE:
        declared = "gb18030"
    for name in filter(None, (declared, "utf-8", "gb18030")):
        try:
            return _whole(raw.decode(name))
        except (LookupError, UnicodeError, ValueError):
            continue
    return raw.decode("utf-8", "replace")


def _whole(text: str) -> str:
    """Without halves of surrogate pairs, which no UTF-8 can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def header(raw: str) -> str:
    """A header in one line.  ``raw`` has bytes that are no ASCII as surrogates.

    Neighbouring words of one charset are decoded together, as mailers cut letters in two.
    """
    line = _FOLD.sub("", raw[:_MOST_HEADER])
    told: list[str] = []
    held, charset, end = b"", "", 0
    for found in _WORD.finditer(line):
        between = line[end : found.start()]
        own = found[1].lower().partition("*")[0]
        if held and (between.strip() or own != charset):
            told.append(decoded(held, charset))
            held = b""
        if between.strip() or not told and not held:
            told.append(_plain(between))
        charset, end = own, found.end()
        held += _word(found[2], found[3])
    if held:
        told.append(decoded(held, charset))
    told.append(_plain(line[end:]))
    return _SPACE.sub(" ", "".join(one for one in "".join(told) if one.isprintable())).strip()


def _plain(text: str) -> str:
    return decoded(text.encode("utf-8", "surrogateescape"))


def _word(kind: str, text: str) -> bytes:
    raw = text.encode("utf-8", "surrogateescape")
    if kind in "qQ":
        return quopri.decodestring(raw, header=True)
    try:
        return base64.b64decode(raw + b"=" * (-len(raw) % 4))
    except (binascii.Error, ValueError):
        return raw


def file_name(part: Message) -> str:
    """As its sender called it, fit to be one; empty where it has none."""
    for place, name in (("content-disposition", "filename"), ("content-type", "name")):
        found = _parameter(part, place, name)
        if found:
            return _fit(found)
    return ""


def _parameter(part: Message, place: str, name: str) -> str:
    raw = next((value for key, value in part.raw_items() if key.lower() == place), "")
    alone = Message()
    alone[place] = _plain(_FOLD.sub("", str(raw)))
    value = alone.get_param(name, header=place)
    if isinstance(value, tuple):  # RFC 2231
        charset, _, text = value
        return decoded(text.encode("raw-unicode-escape"), charset or "")
    return header(str(value)) if value else ""


def _fit(name: str) -> str:
    shown = "".join(one for one in name if one.isprintable() and unicodedata.category(one) != "Cf")
    return _UNFIT.sub("_", shown).strip(". ")[-_MOST_NAME:]


def of_html(text: str) -> str:
    """What a reader of the page would see of it, without links and pictures."""
    reader = _Page()
    reader.feed(text)
    reader.close()
    return tidy("".join(reader.told))


def tidy(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").split("\n")
    shown = "\n".join("".join(_seen(one)).rstrip() for one in lines)
    return _BLANK_LINES.sub("\n\n", shown).strip()


def _seen(line: str) -> Iterator[str]:
    return (one for one in line if one == "\t" or unicodedata.category(one) not in ("Cc", "Cs"))


class _Page(HTMLParser):
    _HIDDEN = frozenset({"script", "style", "head", "title", "template"})
    _BREAKS = frozenset({"br", "p", "div", "tr", "li", "h1", "h2", "h3", "blockquote", "table"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.told: list[str] = []
        self._hidden = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self._HIDDEN and not self._hidden:
            self._hidden = tag
        elif tag in ("body", "div", "p") and self._hidden == "head":
            self._hidden = ""  # a head that nobody closed hides no text
        if tag in self._BREAKS:
            self.told.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = ""
        elif tag in self._BREAKS:
            self.told.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.told.append(_SPACE.sub(" ", data.replace("\n", " ").replace("\r", " ")))
