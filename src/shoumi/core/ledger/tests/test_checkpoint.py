from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.core.ledger import checkpoint, note
from shoumi.core.ledger.checkpoint import Checkpoint, CheckpointRefused
from shoumi.core.ledger.note import Signer
from shoumi.core.ledger.tests.flips import flipped
from shoumi.core.ledger.tree import EMPTY, MAX_SIZE

LOG = Signer("example.com/log", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
WITNESS = Signer("witness.example", Ed25519PrivateKey.from_private_bytes(bytes(32)))
HEAD = Checkpoint("example.com/log", 20852163, b"\x07" * 32)
TEXT = "example.com/log\n20852163\nBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=\n"
SIGNED = checkpoint.sign(HEAD, LOG)


def test_the_three_lines_are_frozen():
    assert HEAD.text() == TEXT
    assert checkpoint.read(TEXT) == HEAD


def test_a_signed_head_opens():
    assert checkpoint.open_checkpoint(SIGNED, LOG.verifier()) == HEAD


def test_every_flipped_bit_is_noticed():
    for altered in flipped(SIGNED.encode()):
        with pytest.raises(CheckpointRefused):
            checkpoint.open_checkpoint(altered, LOG.verifier())


def test_every_shorter_text_is_refused():
    whole = SIGNED.encode()
    for length in range(len(whole)):
        with pytest.raises(CheckpointRefused):
            checkpoint.open_checkpoint(whole[:length], LOG.verifier())


def test_a_witness_that_is_named_must_have_signed():
    both = note.sign(TEXT, LOG, WITNESS)
    assert checkpoint.open_checkpoint(both, LOG.verifier(), WITNESS.verifier()) == HEAD
    assert checkpoint.open_checkpoint(both, LOG.verifier()) == HEAD
    for signed in (SIGNED, note.sign(TEXT, WITNESS)):
        with pytest.raises(CheckpointRefused):
            checkpoint.open_checkpoint(signed, LOG.verifier(), WITNESS.verifier())


def test_a_log_signs_only_under_its_own_name():
    with pytest.raises(CheckpointRefused):
        checkpoint.sign(HEAD, WITNESS)
    with pytest.raises(CheckpointRefused):
        checkpoint.open_checkpoint(note.sign(TEXT, WITNESS), WITNESS.verifier())


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT[:-1],
        TEXT + "extension\n",
        TEXT + "\n",
        TEXT.replace("20852163", "020852163"),
        TEXT.replace("20852163", "+1"),
        TEXT.replace("20852163", "-1"),
        TEXT.replace("20852163", " 1"),
        TEXT.replace("20852163", "٣"),
        TEXT.replace("20852163", ""),
        TEXT.replace("20852163", str(MAX_SIZE + 1)),
        TEXT.replace("20852163", "1" * 5000),
        TEXT.replace("20852163", "0"),
        TEXT.replace("Bwc=", "Bwd="),
        TEXT.replace("Bwc=", "Bw=="),
        TEXT.replace("BwcH", ""),
        TEXT.replace("example.com/log", ""),
        TEXT.replace("example.com/log", "example.com log"),
    ],
)
def test_nothing_but_the_one_spelling_is_read(text):
    with pytest.raises(CheckpointRefused):
        checkpoint.read(text)


def test_an_empty_tree_has_the_empty_root():
    assert checkpoint.read(Checkpoint("a", 0, EMPTY).text()).size == 0


@pytest.mark.parametrize("size", [-1, MAX_SIZE + 1])
def test_a_size_has_63_bits(size):
    with pytest.raises(CheckpointRefused):
        Checkpoint("a", size, bytes(32))
