from __future__ import annotations

import base64
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.ledger import tree
from shoumi.core.ledger.tests.published import published
from shoumi.core.ledger.tree import EMPTY, MAX_SIZE, Frontier, Growing, Tree, leaf_hash


def defined(leaves):
    """MTH exactly as RFC 6962 section 2.1 words it, over leaf hashes."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + defined(leaves[:k]) + defined(leaves[k:])).digest()


def hashes(count):
    return [leaf_hash(bytes([number])) for number in range(count)]


# SHA-256 of nothing, and of the bytes 00 00: RFC 6962 section 2.1, by sha256sum.
SMALL = {
    0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    1: "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
}


@pytest.mark.parametrize(("size", "root"), SMALL.items())
def test_the_smallest_trees_are_frozen(size, root):
    assert tree.root(hashes(size)).hex() == root


@pytest.mark.parametrize("size", range(70))
def test_every_way_to_a_root_follows_the_definition(size):
    leaves = hashes(size)
    growing, frontier = Growing(), Frontier()
    for leaf in leaves:
        growing.add(leaf)
        frontier = frontier.append(leaf)
    expected = defined(leaves)
    assert tree.root(iter(leaves)) == expected
    assert growing.root() == frontier.root() == expected
    assert growing.frontier() == frontier
    assert Frontier.from_bytes(size, frontier.to_bytes()) == frontier
    half = Frontier().extend(leaves[: size // 2])
    assert half.extend(leaves[size // 2 :]) == frontier
    whole = Tree(hashes(70))
    assert whole.root(size) == expected
    assert Tree(leaves).root() == expected


def test_the_reference_tree_of_certificate_transparency():
    found = published("rfc6962_reference_tree.json")
    if found is None:
        return
    leaves = [leaf_hash(bytes.fromhex(one)) for one in found["leaf_inputs"]]
    roots = [tree.root(leaves[:size]).hex() for size in range(1, 9)]
    assert roots == found["roots_from_size_1"]
    assert EMPTY.hex() == found["empty_root"]
    assert {leaf.hex() for leaf in leaves} <= set(found["level_hashes"])


def test_the_published_inclusion_probes():
    probes = published("merkle_inclusion.json")
    if probes is None:
        return
    answers = []
    for probe in probes:
        held = tree.verify_inclusion(
            leaf=base64.b64decode(probe["leafHash"]),
            index=probe["leafIdx"],
            size=probe["treeSize"],
            proof=[base64.b64decode(one) for one in probe["proof"] or ()],
            root=base64.b64decode(probe["root"]),
        )
        assert held is not probe["wantErr"], probe["name"]
        answers.append(held)
    assert (len(answers), answers.count(False)) == (98, 92)


@pytest.mark.parametrize("size", range(1, 34))
def test_every_proof_holds_for_its_own_leaf_and_root_only(size):
    leaves = hashes(size)
    whole = Tree(leaves)
    for index in range(size):
        proof = tree.inclusion_proof(leaves, index)
        claim = {
            "leaf": leaves[index],
            "index": index,
            "size": size,
            "proof": proof,
            "root": whole.root(),
        }
        assert tree.verify_inclusion(**claim)
        for wrong in spoiled(claim):
            assert not tree.verify_inclusion(**wrong)


@pytest.mark.parametrize("size", range(1, 34))
def test_every_ledger_begins_with_each_of_its_beginnings(size):
    leaves = hashes(size)
    whole = Tree(leaves)
    for old in range(1, size + 1):
        proof = tree.consistency_proof(leaves, old)
        claim = {
            "old": old,
            "size": size,
            "proof": proof,
            "old_root": whole.root(old),
            "root": whole.root(),
        }
        assert tree.verify_consistency(**claim)
        for wrong in spoiled(claim):
            assert not tree.verify_consistency(**wrong)


def spoiled(claim):
    """The claim with one thing wrong each time."""
    other = bytes(32)
    proof = list(claim["proof"])
    for name, value in claim.items():
        if isinstance(value, bytes):
            yield claim | {name: other}
            yield claim | {name: b""}
            yield claim | {name: value + b"\x00"}
    yield claim | {"proof": [*proof, other]}
    yield claim | {"proof": [other, *proof]}
    yield claim | {"proof": [*proof, b""]}
    yield claim | {"size": 0}
    yield claim | {"size": MAX_SIZE + 1}
    if "index" in claim:
        yield claim | {"index": -1}
        yield claim | {"index": claim["size"]}
        if claim["size"] > 1:
            yield claim | {"index": claim["index"] ^ 1}
    else:
        yield claim | {"old": 0}
        yield claim | {"old": claim["size"] + 1}
    for place in range(len(proof)):
        yield claim | {"proof": proof[:place] + proof[place + 1 :]}
        yield claim | {"proof": [*proof[:place], other, *proof[place + 1 :]]}


def test_no_consistency_proof_starts_from_nothing():
    with pytest.raises(ValueError, match="1 to"):
        Tree(hashes(3)).consistency(0)
    assert not tree.verify_consistency(old=0, size=3, proof=[], old_root=EMPTY, root=bytes(32))
    assert not tree.verify_consistency(old=0, size=0, proof=[], old_root=EMPTY, root=EMPTY)


def test_an_empty_proof_shows_no_growth():
    whole = Tree(hashes(7))
    for old in range(1, 7):
        assert not tree.verify_consistency(
            old=old, size=7, proof=[], old_root=whole.root(old), root=whole.root()
        )


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0), (0, 4), (0, -1)])
def test_there_is_no_proof_of_what_is_not_there(index, size):
    with pytest.raises(ValueError, match="such leaf|that many"):
        Tree(hashes(3)).inclusion(index, size)


@pytest.mark.parametrize(
    ("size", "joined"),
    [
        (-1, b""),
        (MAX_SIZE + 1, bytes(32)),
        (1, b""),
        (2, bytes(64)),
        (1, bytes(31)),
        (3, bytes(63)),
    ],
)
def test_bytes_that_are_no_frontier_are_refused(size, joined):
    with pytest.raises(ValueError, match="frontier|bytes"):
        Frontier.from_bytes(size, joined)


@given(
    count=st.integers(1, 300),
    data=st.data(),
)
def test_larger_trees_prove_all_alike(count, data):
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(count)]
    index = data.draw(st.integers(0, count - 1))
    size = data.draw(st.integers(index + 1, count))
    old = data.draw(st.integers(1, size))
    whole = Tree(leaves)
    assert whole.root(size) == defined(leaves[:size])
    assert whole.leaf(index) == leaves[index]
    assert tree.verify_inclusion(
        leaf=leaves[index],
        index=index,
        size=size,
        proof=whole.inclusion(index, size),
        root=whole.root(size),
    )
    assert tree.verify_consistency(
        old=old,
        size=size,
        proof=whole.consistency(old, size),
        old_root=whole.root(old),
        root=whole.root(size),
    )


def test_a_stream_keeps_only_one_hash_for_each_one_bit_of_its_length():
    growing = Growing()
    for _ in range(100_000):
        growing.add(EMPTY)
    assert len(growing.frontier().nodes) == (100_000).bit_count()
