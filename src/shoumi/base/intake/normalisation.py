"""The spelling in which texts are kept, and the one in which they are compared.

Kept: Unicode NFC, outer spaces off, direction marks and invisible characters out (they can make a
name look like another one).  Every visible character stays, rare ones and the middle dot of
minority names included; the name ``null`` is a name.  Sources: Unicode UAX 15, UAX 9, UTS 39.
"""

from __future__ import annotations

import re
import unicodedata

_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u034f\u180e\u200b-\u200d\u2060-\u2064\ufeff\ufff9-\ufffb]")
_CONTROLS = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]")
_DOTS = str.maketrans(dict.fromkeys("‧•・･∙⋅．", "·"))
_GAPS = re.compile(r"\s+")
# What is the same in every form of comparison; most texts are.
_SETTLED = re.compile("[0-9a-z\u4e00-\u9fff-]*")
_BRACKETED = re.compile(r"[(（\[【].*?[)）\]】]")
_NOT_HEADING = re.compile(r"[\s_\-*:：/\\.·、#]+")

# What starts a formula in a spreadsheet, in any width (OWASP, CSV injection).
_FORMULA = re.compile("[=+\\-@\t\r＝＋－＠]")

# UTF-8 read as Latin-1 or Windows-1252, GBK's replacement ghosts, and question marks of a lossy
# conversion.
_DAMAGE = re.compile(
    "\ufffd|锟斤拷|烫烫烫|屯屯屯|[\u00c2-\u00f4][\u0080-\u00bf]|[ÃÂ][€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|^\\?{2,}$"
)
_LATIN_LIKE = ("LATIN", "CYRILLIC", "GREEK")


def kept(text: str) -> tuple[str, tuple[str, ...]]:
    """(the text as it is stored, flags of what was taken out of it)."""
    if text.isascii() and text.isprintable():
        return text.strip(), ()
    flags = []
    told = unicodedata.normalize("NFC", text)
    for pattern, flag in (
        (_DIRECTION, "cell.direction_marks"),
        (_INVISIBLE, "cell.invisible"),
        (_CONTROLS, "cell.controls"),
    ):
        if pattern.search(told):
            told = pattern.sub("", told)
            flags.append(flag)
    return told.strip(), tuple(flags)


def starts_formula(text: str) -> bool:
    """Whether a spreadsheet would take ``text`` for a formula."""
    return _FORMULA.match(text) is not None


def neutralised(text: str) -> str:
    """``text`` as a cell that no program takes for a formula; ``as_written`` undoes it."""
    return f"'{text}" if text.startswith("'") or starts_formula(text) else text


def as_written(text: str) -> str:
    """What ``neutralised`` was given."""
    inner = text.removeprefix("'")
    return inner if inner != text and neutralised(inner) == text else text


def is_damaged(text: str) -> bool:
    """Whether ``text`` went through a wrong encoding at some time."""
    return _DAMAGE.search(text) is not None


def is_confusable(text: str) -> bool:
    """Whether alphabets that look alike are mixed in one text (Latin with Cyrillic or Greek)."""
    if text.isascii():
        return False
    scripts = {unicodedata.name(char, "").partition(" ")[0] for char in text if char.isalpha()}
    return len(scripts.intersection(_LATIN_LIKE)) > 1


def name_key(name: str) -> str:
    """The form in which names are compared: widths, case, dots and gaps do not count."""
    if _SETTLED.fullmatch(name):
        return name
    return _GAPS.sub("", unicodedata.normalize("NFKC", name).translate(_DOTS)).casefold()


def heading_key(heading: str) -> str:
    """The form in which headings are compared; hints in brackets do not count."""
    text, _ = kept(unicodedata.normalize("NFKC", heading))
    bare = _BRACKETED.sub("", text) or text
    return _NOT_HEADING.sub("", bare).casefold()


def address_key(address: str) -> str:
    """The form in which addresses and companies are compared."""
    if _SETTLED.fullmatch(address):
        return address
    return _GAPS.sub("", unicodedata.normalize("NFKC", address)).casefold()
