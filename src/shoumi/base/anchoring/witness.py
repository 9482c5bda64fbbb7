"""The client's half of c2sp.org/tlog-witness.

``SHOUMI_WITNESS_URL``   the submission prefix; ``add-checkpoint`` is appended
``SHOUMI_WITNESS_VKEY``  the witness's key (type 0x04), got by another way than the URL
"""

from __future__ import annotations

import http.client
import os
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from shoumi.base.anchoring.errors import WitnessUnfit
from shoumi.core.ledger import checkpoint as heads
from shoumi.core.ledger import cosignature, note
from shoumi.core.ledger.cosignature import CosignatureRefused, Witness
from shoumi.core.ledger.note import KeyRefused, NoteRefused
from shoumi.core.ledger.witness import Request, Verdict

TIMEOUT = 5  # seconds
_MOST = 64 * 1024  # bytes of an answer
_ASKED = 3  # times at most: another process may have submitted in between


class Unreachable(Exception):
    """No answer, or one that is not of the protocol."""


@dataclass(frozen=True, slots=True)
class Answer:
    """``lines`` are good cosignatures where ``status`` is 200; ``known`` the witness's size."""

    status: int
    lines: str = ""
    known: int = -1


def url() -> str | None:
    return os.environ.get("SHOUMI_WITNESS_URL") or None


def key() -> Witness:
    """
    Raises:
        WitnessUnfit: there is no key, or it is no witness's.
    """
    try:
        return cosignature.read_vkey(os.environ.get("SHOUMI_WITNESS_VKEY", ""))
    except KeyRefused:
        raise WitnessUnfit from None


def submit(signed: str, size: int, known: int, grown: Callable[[int], tuple[bytes, ...]]) -> Answer:
    """Ask for a cosignature; ``known`` is what we believe was cosigned last, ``grown`` proves the
    growth from a size from 1 to ``size``.

    Raises:
        WitnessUnfit, Unreachable
    """
    text = note.read(signed).text
    for _ in range(_ASKED):
        old = min(known, size)
        status, body = _post(Request(old, grown(old) if old else (), signed).body())
        if status == Verdict.COSIGN:
            return Answer(status, _checked(text, body), size)
        told = _size(body) if status == Verdict.CONFLICT else None
        if told is None or told == old or told > size:
            return Answer(status, known=-1 if told is None else told)
        known = told
    raise Unreachable


def has_signed(signed: str) -> bool:
    """Whether a good signature of our witness stands under a signed checkpoint.

    Raises:
        WitnessUnfit
    """
    witness = key()
    try:
        found = note.read(signed)
        mine = [
            one
            for one in found.signatures
            if (one.name, one.key_id) == (witness.name, witness.key_id)
        ]
        for one in mine:
            witness.verify(found.text, one)
    except (NoteRefused, CosignatureRefused):
        return False
    return bool(mine)


def _checked(text: str, body: bytes) -> str:
    """The lines of our witness; those of unknown keys are passed over."""
    witness = key()
    try:
        found = note.read_signatures(body.decode())
        mine = [one for one in found if (one.name, one.key_id) == (witness.name, witness.key_id)]
        for one in mine:
            witness.verify(text, one)
    except (NoteRefused, CosignatureRefused, UnicodeDecodeError):
        raise Unreachable from None
    if not mine:
        raise Unreachable
    return "".join(one.line() for one in mine)


def _size(body: bytes) -> int | None:
    try:
        return heads.decimal(body.decode().removesuffix("\n"))
    except ValueError:
        return None


def _post(body: bytes) -> tuple[int, bytes]:
    parts = urlsplit(url() or "")
    kinds = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
    kind = kinds.get(parts.scheme)
    if kind is None or not parts.hostname or parts.password or parts.username:
        raise WitnessUnfit
    try:
        connection = kind(parts.hostname, parts.port, timeout=TIMEOUT)
        try:
            connection.request("POST", f"{parts.path.rstrip('/')}/add-checkpoint", body)
            answer = connection.getresponse()
            return answer.status, answer.read(_MOST)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unreachable from error
