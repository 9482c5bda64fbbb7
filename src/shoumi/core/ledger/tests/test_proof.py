from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.ledger import checkpoint, proof
from shoumi.core.ledger.checkpoint import Checkpoint
from shoumi.core.ledger.note import Signer
from shoumi.core.ledger.proof import Proof, ProofRefused
from shoumi.core.ledger.tests.flips import flipped
from shoumi.core.ledger.tree import Tree, leaf_hash

LOG = Signer("example.com/log", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER = Signer("example.com/other", Ed25519PrivateKey.from_private_bytes(bytes(32)))
LEAVES = [leaf_hash(bytes([number])) for number in range(7)]


def proved(index, size=7, extra=None, signer=LOG):
    whole = Tree(LEAVES)
    signed = checkpoint.sign(Checkpoint(signer.name, size, whole.root(size)), signer)
    return Proof(index, whole.inclusion(index, size), signed, extra)


GOOD = proved(4).text()


def test_the_file_is_laid_out_as_the_specification_says():
    lines = proved(4, extra=b"\x00\x01").text().split("\n")
    assert lines[0] == "c2sp.org/tlog-proof@v1"
    assert lines[1] == "extra AAE="
    assert lines[2] == "index 4"
    assert [len(line) for line in lines[3:6]] == [44, 44, 44]
    assert lines[6] == ""
    assert lines[7:9] == ["example.com/log", "7"]


@pytest.mark.parametrize("size", range(1, 8))
def test_every_leaf_proves_itself_and_no_other(size):
    for index in range(size):
        text = proved(index, size).text()
        head = proof.verify(text.encode(), leaf=LEAVES[index], log=LOG.verifier())
        assert head.size == size
        for wrong in [*LEAVES[:index], *LEAVES[index + 1 :], b""]:
            with pytest.raises(ProofRefused):
                proof.verify(text, leaf=wrong, log=LOG.verifier())


def test_every_flipped_bit_is_noticed():
    for altered in flipped(GOOD.encode()):
        with pytest.raises(ProofRefused):
            proof.verify(altered, leaf=LEAVES[4], log=LOG.verifier())


def test_every_shorter_text_is_refused():
    whole = GOOD.encode()
    for length in range(len(whole)):
        with pytest.raises(ProofRefused):
            proof.verify(whole[:length], leaf=LEAVES[4], log=LOG.verifier())


def test_another_log_proves_nothing_here():
    with pytest.raises(ProofRefused):
        proof.verify(proved(4, signer=OTHER).text(), leaf=LEAVES[4], log=LOG.verifier())


HASH = GOOD.split("\n")[2]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "c2sp.org/tlog-proof@v1\n\n",
        "c2sp.org/tlog-proof@v1\nextra AAE=\n\n",
        GOOD.replace("@v1", "@v2"),
        GOOD.replace("index 4", "index 04"),
        GOOD.replace("index 4", "index  4"),
        GOOD.replace("index 4", "index 4 4"),
        GOOD.replace("index 4", "place 4"),
        GOOD.replace("index 4", "index"),
        GOOD.replace("index 4", "index 4\nextra AAE="),
        GOOD.replace("index 4", "extra AAF=\nindex 4"),
        GOOD.replace("index 4", "extra AAE\nindex 4"),
        GOOD.replace(HASH, HASH[:-4]),
        GOOD.replace(HASH, HASH[:-1]),
        GOOD.replace(HASH, "\n".join([HASH] * 64)),
        GOOD.replace(f"\n{HASH}", f"\n{HASH}\r"),
        GOOD.split("\n\n")[0],
        GOOD.encode() + b"\xff",
        "\ud800",
    ],
)
def test_nothing_but_the_one_spelling_is_read(text):
    with pytest.raises(ProofRefused):
        proof.read(text)


@given(extra=st.none() | st.binary(max_size=80), index=st.integers(0, 6))
def test_every_proof_reads_back(extra, index):
    made = proved(index, extra=extra)
    assert proof.read(made.text()) == made
