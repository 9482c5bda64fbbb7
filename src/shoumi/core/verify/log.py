"""The log's own formats: verification keys, notes, checkpoints, trees, inclusion proofs.

Sources: C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-proof; RFC 6962 section 2.1 and
RFC 9162 section 2.1 (SHA-256, leaf prefix 0x00, node prefix 0x01).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from shoumi.core.verify.ed25519 import signed
from shoumi.core.verify.report import Bad, Report, decimal, lines_of, unbase64

LOG, COSIGNATURE = 1, 4  # C2SP signature types: Ed25519 note, timestamped Ed25519 cosignature
RUN = 256  # leaves of a tile
PROOF = "c2sp.org/tlog-proof@v1"


class Key(NamedTuple):
    """A C2SP verification key."""

    name: str
    kind: int
    public: bytes

    @property
    def hint(self) -> bytes:
        """The four bytes a signature line names the key by."""
        start = self.name.encode() + b"\n" + bytes([self.kind])
        return hashlib.sha256(start + self.public).digest()[:4]


class Trust(NamedTuple):
    """What the reader got by another way; ``roots`` are PEM certificates for PDF signatures,
    ``former`` keys that the log's key has replaced, each with the position of the entry that says
    so, the oldest first."""

    log: Key
    seen: Sequence[tuple[int, bytes]] = ()
    witnesses: Sequence[Key] = ()
    roots: Sequence[bytes] = ()
    former: Sequence[tuple[Key, int]] = ()


class Proof(NamedTuple):
    extra: bytes
    position: int
    path: list[bytes]
    checkpoint: bytes


def key_of(vkey: str, *kinds: int) -> Key:
    """The key of ``name+hint+base64``: of one of ``kinds``, with the hint its parts give."""
    name, _, rest = vkey.partition("+")
    hint, _, coded = rest.partition("+")
    data = unbase64(coded, 33)
    key = Key(name, data[0], data[1:])
    if (
        not re.fullmatch(r"[^\s+]+", name)
        or key.kind not in (kinds or (LOG,))
        or key.hint.hex() != hint
    ):
        raise Bad("not a verification key")
    return key


def open_note(data: bytes, key: Key | None) -> tuple[list[str], list[tuple[str, bytes]]]:
    """The lines of a note that ``key`` signed, and the other signatures as (name, bytes).

    Without a key every signature is another one, and the lines are nobody's word.
    """
    lines = lines_of(data)
    if "" not in lines or re.search(rb"[\0-\x09\x0b-\x1f]", data):
        raise Bad("not of the expected shape")
    gap = len(lines) - 1 - lines[::-1].index("")
    text = _text(lines[:gap])
    others, count = [], 0
    for line in lines[gap + 1 :]:
        match = re.fullmatch("\u2014 ([^\\s+]+) ([^\\s]+)", line)
        if match is None:
            raise Bad("not of the expected shape")
        name, signature = match[1], unbase64(match[2])
        if key is None or (name, signature[:4]) != (key.name, key.hint):
            others.append((name, signature))
            continue
        if not signed(key.public, text, signature[4:]):
            raise Bad("signature wrong")
        count += 1
    if key and count != 1:
        raise Bad("not signed by this key")
    return lines[:gap], others


def open_checkpoint(
    data: bytes, *, key: Key | None, trust: Trust | None, report: Report, place: str
) -> tuple[int, bytes]:
    """Size and root of a checkpoint that ``key`` signed.

    Cosignatures of witnesses in the trust must be good; others are told as not checked.
    """
    lines, others = open_note(data, key)
    if len(lines) != 3 or (key and lines[0] != key.name):
        raise Bad("not of the expected shape")
    if key is None:
        report.skip("checkpoint", place, "no key to check the signature with")
        others = []
    size, root = decimal(lines[1]), unbase64(lines[2], 32)
    if size == 0:
        raise Bad("an empty log proves nothing")
    wanted = {(each.name, each.hint): each for each in (trust.witnesses if trust else ())}
    for name, signature in others:
        witness = wanted.pop((name, signature[:4]), None)
        if witness is None:
            report.skip("cosignature", place, "witness not in the trust file")
            continue
        head, rest = b"", signature[4:]
        if witness.kind == COSIGNATURE:
            moment, rest = int.from_bytes(rest[:8], "big"), rest[8:]
            head = f"cosignature/v1\ntime {moment}\n".encode()
        if not signed(witness.public, head + _text(lines), rest):
            raise Bad("cosignature wrong")
        report.confirm("cosignature", f"{place}, {name}, size {size}")
    for _ in wanted:
        report.skip("cosignature", place, "no cosignature of a trusted witness")
    return size, root


def _text(lines: Iterable[str]) -> bytes:
    return "".join(line + "\n" for line in lines).encode()


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\0" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()


def folded(level: list[bytes]) -> bytes:
    """The root over neighbours whose number is a power of two."""
    new = hashlib.sha256
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=True)
        level = [new(b"\1" + left + right).digest() for left, right in pairs]
    return level[0]


def roots_at(
    leaves: Iterable[bytes], sizes: Iterable[int], runs: Sequence[bytes] = ()
) -> dict[int, bytes]:
    """The root at each of ``sizes`` that the leaves reach, in one pass; ``runs`` are the roots over
    each 256 leaves where they are known already."""
    wanted = set(sizes)
    found = {0: hashlib.sha256().digest()}
    # A run of leaves in which no size ends is folded at once; the others one by one.
    apart = {size // RUN for size in wanted if size % RUN}
    peaks: list[tuple[int, bytes]] = []
    size, rest = 0, iter(leaves)
    while run := list(islice(rest, RUN)):
        whole = len(run) == RUN and size // RUN not in apart
        if whole:
            known = size // RUN < len(runs)
            steps = [(RUN, runs[size // RUN] if known else folded(run))]
        else:
            steps = [(1, leaf) for leaf in run]
        for width, top in steps:
            size += width
            while peaks and peaks[-1][0] == width:
                width, top = 2 * width, _node(peaks.pop()[1], top)
            peaks.append((width, top))
            if size in wanted:
                found[size] = _joined(peaks)
    return {size: root for size, root in found.items() if size in wanted}


def _joined(peaks: Sequence[tuple[int, bytes]]) -> bytes:
    root = peaks[-1][1]
    for _, peak in peaks[-2::-1]:
        root = _node(peak, root)
    return root


def root_from(leaf: bytes, *, index: int, size: int, path: Iterable[bytes]) -> bytes:
    """The root an inclusion proof leads to (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        raise Bad("the proof does not hold")
    first, last, root = index, size - 1, leaf
    for step in path:
        if last == 0:
            raise Bad("the proof does not hold")
        if first & 1 or first == last:
            root = _node(step, root)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            root = _node(root, step)
        first, last = first >> 1, last >> 1
    if last:
        raise Bad("the proof does not hold")
    return root


def read_proof(data: bytes) -> Proof:
    """The parts of a ``.tlog-proof``; nothing in it is checked yet."""
    head, _, checkpoint = data.partition(b"\n\n")
    first, *lines = lines_of(head + b"\n")
    extra = b""
    if first != PROOF:
        raise Bad("not of the expected shape")
    if lines and lines[0].startswith("extra "):
        extra = unbase64(lines.pop(0)[6:])
    if not lines or not lines[0].startswith("index "):
        raise Bad("not of the expected shape")
    path = [unbase64(line, 32) for line in lines[1:]]
    return Proof(extra, decimal(lines[0][6:]), path, checkpoint)


def check_seen(report: Report, leaves: Sequence[bytes], trust: Trust | None) -> None:
    """Whether the checkpoints that the reader has seen are of this log."""
    seen = trust.seen if trust else ()
    roots = roots_at(leaves, [size for size, _ in seen])
    for size, root in seen:
        with report.check("seen", f"size {size}"):
            if size not in roots:
                raise Bad("shorter than a checkpoint you have seen: cut short, or made before it")
            if roots[size] != root:
                raise Bad("forked: an earlier checkpoint is another")
