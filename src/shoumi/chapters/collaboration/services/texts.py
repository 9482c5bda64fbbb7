"""Texts and files of threads, sealed in the keyring; entries commit to a text with a salt."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from typing import NamedTuple

from shoumi.base.vault import secrets
from shoumi.core.ledger.leaf import Digest
from shoumi.core.refs import Ref

TEXT, FILE = "threadtext", "threadfile"
_SALT = 16


class Sealed(NamedTuple):
    """``text`` and ``files`` are names in the keyring."""

    text: Ref
    commitment: Digest
    files: tuple[Ref, ...]


@contextmanager
def sealed(text: str, files: Iterable[bytes], at: datetime) -> Iterator[Sealed]:
    """Kept for what is written of them; gone again where that is refused, as the keyring takes no
    part in the transaction."""
    kept: list[Ref] = []
    try:
        salt, name = token_bytes(_SALT), Ref.new("threadtext")
        told = json.dumps({"salt": salt.hex(), "text": text}, ensure_ascii=False)
        kept.append(_keep(name, told.encode(), at))
        for content in files:
            kept.append(_keep(Ref.new("threadfile"), content, at))
        yield Sealed(name, Digest(sha256(salt + text.encode()).digest()), tuple(kept[1:]))
    except BaseException:
        forget(kept)
        raise


def _keep(name: Ref, content: bytes, at: datetime) -> Ref:
    secrets.keep(name, content, at=at)
    return name


def opened(name: str) -> str:
    """The text; empty where it was destroyed."""
    if not secrets.existing([Ref(name)]):
        return ""
    return str(json.loads(secrets.read(Ref(name)).reveal())["text"])


def file(name: str) -> bytes:
    """
    Raises:
        NoKey: it was destroyed.
    """
    return secrets.read(Ref(name)).reveal()


def forget(names: Iterable[Ref]) -> int:
    """Destroy those that are there; how many there were."""
    there = secrets.existing(list(names))
    for one in there:
        secrets.forget(one)
    return len(there)
