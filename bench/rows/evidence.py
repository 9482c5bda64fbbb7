"""The evidence log: verifying the whole of it offline."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.measuring import Row, paired
from shoumi.core.ledger import checkpoint, leaf, tiles, tree
from shoumi.core.ledger.note import Signer
from shoumi.core.refs import Ref
from shoumi.core.verify.log import Trust, key_of
from shoumi.core.verify.standalone import verify

LEAVES = 300_000
_BEGUN = datetime(2026, 3, 2, 1, tzinfo=UTC)


class _Tag(StrEnum):
    OPENED = "gate.opened"


def _bodies(count: int) -> Iterator[bytes]:
    """Entries as a reveal leaves them, about 250 bytes each."""
    facts = {"decision": 0, "fields": 3, "policy": leaf.Digest.of(b"policy"), "stage": 12}
    duties = ("1.5", "6.1")
    for number in range(count):
        about = Ref(f"sub-{number:016d}")
        event = leaf.Event(
            _Tag.OPENED,
            Ref("per-0000000000000001"),
            about,
            _BEGUN + timedelta(milliseconds=number),
            {**facts, "decision": number},
            duties,
            Ref("deal-0000000000000001"),
        )
        yield leaf.body(event)


def _write(folder: Path, bodies: list[bytes], signer: Signer) -> bytes:
    """The log as ``shoumi ledger tiles`` lays it out; its root."""
    whole = tree.Tree(tree.leaf_hash(body) for body in bodies)
    for tile in tiles.of_size(len(bodies)):
        level = tiles.HEIGHT * tile.level
        held = [whole.full(level, tile.start + place) for place in range(tile.width)]
        _put(folder / tile.path(), b"".join(held))
        if tile.level == 0:
            entries = bodies[tile.start : tile.start + tile.width]
            _put(folder / tile.entries_path(), tiles.bundle(entries))
    head = checkpoint.Checkpoint(signer.name, len(bodies), whole.root())
    (folder / "checkpoint").write_text(checkpoint.sign(head, signer))
    return head.root


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _bare_root(bodies: list[bytes]) -> bytes:
    """The least there is to do: hash every entry and every node, nothing read, nothing checked."""
    level = [sha256(b"\0" + body).digest() for body in bodies]
    tops = []
    while len(level) > 1:
        if len(level) & 1:
            tops.append(level.pop())
        pairs = zip(level[::2], level[1::2], strict=True)
        level = [sha256(b"\1" + left + right).digest() for left, right in pairs]
    # The last leaves' subtree is the smallest and stands to the right of all others.
    root, *larger = [*tops, *level]
    for left in larger:
        root = sha256(b"\1" + left + root).digest()
    return root


def ledger_verify_s() -> Row:
    signer = Signer("log.example/bench", Ed25519PrivateKey.from_private_bytes(bytes(32)))
    bodies = list(_bodies(LEAVES))
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as scratch:
        folder = Path(scratch) / "log"
        root = _write(folder, bodies, signer)
        seen = [(LEAVES // 3, _bare_root(bodies[: LEAVES // 3]))]
        trust = Trust(key_of(signer.verifier().vkey()), seen)

        def ours() -> None:
            assert verify(folder, trust).ok

        def theirs() -> None:
            assert _bare_root(bodies) == root

        mine, other = paired(ours, theirs, rounds=3)
    size = sum(map(len, bodies)) // LEAVES
    return Row(
        key="ledger_verify_s",
        name=f"verify a whole exported log of {LEAVES:,} entries, {size} bytes each, offline",
        ours=LEAVES / mine,
        unit="leaves/s",
        peer="bare hashlib: the tree over the same entries, in memory",
        theirs=LEAVES / other,
        target=500_000,
        is_limit=True,
        note=(
            "ours reads tiles and bundles from disk, checks the signature, hashes every entry, "
            "makes every tile and the root again, compares them and a root seen before, finds "
            "entries that are back-dated; one process, standard library"
        ),
    )


ROWS = {"ledger_verify_s": ledger_verify_s}
