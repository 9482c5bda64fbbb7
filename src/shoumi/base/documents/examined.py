"""A file from outside that was looked at: what it is, whom it names, and what nobody could read.

Text is looked at here; every other format is read by intake, in a child that may do nothing else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shoumi.base.documents.errors import NotAPaper
from shoumi.core import constants
from shoumi.core.errors import Invalid
from shoumi.core.ledger.leaf import Digest

# How files begin that are no text, whatever their name says.
_NO_TEXT = (b"\0", b"%PDF-", b"PK\x03\x04", b"\x7fELF", b"\xd0\xcf\x11\xe0")
# Labels of the scan, none of which belongs into a paper that only shows that a demand is kept.
NEVER = frozenset(
    {
        "RESIDENT_ID",
        "BANK_CARD",
        "BANK_ACCOUNT",
        "PASSPORT",
        "HK_MACAU_PERMIT",
        "TAIWAN_PERMIT",
    }
)
# A bare shape proves nothing, unless it has a right check digit.
_CHECKED = frozenset({"RESIDENT_ID", "BANK_CARD"})
_SHAPE = "SHAPE"
_COMPANY = "USCC"
# Codes of companies and machines name nobody.
NOBODY = frozenset({_COMPANY, "IP", "MAC", "IMEI"})
_MOST = "evidence.contacts_max"
_PLACES = 5


class PersonalInformation(Invalid):
    """More than evidence may hold.  Facts: ``labels``, ``places`` (some of them), ``most``."""

    code = "document.personal_information"


class Format(StrEnum):
    """As intake calls them."""

    PDF = "pdf"
    PICTURE = "picture"
    DOCX = "docx"
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    TXT = "txt"


@dataclass(frozen=True, slots=True)
class Found:
    """One finding, by place, label and span grade of the scan; never the value."""

    place: str
    label: str
    grade: str


@dataclass(frozen=True, slots=True)
class Examined:
    """``companies``  codes of companies (USCC) that stand in it

    ``is_read``    some text of it was read
    ``unread``     pages that are pictures and were not read
    """

    content: bytes
    format: Format
    found: tuple[Found, ...] = ()
    companies: frozenset[str] = frozenset()
    is_read: bool = False
    unread: int = 0

    @property
    def digest(self) -> Digest:
        return Digest.of(self.content)

    @property
    def named(self) -> Mapping[str, int]:
        """How often it names somebody, by label."""
        return dict(sorted(Counter(each.label for each in self._people()).items()))

    def must_be_evidence(self) -> None:
        """
        Raises:
            PersonalInformation: an identifier that never belongs into evidence, or more contacts
                than a list of those responsible has.
        """
        people = self._people()
        never = [each for each in people if each.label in NEVER]
        most = constants.get(_MOST).number
        if never or len(people) > most:
            told = never or people
            raise PersonalInformation(
                labels=tuple(sorted({each.label for each in told})),
                places=tuple(dict.fromkeys(each.place for each in told))[:_PLACES],
                most=most,
            )

    def _people(self) -> list[Found]:
        return [
            each
            for each in self.found
            if each.label not in NOBODY and (each.grade != _SHAPE or each.label in _CHECKED)
        ]


def ending(content: bytes, kind: Format) -> str:
    """The ending of a file name under which it goes out."""
    if kind is Format.PICTURE:
        return "png" if content.startswith(b"\x89PNG") else "jpg"
    return kind.value


def of_text(content: bytes, *, place: str, today: date, kind: Format = Format.TXT) -> Examined:
    """A file of plain text.

    Raises:
        NotAPaper: it is empty, or no text.
    """
    return examined(content, kind, lines(content, place), today=today)


def lines(content: bytes, place: str) -> list[tuple[str, str]]:
    """Each line of a plain text, with its place.

    Raises:
        NotAPaper: it is empty, or no text.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise NotAPaper from error
    if not text.strip() or content.startswith(_NO_TEXT):
        raise NotAPaper
    return [(f"{place}:{number}", line) for number, line in enumerate(text.splitlines(), start=1)]


def examined(
    content: bytes,
    kind: Format,
    texts: Iterable[tuple[str, str]],
    *,
    today: date,
    unread: int = 0,
) -> Examined:
    """What was read of ``content``: each place with its text, looked at."""
    # Brings in the array library, which most who import this never need.
    from shoumi.core.scan.find import find_spans
    from shoumi.core.scan.recognisers.uscc import check_digit

    found: list[Found] = []
    companies: set[str] = set()
    is_read = False
    for place, text in texts:
        is_read = is_read or bool(text.strip())
        for span in find_spans(text, today=today):
            found.append(Found(place, span.label.value, span.grade.value))
            code = text[span.start : span.end].upper()
            # Only a code with its right check digit is held against the parties of a deal.
            if span.label == _COMPANY and code[0] == "9" and check_digit(code) == code[-1]:
                companies.add(code)
    return Examined(content, kind, tuple(found), frozenset(companies), is_read, unread)
