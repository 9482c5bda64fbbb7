"""Reading the ledger and proving what it says.  Everything here leaves it as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from shoumi.base.ledger import storage, tile_store
from shoumi.base.ledger.errors import Broken, NoSuchEntry, NoSuchRow
from shoumi.base.ledger.models import Entry, RowChunk
from shoumi.core.ledger import leaf, tree
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as it stands."""

    position: int
    body: bytes
    leaf_hash: bytes

    def line(self) -> leaf.Line:
        """What it says.

        Raises:
            LeafUnreadable: the stored bytes are no entry.
        """
        return leaf.read(self.body)


@dataclass(frozen=True, slots=True)
class Inclusion:
    """``leaf_hash`` is leaf ``index`` of the tree of ``size`` with ``root``: RFC 6962 2.1.1."""

    index: int
    size: int
    leaf_hash: bytes
    proof: tuple[bytes, ...]
    root: bytes

    def holds(self) -> bool:
        return tree.verify_inclusion(
            leaf=self.leaf_hash,
            index=self.index,
            size=self.size,
            proof=self.proof,
            root=self.root,
        )


def size() -> int:
    return storage.size()


def root() -> bytes:
    """The root of the whole ledger, from the stored frontier."""
    return storage.frontier().root()


def last_at() -> datetime | None:
    """The latest time any entry bears.

    Raises:
        ValueError: the head is damaged.
    """
    return storage.last_at()


def not_before(at: datetime) -> datetime:
    """``at``, or the time of the newest entry where that is later.  Long work that asks once more
    asks as of then, so that what was taken back since it began is seen.

    Raises:
        ValueError: the head is damaged.
    """
    return max(at, storage.last_at() or at)


def entries(
    start: int = 0,
    deal: Ref | None = None,
    *,
    about: Ref | None = None,
    tag: str | None = None,
) -> Iterator[Recorded]:
    """Entries from position ``start`` on, in order, fetched in batches."""
    found = Entry.objects.filter(position__gte=start).order_by("position")
    for column, wanted in (("deal", deal), ("about", about), ("tag", tag)):
        if wanted is not None:
            found = found.filter(**{column: wanted})
    for position, body, leaf_hash in found.values_list("position", "body", "leaf_hash").iterator(
        chunk_size=500
    ):
        yield Recorded(position, storage.raw(body), storage.raw(leaf_hash))


def latest(
    count: int,
    *,
    before: int | None = None,
    deal: Ref | None = None,
    about: Ref | None = None,
    tag: str | None = None,
    tags: Collection[str] | None = None,
    abouts: Collection[Ref] | None = None,
) -> list[Recorded]:
    """The newest entries, the newest first; below ``before`` where it is given; of one tag, or of
    several; about one thing, or about any of several."""
    found = Entry.objects.order_by("-position")
    if tags is not None:
        found = found.filter(tag__in=tags)
    if abouts is not None:
        found = found.filter(about__in=abouts)
    if before is not None:
        found = found.filter(position__lt=before)
    for column, wanted in (("deal", deal), ("about", about), ("tag", tag)):
        if wanted is not None:
            found = found.filter(**{column: wanted})
    rows = found.values_list("position", "body", "leaf_hash")[:count]
    return [Recorded(at, storage.raw(body), storage.raw(digest)) for at, body, digest in rows]


def first_from(at: datetime) -> int:
    """The position of the first entry that is not older than ``at``; that after the last where all
    are.  No entry is older than the one before it, so it is found by halving."""
    low, high = 0, size()
    while low < high:
        middle = (low + high) // 2
        [told] = Entry.objects.filter(position=middle).values_list("at", flat=True)
        low, high = (low, middle) if told >= at else (middle + 1, high)
    return low


def entry(position: int) -> Recorded:
    """
    Raises:
        NoSuchEntry: the ledger has not that many entries.
    """
    found = some([position])
    if not found:
        raise NoSuchEntry(position=position)
    return found[0]


def some(positions: Collection[int]) -> list[Recorded]:
    """The entries at those positions, in order, read at once; one that is not there is left out."""
    return [
        Recorded(at, storage.raw(body), storage.raw(digest))
        for at, body, digest in storage.entries(positions)
    ]


def rows(position: int) -> Iterator[bytes]:
    """The rows of a bulk act, in order; none where the entry is no bulk act.

    Raises:
        ChunkUnreadable: a stored chunk is no sequence of rows.
    """
    chunks = RowChunk.objects.filter(position=position).order_by("number")
    for content in chunks.values_list("content", flat=True).iterator(chunk_size=1):
        yield from storage.unpack(storage.raw(content))


def has_row(position: int, part: bytes) -> bool:
    """Whether a row of a bulk act has ``part`` in it; chunks without it are not taken apart.

    Raises:
        ChunkUnreadable: a stored chunk is no sequence of rows.
    """
    chunks = RowChunk.objects.filter(position=position).order_by("number")
    for stored in chunks.values_list("content", flat=True).iterator(chunk_size=1):
        content = storage.raw(stored)
        if part in content and any(part in row for row in storage.unpack(content)):
            return True
    return False


def prove(position: int) -> Inclusion:
    """Prove an entry in the present tree.

    Raises:
        NoSuchEntry: the ledger has not that many entries.
    """
    return prove_many([position])[0]


def prove_many(positions: Iterable[int]) -> list[Inclusion]:
    """As ``prove``; a proof reads a few tiles, each once for all positions.

    Raises:
        Broken: the stored leaves do not give the head's root.
    """
    return prove_under(storage.frontier(), positions)


def prove_under(head: tree.Frontier, positions: Iterable[int]) -> list[Inclusion]:
    """As ``prove_many``, in the tree of ``head``."""
    wanted = list(positions)
    for position in wanted:
        if not 0 <= position < head.size:
            raise NoSuchEntry(position=position)
    root = head.root()
    whole = tile_store.tree_of(head)
    found = [_included(whole, position, root) for position in wanted]
    if not all(one.holds() for one in found):
        whole = tile_store.mended(head)
        found = [_included(whole, position, root) for position in wanted]
    for one in found:
        if not one.holds():
            raise Broken(position=one.index, fault="leaf_hash_wrong")
    return found


def prove_row(position: int, index: int) -> Inclusion:
    """Prove row ``index`` under the rows root that the entry at ``position`` commits to.

    Raises:
        NoSuchRow: the entry has not that many rows.
    """
    held = list(rows(position))
    if not 0 <= index < len(held):
        raise NoSuchRow(position=position, row=index)
    return prove_among(held, [index])[0]


def prove_among(held: Iterable[bytes], indexes: Iterable[int]) -> list[Inclusion]:
    """Prove some of the rows of a bulk act, all of which are ``held``."""
    whole = tree.Tree(map(tree.leaf_hash, held))
    root = whole.root()
    return [_included(whole, index, root) for index in indexes]


def consistency(old: int) -> tuple[bytes, ...]:
    """The proof that the present ledger begins with its first ``old`` entries.

    Raises:
        NoSuchEntry: there never was a ledger of that size, or ``old`` is 0.
    """
    return growth(size(), old)


def growth(new: int, old: int) -> tuple[bytes, ...]:
    """The proof that the first ``new`` entries begin with the first ``old``.

    Raises:
        NoSuchEntry: there is no ledger of that size, or ``old`` is 0.
    """
    head = storage.frontier()
    if not 0 < old <= new <= head.size:
        raise NoSuchEntry(position=old - 1)
    whole = tile_store.tree_of(head)
    if not all(_grew(whole, size, head) for size in (old, new)):
        whole = tile_store.mended(head)
    return whole.consistency(old, new)


def _grew(whole: tree.Proving, old: int, head: tree.Frontier) -> bool:
    return tree.verify_consistency(
        old=old,
        size=head.size,
        proof=whole.consistency(old),
        old_root=whole.root(old),
        root=head.root(),
    )


def _included(whole: tree.Proving, index: int, root: bytes) -> Inclusion:
    return Inclusion(index, whole.size, whole.leaf(index), whole.inclusion(index), root)
