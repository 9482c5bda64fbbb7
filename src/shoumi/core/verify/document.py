"""What binds a document to the log: a body of an entry, or a row of a bulk act, with its digest.

The ``extra`` of a ``.tlog-proof`` is the entry's body, or canonical JSON with ``body`` (text) and,
where needed, ``row`` {index, proof, text}, ``vkey`` (the log's key, for readers without trust) and
``log_keys`` (the notes by which it took the place of earlier ones, for readers who trust those).
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from shoumi.core.verify.log import (
    Key,
    Trust,
    key_of,
    leaf_hash,
    open_checkpoint,
    read_proof,
    root_from,
)
from shoumi.core.verify.log_keys import claimed_size, key_at, known_to, step_of, trusted
from shoumi.core.verify.report import Bad, Report, canonical, shaped, unbase64

MAX_BODY = 4096  # bytes
BESIDE, INSIDE = ".tlog-proof", "XMP"


class Extra(NamedTuple):
    body: bytes
    row: dict[str, Any] | None = None
    vkey: str = ""
    log_keys: tuple[str, ...] = ()


def body_of(text: bytes) -> dict[str, Any]:
    """An entry read back, as far as this verifier relies on it."""
    body = canonical(text)
    if len(text) > MAX_BODY or type(body) is not dict or type(body.get("facts")) is not dict:
        raise Bad("not of the expected shape")
    moment_of(body)
    if "rows" in body:
        shaped(body["rows"], count=int, root=str)
    return body


def moment_of(body: dict[str, Any]) -> datetime:
    """When an entry says it was made."""
    try:
        return datetime.strptime(body.get("at", ""), "%Y-%m-%dT%H:%M:%S.%f%z")
    except (ValueError, TypeError) as error:
        raise Bad("not of the expected shape") from error


def extra_of(data: bytes) -> Extra:
    value = canonical(data)
    if type(value) is not dict or "body" not in value:
        return Extra(data)
    if not value.keys() <= {"body", "row", "vkey", "log_keys"}:
        raise Bad("not of the expected shape")
    notes = value.get("log_keys", [])
    if type(notes) is not list or not all(type(one) is str for one in notes):
        raise Bad("not of the expected shape")
    if type(value["body"]) is not str or type(value.get("vkey", "")) is not str:
        raise Bad("not of the expected shape")
    return Extra(value["body"].encode(), value.get("row"), value.get("vkey", ""), tuple(notes))


def holds(extra: Extra, document: bytes) -> None:
    """Check that the body, or the row in it, states the SHA-256 of ``document``."""
    body = body_of(extra.body)
    stated = body["facts"]
    if extra.row is not None:
        row = shaped(extra.row, index=int, proof=list, text=str)
        rows = body.get("rows", {"count": 0, "root": ""})
        path = [unbase64(step, 32) for step in row["proof"]]
        leaf = leaf_hash(row["text"].encode())
        found = root_from(leaf, index=row["index"], size=rows["count"], path=path)
        if found.hex() != rows["root"]:
            raise Bad("the proof does not hold")
        stated = canonical(row["text"].encode())
    if type(stated) is not dict or sha256(document).hexdigest() not in stated.values():
        raise Bad("no leaf holds the digest of this document")


def check_alone(
    report: Report,
    *,
    document: bytes,
    name: str,
    proof: bytes,
    trust: Trust | None,
    where: str = BESIDE,
) -> None:
    """A certificate or receipt with its ``.tlog-proof``, which lies ``where``."""
    beside = f"{name} ({where})"
    with report.check("proof", beside):
        parts = read_proof(proof)
        if not parts.extra:
            raise Bad("the entry it rests on is not disclosed")
        extra = extra_of(parts.extra)
        body_of(extra.body)
        key = _key(extra, parts.checkpoint, trust)
    if not report.ok:
        return
    with report.check("document", name):
        holds(extra, document)
    with report.check("checkpoint", beside):
        size, root = open_checkpoint(
            parts.checkpoint, key=key, trust=trust, report=report, place=beside
        )
        report.anchored = trust is not None
        _check_seen(report, size=size, root=root, trust=trust)
        leaf = leaf_hash(extra.body)
        if root_from(leaf, index=parts.position, size=size, path=parts.path) != root:
            raise Bad("the proof does not hold")


def _key(extra: Extra, checkpoint: bytes, trust: Trust | None) -> Key | None:
    named = key_of(extra.vkey) if extra.vkey else None
    if named is None:
        return key_at(known_to(trust), claimed_size(checkpoint)) if trust else None
    steps = [step_of(note.encode()) for note in extra.log_keys]
    if key_at(trusted(steps, named, trust), claimed_size(checkpoint)) != named:
        raise Bad("not the key of that time")
    return named


def _check_seen(report: Report, *, size: int, root: bytes, trust: Trust | None) -> None:
    for seen_size, seen_root in trust.seen if trust else ():
        if seen_size != size:
            report.skip("seen", f"size {seen_size}", "a checkpoint of another size")
        elif seen_root != root:
            raise Bad("forked: an earlier checkpoint is another", f"size {size}")
