"""The Merkle tree of RFC 6962 section 2.1 (RFC 9162 section 2.1) with SHA-256.

::

    leaf  = SHA-256(0x00 | bytes)        node = SHA-256(0x01 | left | right)
    empty = SHA-256("")

Trees and proofs here are made of leaf *hashes* (32 bytes); ``leaf_hash`` makes one.  No consistency
proof starts from size 0: verifiers disagree about it, so a log begins with a first entry.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

SIZE = 32
EMPTY = sha256(b"").digest()
# A size is stored in a signed 64-bit column, and in a checkpoint it must fit others' too.
MAX_SIZE = 2**63 - 1


def leaf_hash(content: bytes) -> bytes:
    return sha256(b"\x00" + content).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All that is needed to append: the roots of the full subtrees, the largest first.

    There are as many of them as ``size`` has one-bits.
    """

    size: int = 0
    nodes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.size <= MAX_SIZE or len(self.nodes) != self.size.bit_count():
            raise ValueError("these nodes are no frontier of that size")
        if any(len(node) != SIZE for node in self.nodes):
            raise ValueError(f"a node has {SIZE} bytes")

    def append(self, leaf: bytes) -> Frontier:
        """The frontier after one more leaf hash; at most log2(size) hashes are made."""
        nodes, size = list(self.nodes), self.size
        while size & 1:
            leaf = node_hash(nodes.pop(), leaf)
            size >>= 1
        return Frontier(self.size + 1, (*nodes, leaf))

    def extend(self, leaves: Iterable[bytes]) -> Frontier:
        """The frontier after all of ``leaves``; equal to ``append`` of each in turn."""
        nodes, size = list(self.nodes), self.size
        for leaf in leaves:
            left = size
            while left & 1:
                leaf = node_hash(nodes.pop(), leaf)
                left >>= 1
            nodes.append(leaf)
            size += 1
        return Frontier(size, tuple(nodes))

    def root(self) -> bytes:
        if not self.nodes:
            return EMPTY
        above, *rest = reversed(self.nodes)
        for left in rest:
            above = node_hash(left, above)
        return above

    def to_bytes(self) -> bytes:
        """The nodes one after another; the size is kept beside them."""
        return b"".join(self.nodes)

    @classmethod
    def from_bytes(cls, size: int, joined: bytes) -> Frontier:
        """Read ``to_bytes`` back.

        Raises:
            ValueError: the bytes are no frontier of that size.
        """
        return cls(size, tuple(joined[at : at + SIZE] for at in range(0, len(joined), SIZE)))


class Growing:
    """A root over a stream: takes leaf hashes one by one and keeps log2(size) of them."""

    __slots__ = ("_nodes", "size")

    def __init__(self) -> None:
        self.size = 0
        self._nodes: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        nodes, left = self._nodes, self.size
        while left & 1:
            leaf = node_hash(nodes.pop(), leaf)
            left >>= 1
        nodes.append(leaf)
        self.size += 1

    def frontier(self) -> Frontier:
        return Frontier(self.size, tuple(self._nodes))

    def root(self) -> bytes:
        return self.frontier().root()


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes, in memory of log2(size)."""
    growing = Growing()
    for leaf in leaves:
        growing.add(leaf)
    return growing.root()


class Proving(ABC):
    """Roots and proofs for whoever knows the roots of the full subtrees (``full``) and ``size``.

    How these are kept is the heir's: ``Tree`` holds all of them, ``tiles.Tiled`` reads a few.
    """

    __slots__ = ()

    @property
    @abstractmethod
    def size(self) -> int:
        """How many leaves there are."""

    @abstractmethod
    def full(self, level: int, index: int) -> bytes:
        """The root over the ``2**level`` leaves from ``index * 2**level`` on."""

    def leaf(self, index: int) -> bytes:
        return self.full(0, index)

    def root(self, size: int | None = None) -> bytes:
        """The root of the first ``size`` leaves, of all by default."""
        size = self._known(size)
        return self._subtree(0, size) if size else EMPTY

    def inclusion(self, index: int, size: int | None = None) -> tuple[bytes, ...]:
        """The audit path of leaf ``index`` in the tree of ``size``, the sibling first.

        Raises:
            ValueError: there is no such leaf or no such tree.
        """
        size = self._known(size)
        if not 0 <= index < size:
            raise ValueError("no such leaf")
        return tuple(self._path(index, 0, size))

    def consistency(self, old: int, size: int | None = None) -> tuple[bytes, ...]:
        """The proof that the tree of ``size`` begins with the tree of ``old``.

        Raises:
            ValueError: ``old`` is 0 or larger than ``size``, or there is no such tree.
        """
        size = self._known(size)
        if not 0 < old <= size:
            raise ValueError("a consistency proof starts at a size from 1 to the present one")
        return tuple(self._subproof(old, 0, size, complete=True))

    def _known(self, size: int | None) -> int:
        size = self.size if size is None else size
        if not 0 <= size <= self.size:
            raise ValueError("the tree has not that many leaves")
        return size

    def _subtree(self, start: int, end: int) -> bytes:
        """MTH of the leaves from ``start`` to ``end``; ``start`` is a multiple of a power of two
        that is no less than the width."""
        width = end - start
        if width & (width - 1) == 0:
            level = width.bit_length() - 1
            return self.full(level, start >> level)
        middle = start + _split(width)
        return node_hash(self._subtree(start, middle), self._subtree(middle, end))

    def _path(self, index: int, start: int, end: int) -> list[bytes]:
        """PATH of RFC 6962 section 2.1.1."""
        if end - start == 1:
            return []
        middle = start + _split(end - start)
        if index < middle:
            return [*self._path(index, start, middle), self._subtree(middle, end)]
        return [*self._path(index, middle, end), self._subtree(start, middle)]

    def _subproof(self, old: int, start: int, end: int, *, complete: bool) -> list[bytes]:
        """SUBPROOF of RFC 6962 section 2.1.2; ``old`` counts from ``start``."""
        width = end - start
        if old == width:
            return [] if complete else [self._subtree(start, end)]
        half = _split(width)
        middle = start + half
        if old <= half:
            inner = self._subproof(old, start, middle, complete=complete)
            return [*inner, self._subtree(middle, end)]
        inner = self._subproof(old - half, middle, end, complete=False)
        return [*inner, self._subtree(start, middle)]


class Tree(Proving):
    """A whole tree in memory, about 64 bytes of hashes a leaf, from which any proof is cheap."""

    __slots__ = ("_levels",)

    def __init__(self, leaves: Iterable[bytes] = ()) -> None:
        level = list(leaves)
        self._levels = [level]
        while len(level) > 1:
            pairs = zip(level[::2], level[1::2], strict=False)
            level = [node_hash(left, right) for left, right in pairs]
            self._levels.append(level)

    @property
    def size(self) -> int:
        return len(self._levels[0])

    def full(self, level: int, index: int) -> bytes:
        return self._levels[level][index]


def _split(width: int) -> int:
    """The largest power of two smaller than ``width``."""
    return 1 << ((width - 1).bit_length() - 1)


def inclusion_proof(leaves: Iterable[bytes], index: int) -> tuple[bytes, ...]:
    """The audit path of leaf ``index``; build a ``Tree`` where several are wanted."""
    return Tree(leaves).inclusion(index)


def consistency_proof(leaves: Iterable[bytes], old: int) -> tuple[bytes, ...]:
    """The proof that the tree of all leaves begins with that of the first ``old``."""
    return Tree(leaves).consistency(old)


def verify_inclusion(
    *, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Does ``proof`` lead from the leaf hash to ``root``?  RFC 9162 section 2.1.3.2."""
    if not 0 <= index < size <= MAX_SIZE or not _hashes(leaf, root, *proof):
        return False
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(
    *, old: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes
) -> bool:
    """Does the tree of ``size`` begin with the one of ``old``?  RFC 9162 section 2.1.4.2.

    False from size 0, whatever the proof.
    """
    if not 0 < old <= size <= MAX_SIZE or not _hashes(old_root, root, *proof):
        return False
    if old == size:
        return not proof and old_root == root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    then = now = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            then, now = node_hash(sibling, then), node_hash(sibling, now)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            now = node_hash(now, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and then == old_root and now == root


def _hashes(*values: bytes) -> bool:
    return all(len(value) == SIZE for value in values)
