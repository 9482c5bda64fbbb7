"""Reading text before the recognisers do: widths, dashes, invisible characters, boundaries.

Full-width digits, letters and signs become their ASCII twins one to one, so offsets stay.
Invisible characters (zero width, direction marks, soft hyphen) are taken out, since one of them
inside a number would hide it; then an offset map leads back to the original code points.  The same
map serves where a blank is put between a known word and the number glued to it (``IMEI4901…``).

Python's ``\\b`` takes a Han character for a letter, so boundaries are written out: ``NOT_BEFORE``
and ``NOT_AFTER`` know ASCII letters and digits only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

NOT_AFTER = r"(?![0-9A-Za-z])"
NOT_DECIMAL = r"(?!\.[0-9])"

_TWINS = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}
_TWINS |= {ord(dash): ord("-") for dash in "‐‑‒–—―−"}
_TWINS |= {0x3000: ord(" "), 0x00A0: ord(" "), 0x2022: ord("·"), 0x30FB: ord("·")}
# Clause marks keep their full-width form: the reading of clauses knows both.
for _mark in "，；！？。":
    _TWINS.pop(ord(_mark), None)
_TWINS |= {0x1D7CE + n: ord("0") + n % 10 for n in range(50)}

_CHANGED = re.compile(f"[{''.join(re.escape(chr(wide)) for wide in _TWINS)}]")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")

# Words of ASCII that people glue to a number; a letter before a digit is no boundary otherwise.
_GLUED = re.compile(r"(?<![0-9A-Za-z])(?:imei|ip|tel|phone|mobile|fax)(?=[0-9])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Plain:
    """Normalised text.  ``origin[i]`` is the old offset of character i; None: the same offset."""

    text: str
    origin: Sequence[int] | None = None

    def back(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that a span of ``text`` stands for."""
        if self.origin is None:
            return start, end
        return self.origin[start], self.origin[end - 1] + 1


def plain(text: str) -> Plain:
    """Normalise ``text`` for the recognisers."""
    if not text.isascii() and _CHANGED.search(text):
        text = text.translate(_TWINS)
    reading = Plain(text)
    if not text.isascii() and _UNSEEN.search(text):
        kept = [i for i, char in enumerate(text) if not _UNSEEN.match(char)]
        reading = Plain("".join(text[i] for i in kept), kept)
    return _unglued(reading) if _GLUED.search(reading.text) else reading


def _unglued(reading: Plain) -> Plain:
    """With a blank after each glued word; the blank stands for the digit it comes before."""
    parts, origin, at = [], [], 0
    old = reading.origin if reading.origin is not None else range(len(reading.text))
    for match in _GLUED.finditer(reading.text):
        parts += [reading.text[at : match.end()], " "]
        origin += [*old[at : match.end()], old[match.end()]]
        at = match.end()
    return Plain("".join([*parts, reading.text[at:]]), [*origin, *old[at:]])


def first(chars: str, *, barred: str = r"[0-9A-Za-z]") -> str:
    """The pattern of a first character with nothing of ``barred`` before it.

    The look-behind comes after the character, so that the regex engine still jumps from one
    possible first character to the next.
    """
    return rf"[{chars}](?<!{barred}[{chars}])"


def joined(match: str) -> str:
    """A number without the spaces and hyphens inside it."""
    return match.replace(" ", "").replace("-", "")
