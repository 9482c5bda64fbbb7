"""The ids of mails of the house.  Each carries two codes (HMAC): one that only the house can make,
one that holds with the address it went to.

An answer belongs to what it answers where it names such an id *and* comes from that address: who
has read a number, or was handed the mail on, lands in nobody's request.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

# A code of a message under the key of an epoch; None: there is no such key.
Mac = Callable[[int, bytes], bytes | None]
_HEX = 24  # 96 bits
_SHAPE = re.compile(
    r"(?P<ref>mailout-[0-9a-z]{16})\.(?P<epoch>\d{1,4})\.(?P<own>[0-9a-f]{24})\.(?P<to>[0-9a-f]{24})@.+"
)


@dataclass(frozen=True, slots=True)
class Id:
    """One that the house made.  ``is_of_sender``: it went to whoever now names it."""

    ref: str
    is_of_sender: bool


def made(ref: str, address: str, domain: str, epoch: int, mac: Mac) -> str:
    """Without its angle brackets.

    Raises:
        KeyError: there is no key of that epoch.
    """
    codes = [_code(one, epoch, mac) for one in _messages(ref, address)]
    if None in codes:
        raise KeyError(epoch)
    return f"{ref}.{epoch}.{codes[0]}.{codes[1]}@{domain}"


def known(ids: Iterable[str], sender: str, mac: Mac) -> Iterator[Id]:
    """Those of ``ids`` that the house made, in their order."""
    for one in ids:
        found = _SHAPE.fullmatch(one)
        if found is None:
            continue
        epoch = int(found["epoch"])
        own, to = (_code(told, epoch, mac) for told in _messages(found["ref"], sender))
        if own is not None and hmac.compare_digest(own, found["own"]):
            is_of_sender = to is not None and hmac.compare_digest(to, found["to"])
            yield Id(found["ref"], is_of_sender)


def _messages(ref: str, address: str) -> tuple[bytes, bytes]:
    return (
        b"shoumi mail of the house\0" + ref.encode(),
        b"shoumi mail to\0" + ref.encode() + b"\0" + address.strip().lower().encode(),
    )


def _code(message: bytes, epoch: int, mac: Mac) -> str | None:
    found = mac(epoch, message)
    return found.hex()[:_HEX] if found is not None else None
