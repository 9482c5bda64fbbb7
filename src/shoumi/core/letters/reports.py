"""What a mail server reports of a mail's delivery (RFC 3464), for mails that carry our own number.

A report names the mail by the envelope it was sent under (``Original-Envelope-Id``, RFC 3461) or by
its ``Message-ID`` in the returned headers; both are ours.  Whom it was for is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message
from enum import StrEnum


class Fate(StrEnum):
    DELIVERED = "delivered"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True)
class Report:
    """``letter``  our number of the mail; ``status`` the code of RFC 3463, such as ``5.1.1``"""

    letter: str
    fate: Fate
    status: str


# Of what is only late, or handed on to who reports no more, nothing is settled.
_FATES = {"failed": Fate.BOUNCED, "delivered": Fate.DELIVERED}
_NUMBER = re.compile(r"letter-[a-z0-9]{10,50}")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")


def report(content: bytes) -> Report | None:
    """What a mail says of one of ours; None: it is no such report.  Never raises."""
    try:
        mail = message_from_bytes(content, policy=policy.compat32)
        told = next((one for one in mail.walk() if _is_status(one)), None)
        return _read(mail, told) if told is not None else None
    except (MessageError, LookupError, ValueError, AttributeError, TypeError):
        return None


def _read(mail: Message, told: Message) -> Report | None:
    fields = list(_fields(told))
    fates = {_FATES[action] for one in fields if (action := _word(one, "action")) in _FATES}
    letter = _number(mail, fields)
    if letter is None or len(fates) != 1:
        return None
    found = (_STATUS.search(_word(one, "status")) for one in fields)
    status = next((one[0] for one in found if one), "")
    return Report(letter, fates.pop(), status)


def _is_status(part: Message) -> bool:
    return part.get_content_type() == "message/delivery-status"


def _fields(told: Message) -> Iterator[Message]:
    """Its groups of fields: of the mail, then of each recipient."""
    held = told.get_payload()
    return (one for one in (held if isinstance(held, list) else []) if isinstance(one, Message))


def _word(fields: Message, name: str) -> str:
    return str(fields.get(name, "")).partition(";")[0].strip().lower()


def _number(mail: Message, fields: list[Message]) -> str | None:
    for one in fields:
        if found := _NUMBER.fullmatch(str(one.get("original-envelope-id", "")).strip()):
            return found[0]
    for part in mail.walk():
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            text = part.as_string()
            for line in re.findall(r"(?im)^message-id:\s*<([^<>@\s]+)@", text):
                if found := _NUMBER.fullmatch(line):
                    return found[0]
    return None
