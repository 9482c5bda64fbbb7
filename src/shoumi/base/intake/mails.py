"""A mail as anybody may have sent it, taken apart in the limited child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shoumi.base.intake import child, errors, limits, memory_files, wire_format, worker

# What a refusal calls it: its subject may be a person's name.
_NAME = "mail"
MOST_BYTES = 48 * limits.MB


@dataclass(frozen=True, slots=True)
class MailFile:
    name: str = field(repr=False)
    type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Mail:
    """What it says of itself, of which nothing is proved.

    ``sender``    an address in small letters, ``senders`` how many lines say who sent it
    ``answers``   the ids it names in In-Reply-To and References
    ``returned``  the ids of mails that came back with it
    ``heads``     those headers by which mails of machines are told, in their order
    """

    sender: str = field(repr=False)
    name: str = field(repr=False)
    senders: int
    subject: str = field(repr=False)
    id: str = field(repr=False)
    answers: Sequence[str] = field(repr=False)
    returned: Sequence[str] = field(repr=False)
    is_report: bool
    heads: Sequence[tuple[str, str]] = field(repr=False)
    text: str = field(repr=False)
    files: Sequence[MailFile] = field(repr=False)


def parsed(content: bytes) -> Mail:
    """
    Raises:
        FileRefused: it is broken, nested without end, too large, or went over a limit.
    """
    if len(content) > MOST_BYTES:
        raise errors.TooLarge(place=_NAME, most=MOST_BYTES)
    allowed = limits.for_file(len(content), _NAME)
    with memory_files.in_memory(content) as file:
        order: dict[str, object] = {"name": _NAME, "kind": _NAME, "encoding": None}
        stream = child.run(worker.__file__, order, file, allowed)
    return _assembled(stream)


def _assembled(stream: bytes | bytearray) -> Mail:
    facts: Mapping[str, Any] = {}
    text = ""
    files: list[MailFile] = []
    try:
        for frame in wire_format.read(stream):
            told: Mapping[str, Any] = frame.facts
            if frame.kind == "error":
                raise errors.by_code()[told["code"]](**told["facts"])
            if frame.kind == "end":
                return _mail(facts, text, files)
            if frame.kind == "mail":
                facts, text = told, bytes(frame.blob).decode()
            elif frame.kind == "file":
                files.append(MailFile(str(told["name"]), str(told["type"]), bytes(frame.blob)))
            else:
                raise wire_format.Malformed
    except (wire_format.Malformed, KeyError, TypeError, ValueError) as error:
        if isinstance(error, errors.FileRefused):
            raise
        raise errors.Broken(place=_NAME) from error
    raise errors.Broken(place=_NAME)


def _mail(facts: Mapping[str, Any], text: str, files: Sequence[MailFile]) -> Mail:
    return Mail(
        sender=str(facts["sender"]),
        name=str(facts["name"]),
        senders=int(facts["senders"]),
        subject=str(facts["subject"]),
        id=str(facts["id"]),
        answers=[str(one) for one in facts["answers"]],
        returned=[str(one) for one in facts["returned"]],
        is_report=bool(facts["is_report"]),
        heads=[(str(key), str(value)) for key, value in facts["heads"]],
        text=text,
        files=files,
    )
