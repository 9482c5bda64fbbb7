"""A calendar as RFC 5545 writes it: lines of 75 octets at most, folded between characters.

https://www.rfc-editor.org/rfc/rfc5545
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime

# 3.1: octets of a line without its end; a line that goes on begins with a blank, which counts.
_LINE, _GOES_ON = 75, " "
_END = "\r\n"
# 3.3.11; what is left of controls has no place in a text.
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment, or one whole day.

    ``uid``    the same for the same thing, whenever it is asked
    ``stamp``  when what is said of it came to be
    """

    uid: str
    at: datetime | date
    stamp: datetime
    summary: str
    category: str = ""
    url: str = ""


def written(name: str, entries: Iterable[Entry], *, lang: str) -> str:
    """The whole calendar, with CRLF at the end of each line."""
    return "".join(_folded(line) + _END for line in _lines(name, entries, lang))


def text(value: str) -> str:
    """A text value: escaped, line breaks of any kind as one, other controls left out."""
    plain = value.replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in plain if sign == "\n" or not _is_control(sign))
    return "".join(_ESCAPED.get(sign, sign) for sign in kept)


def _lines(name: str, entries: Iterable[Entry], lang: str) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Shoumi//Inbox//{lang.upper()}")
    yield from ("CALSCALE:GREGORIAN", f"NAME:{text(name)}", f"X-WR-CALNAME:{text(name)}")
    yield "REFRESH-INTERVAL;VALUE=DURATION:PT1H"
    for entry in entries:
        yield from _entry(entry)
    yield "END:VCALENDAR"


def _entry(entry: Entry) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{text(entry.uid)}", f"DTSTAMP:{_moment(entry.stamp)}")
    # Without an end it is over when it begins (3.6.1): a deadline takes no time of the day.
    yield from (f"DTSTART{_start(entry.at)}", f"SUMMARY:{text(entry.summary)}")
    if entry.category:
        yield f"CATEGORIES:{text(entry.category)}"
    if entry.url:
        yield f"URL:{''.join(sign for sign in entry.url if not _is_control(sign))}"
    yield from ("CLASS:PRIVATE", "TRANSP:TRANSPARENT", "END:VEVENT")


def _start(at: datetime | date) -> str:
    """A date is a whole day wherever the reader is (3.6.1)."""
    return f":{_moment(at)}" if isinstance(at, datetime) else f";VALUE=DATE:{at:%Y%m%d}"


def _moment(value: datetime) -> str:
    return f"{value.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _is_control(sign: str) -> bool:
    return sign < " " or sign == "\x7f"


def _folded(line: str) -> str:
    """The line in pieces that fit, cut between characters, never inside one."""
    pieces, piece, room = [], "", _LINE
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append(piece)
            piece, room = _GOES_ON, _LINE - len(_GOES_ON)
        piece += sign
        room -= size
    return _END.join([*pieces, piece])
