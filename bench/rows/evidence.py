"""The evidence log: adding to it, reading under it, verifying the whole of it offline."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench.measurement import Row, paired, seconds
from bench.rows import people
from shoumi.core.gate import Decision
from shoumi.core.ledger import checkpoint, leaf, tiles, tree
from shoumi.core.ledger.note import Signer
from shoumi.core.refs import Ref
from shoumi.core.verify.log import Trust, key_of
from shoumi.core.verify.standalone import verify

LEAVES = 300_000
_BEGUN = datetime(2026, 3, 2, 1, tzinfo=UTC)


class _Tag(StrEnum):
    OPENED = "gate.opened"
    REVEALED = "gate.revealed"


def _bodies(count: int) -> Iterator[bytes]:
    return map(leaf.body, _events(count, _BEGUN, _Tag.OPENED))


def _events(count: int, begun: datetime, tag: StrEnum) -> Iterator[leaf.Event]:
    """Entries as a reveal leaves them, about 250 bytes each."""
    facts = {"decision": 0, "fields": 3, "policy": leaf.Digest.of(b"policy"), "stage": 12}
    duties = ("1.5", "6.1")
    for number in range(count):
        about = Ref(f"sub-{number:016d}")
        yield leaf.Event(
            tag,
            Ref("per-0000000000000001"),
            about,
            begun + timedelta(milliseconds=number),
            {**facts, "decision": number},
            duties,
            Ref("deal-0000000000000001"),
        )


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


# ``base.ledger.group_commit`` commits at most 64 reads together.
GROUP, GROUPS, SINGLES = 64, 40, 100
READERS, READS, HELD, SYNCS = 16, 60, 2_000, 100


def _in_a_house(measure: Callable[[Path], Row]) -> Row:
    folder = Path(tempfile.mkdtemp(prefix="shoumi-bench-"))
    os.environ["SHOUMI_HOME"] = str(folder / "home")
    try:
        return measure(folder)
    finally:
        # The high-water mark may still be following.
        shutil.rmtree(folder, ignore_errors=True)


def ledger_append() -> Row:
    return _in_a_house(_ledger_append)


def _ledger_append(folder: Path) -> Row:
    begun = people.house().go_on()
    from django.db import transaction
    from pymerkle import SqliteTree

    from shoumi.base.ledger import audit, writer

    groups = [list(_events(GROUP, begun, _Tag.REVEALED)) for _ in range(GROUPS)]
    bodies = [leaf.body(event) for event in groups[0]]
    peer = SqliteTree(str(folder / "peer.sqlite3"))

    def add(group: Sequence[leaf.Event]) -> None:
        with transaction.atomic(durable=True):
            writer.record_many(group, waits=True)

    def ours() -> None:
        for group in groups:
            add(group)

    def theirs() -> None:
        for number in range(SINGLES):
            peer.append_entry(bodies[number % GROUP])

    def alone() -> None:
        for event in groups[0]:
            with transaction.atomic(durable=True):
                writer.record(event)

    mine, other = paired(ours, theirs, rounds=3)
    used = seconds(ours, cpu=True)
    single = seconds(alone)
    assert audit.verify_all().sound
    peer.close()
    each = GROUP * GROUPS
    return Row(
        key="ledger_append",
        name=f"entries added for good in groups of {GROUP}, about {len(bodies[0])} bytes each",
        ours=mine / each * 1e6,
        unit="us",
        peer="pymerkle SqliteTree",
        theirs=other / SINGLES * 1e6,
        target=40,
        note=f"wall; ours through the product's writer: groups of {GROUP}, one commit each (SQLite "
        "WAL, FULL, checkpoints as they come), bodies made, frontier kept, high-water mark "
        f"following; {used / each * 1e6:.1f} us of it CPU, "
        f"{single / GROUP * 1e6:.0f} us where each is committed and marked alone; "
        "theirs commits each by itself and has no other way (SQLite's default: journal, FULL)",
    )


def audited_read() -> Row:
    return _in_a_house(_audited_read)


def _audited_read(folder: Path) -> Row:
    from unittest.mock import patch

    readers = _Readers()
    from shoumi.base.gate import reading_limits

    # Counted as ever, and let through: one person reads more here than anybody may.
    usual = reading_limits.left_of_usual
    counted = patch.object(reading_limits, "left_of_usual", lambda *asked: usual(*asked) + HELD)
    counted.start()
    sync = _Syncing(folder / "synced")
    try:
        readers.read()
        before = readers.recorded()
        mine, other = paired(readers.read, sync, rounds=4)
        used = seconds(readers.read, cpu=True)
        assert readers.recorded() == before + 6 * READERS * READS, "a read left no entry"
    finally:
        counted.stop()
        sync.close()
        readers.close()
    each = READERS * READS
    return Row(
        key="audited_read_us",
        name=f"a person read by each of {READERS} threads at once, evidence first",
        ours=mine / each * 1e6,
        unit="us",
        peer="fdatasync of 4 KiB, alone",
        theirs=other / SYNCS * 1e6,
        target=45,
        note="wall for each read: gate asked again under the ledger's lock, entry with its leaf "
        "hash, one commit for all who came together (WAL, FULL), key and envelopes fetched, key "
        f"unwrapped, three fields opened; {used / each * 1e6:.1f} us of it CPU in one Python "
        f"process; {HELD:,} people, each read another",
        is_limit=True,
    )


class _Readers:
    """Threads of one house that read people for a task, each with its own connections."""

    def __init__(self) -> None:
        story = people.house()
        from shoumi.base.gate.tasks import open_task
        from shoumi.base.subjects import services as subjects
        from shoumi.base.subjects.models import Kind
        from shoumi.core.gate import Act
        from shoumi.core.terms import LegalBasis, Purpose
        from shoumi.doors.demo import cast
        from shoumi.doors.demo.sample_customers import customers

        self.reader = story.cast[cast.DPO]
        self.fields = ("name", "mobile", "address")
        at = story.go_on()
        self.people = subjects.store(
            deal=story.deal,
            dataset=Ref("set-bench"),
            people=[
                subjects.NewSubject(
                    Kind.INDIVIDUAL,
                    LegalBasis.CONTRACT,
                    {
                        "name": own.name,
                        "mobile": own.mobile,
                        "address": own.address,
                    },
                )
                for own in customers(HELD)
                if own.mobile  # a minor's record takes a second person's yes each time
            ],
            actor=self.reader,
            at=at,
        )
        self.task = open_task(
            purpose=Purpose.INVENTORY,
            deal=story.deal,
            actors=[self.reader],
            acts=[Act.REVEAL],
            fields=self.fields,
            expires_at=at + timedelta(days=3),
            actor=story.cast[cast.HEAD],
            at=at,
        )
        self.at = story.go_on()
        self.pool = ThreadPoolExecutor(READERS)
        self.shares = [self._asked(number) for number in range(READERS)]

    def _asked(self, reader: int) -> list[Decision]:
        """What a screen holds before it opens anything; opening asks the gate once more."""
        from shoumi.base.gate import decisions
        from shoumi.base.gate.tasks import question
        from shoumi.core.gate import Act

        chosen = self.people[reader * READS : (reader + 1) * READS]
        whole = question(
            actor=self.reader,
            act=Act.REVEAL,
            task=self.task,
            at=self.at,
            subject=chosen[0],
            fields=self.fields,
        )
        found = decisions.ask_each(whole, chosen)
        return [found[ref] for ref in chosen]

    def read(self) -> None:
        assert all(self.pool.map(self._all, self.shares))

    def _all(self, decisions: list[Decision]) -> bool:
        from shoumi.base.gate import disclosure

        for decision in decisions:
            assert len(disclosure.open(decision, at=self.at)) == len(self.fields)
        return True

    def recorded(self) -> int:
        from shoumi.base.ledger.models import Entry

        return Entry.objects.filter(tag="gate.revealed").count()

    def close(self) -> None:
        from django.db import connections

        list(self.pool.map(lambda _: connections.close_all(), range(READERS)))
        self.pool.shutdown()


class _Syncing:
    """What every commit pays at least: a page written and synced."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT)

    def __call__(self) -> None:
        for _ in range(SYNCS):
            os.write(self._file, bytes(4096))
            os.fdatasync(self._file)

    def close(self) -> None:
        os.close(self._file)


ROWS = {
    "ledger_append": ledger_append,
    "audited_read_us": audited_read,
    "ledger_verify_s": ledger_verify_s,
}
