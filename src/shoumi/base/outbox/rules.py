"""What a message may look like, decided without looking anywhere else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from shoumi.base.outbox.errors import AddressUnfit, BodyUnfit, CarriesIdentifier, SubjectUnfit

MAX_SUBJECT = 120
MAX_BODY_BYTES = 100_000

# Controls, surrogates, line and paragraph separators; marks that turn the reading direction.
_UNFIT = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# One address of RFC 5321 in ASCII, without quotes, comments, routes or lists.
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_SEPARATORS = re.compile(r"[\s\-()（）]")


class Channel(StrEnum):
    EMAIL = "email"


class State(StrEnum):
    QUEUED = "queued"
    SENT = "sent"  # the relay took it
    SUNK = "sunk"  # written to a file of this home, sent to nobody
    UNDELIVERABLE = "undeliverable"  # no address, or the relay refused it for good
    REFUSED = "refused"  # the gate does not let the address be read
    DEAD = "dead"  # given up after many attempts


def subject_line(text: str) -> str:
    """
    Raises:
        SubjectUnfit: among others, a line break that would begin another header.
    """
    unfit = any(unicodedata.category(c) in _UNFIT or c in _TURNING for c in text)
    if unfit or not text.strip() or len(text) > MAX_SUBJECT:
        raise SubjectUnfit(most=MAX_SUBJECT)
    return text


def body(text: str) -> str:
    """
    Raises:
        BodyUnfit
    """
    unfit = any(unicodedata.category(c) in _UNFIT and c not in "\n\t" for c in text)
    if unfit or not text.strip() or len(text.encode()) > MAX_BODY_BYTES:
        raise BodyUnfit(most=MAX_BODY_BYTES)
    return text


def note(text: str) -> str:
    """What somebody adds to an act in words of their own; may be empty, may name nobody.

    Raises:
        BodyUnfit, CarriesIdentifier
    """
    if text:
        without_identifiers(body(text))
    return text


def address(text: str) -> str:
    """
    Raises:
        AddressUnfit: not exactly one plain address (RFC 5321: local part 64, whole 254 characters).
    """
    if not _ADDRESS.fullmatch(text) or len(text) > 254 or text.index("@") > 64:
        raise AddressUnfit
    return text


def without_identifiers(text: str, published: Iterable[str] = ()) -> None:
    """Let a text out only if it names nobody (handbook 3.2: no value of grade L3 or L4 in a mail).

    ``published`` are the house's own contacts, which a notice must give.

    Raises:
        CarriesIdentifier
    """
    # Brings in the array library, which most callers of this module never need.
    from shoumi.core.scan.find import find_spans
    from shoumi.core.scan.labels import Label, SpanGrade

    # A notice names the company and its people; codes of machines are no contact data.
    harmless = {Label.PERSON, Label.USCC, Label.IP, Label.MAC}
    # Their check digits make even a bare shape no accident.
    never = {Label.RESIDENT_ID, Label.BANK_CARD}
    known = {_squeezed(contact) for contact in published}
    found = {
        span.label.value
        for span in find_spans(text)
        if span.label not in harmless
        and (span.grade is not SpanGrade.SHAPE or span.label in never)
        and _squeezed(text[span.start : span.end]) not in known
    }
    if found:
        raise CarriesIdentifier(labels=tuple(sorted(found)))


def _squeezed(text: str) -> str:
    return _SEPARATORS.sub("", text).casefold()
