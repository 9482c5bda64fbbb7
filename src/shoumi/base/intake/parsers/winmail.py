"""``winmail.dat``: the files and the text that Outlook packed into one (TNEF).

Source: MS-OXTNEF 2.1.  A stream is a signature, a key of two bytes and attributes: a byte of level,
four bytes of name and type, four of length, the value, and a checksum of two bytes that mailers
get wrong and nobody checks.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

from shoumi.base.intake.parsers.mail_text import decoded

SIGNATURE = b"\x78\x9f\x3e\x22"
_BODY, _CODE_PAGE = 0x0002800C, 0x00069007
_NEXT, _TITLE, _DATA = 0x00069002, 0x00018010, 0x0006800F
_HEAD = struct.Struct("<BII")
_MOST = 200


class NotWinmail(ValueError):
    """Cut off, or something else."""


@dataclass
class Packed:
    """``files``  name and content of each, in their order"""

    text: str = ""
    files: list[tuple[str, bytes]] = field(default_factory=list)


def unpacked(content: bytes) -> Packed:
    """
    Raises:
        NotWinmail
    """
    if not content.startswith(SIGNATURE):
        raise NotWinmail
    found = Packed()
    charset, name, data = "", "", b""
    at = len(SIGNATURE) + 2
    while at + _HEAD.size <= len(content):
        _, kind, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        value = content[at : at + length]
        if len(value) < length or len(found.files) > _MOST:
            raise NotWinmail
        at += length + 2
        if kind == _CODE_PAGE and length >= 4:
            charset = f"cp{struct.unpack_from('<I', value)[0]}"
        elif kind == _BODY:
            found.text = decoded(value.rstrip(b"\0"), charset)
        elif kind == _NEXT:
            if data:
                found.files.append((name, data))
            name, data = "", b""
        elif kind == _TITLE:
            name = decoded(value.rstrip(b"\0"), charset)
        elif kind == _DATA:
            data = value
    if data:
        found.files.append((name, data))
    return found
