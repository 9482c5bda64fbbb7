"""What is said of incidents and people, sealed in the keyring; entries commit to it by a salt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from typing import NamedTuple

from shoumi.base.vault import secrets
from shoumi.chapters.incidents.services.errors import TextMissing, TextTooLong
from shoumi.core.ledger.leaf import Digest
from shoumi.core.refs import Ref

MOST = 5_000
_SALT = 16
KIND = "breachtext"


class Sealed(NamedTuple):
    name: Ref
    commitment: Digest


@contextmanager
def sealed(part: str, text: str, at: datetime) -> Iterator[Sealed]:
    """The text for what is written of it; gone again where that is refused, as the keyring takes no
    part in the transaction.

    Raises:
        TextMissing, TextTooLong
    """
    told = text.strip()
    if not told:
        raise TextMissing(part=part)
    if len(told) > MOST:
        raise TextTooLong(most=MOST)
    salt, name = token_bytes(_SALT), Ref.new(KIND)
    kept = json.dumps({"salt": salt.hex(), "text": told}, ensure_ascii=False).encode()
    secrets.keep(name, kept, at=at)
    try:
        yield Sealed(name, Digest(sha256(salt + told.encode()).digest()))
    except BaseException:
        secrets.forget(name)
        raise


def opened(name: str) -> str:
    """The text; empty where there is none, or none any more."""
    if not name or not secrets.existing([Ref(name)]):
        return ""
    return str(json.loads(secrets.read(Ref(name)).reveal())["text"])


def digest(text: str) -> Digest:
    """Of what stands in a row in the clear."""
    return Digest.of(text.encode())
