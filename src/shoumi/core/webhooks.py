"""Sign what is pushed to another system, and check it there: Standard Webhooks 1.0.0, symmetric.

What is signed is ``id.timestamp.body`` with HMAC-SHA256; the header holds one ``v1,<base64>`` for
each secret in force, with a space between, so a receiver can change over without a gap.
``verify`` is the receiver's half and needs the standard library only.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from shoumi.core.refs import Ref

ID, TIMESTAMP, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
SECRET_BYTES = 32  # 24 to 64 by the specification
PREFIX = "whsec_"
TOLERANCE = timedelta(minutes=5)

_SECONDS = re.compile(r"[0-9]{1,12}", re.ASCII)


class NotOurs(ValueError):
    """The message is not signed by a secret that is known, is too old, or is not of this form."""


def spelled(secret: bytes) -> str:
    """The secret as it is handed over: ``whsec_`` and base64."""
    return PREFIX + base64.b64encode(secret).decode()


def body(*, name: Ref, tag: str, position: int, deal: Ref | None, at: datetime) -> bytes:
    """The JSON that is pushed: an event's own number, its kind, place in the ledger, deal and time.

    References and closed words only, so there is nobody's data in it.
    """
    told = {
        "data": {
            "deal": None if deal is None else str(deal),
            "id": str(name),
            "position": position,
        },
        "timestamp": at.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z",
        "type": tag,
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode()


def headers(
    content: bytes, *, name: Ref, sent_at: datetime, secrets: Iterable[bytes]
) -> dict[str, str]:
    """What goes beside ``content``; ``sent_at`` is the moment of this try, not of the event."""
    seconds = str(int(sent_at.timestamp()))
    signed = " ".join(f"v1,{_mac(one, name, seconds, content)}" for one in secrets)
    return {ID: str(name), TIMESTAMP: seconds, SIGNATURE: signed}


def verify(
    content: bytes, given: Mapping[str, str], *, secrets: Iterable[str], now: datetime
) -> str:
    """The id of a message that is genuine and fresh; remember it, so that it counts once.

    ``given`` are the headers, by lower-case name; ``secrets`` as they were shown (``whsec_…``).

    Raises:
        NotOurs
    """
    name, seconds = given.get(ID, ""), given.get(TIMESTAMP, "")
    if not name or "." in name or not _SECONDS.fullmatch(seconds):
        raise NotOurs
    if abs(now.timestamp() - int(seconds)) > TOLERANCE.total_seconds():
        raise NotOurs
    told = [one.partition(",")[2] for one in given.get(SIGNATURE, "").split() if one[:3] == "v1,"]
    wanted = [_mac(_read(secret), name, seconds, content) for secret in secrets]
    # All are compared, so the time says nothing of which one fits.
    fits = [hmac.compare_digest(a.encode(), b.encode()) for a in told for b in wanted]
    if not any(fits):
        raise NotOurs
    return name


def _read(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        raise NotOurs from None


def _mac(secret: bytes, name: str, seconds: str, content: bytes) -> str:
    signed = f"{name}.{seconds}.".encode() + content
    return base64.b64encode(hmac.digest(secret, signed, "sha256")).decode()
