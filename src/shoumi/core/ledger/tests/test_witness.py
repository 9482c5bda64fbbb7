from __future__ import annotations

import base64
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.ledger import checkpoint as heads
from shoumi.core.ledger import cosignature, note, witness
from shoumi.core.ledger.checkpoint import Checkpoint
from shoumi.core.ledger.cosignature import CosignatureRefused, Cosigner
from shoumi.core.ledger.note import KeyRefused, NoteRefused, Signature, Signer
from shoumi.core.ledger.tests.flips import flipped
from shoumi.core.ledger.tree import EMPTY, Tree, leaf_hash
from shoumi.core.ledger.witness import Judgement, Request, RequestRefused, Verdict

LOG = Signer("log.example/7", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER = Signer("log.example/7", Ed25519PrivateKey.from_private_bytes(bytes(32)))
WITNESS = Cosigner("witness.example", Ed25519PrivateKey.from_private_bytes(b"\x09" * 32))
LOGS = {LOG.name: LOG.verifier()}
LEAVES = [leaf_hash(bytes([number])) for number in range(40)]
FORKED = Tree([*LEAVES[:5], leaf_hash(b"another"), *LEAVES[6:]])
WHOLE = Tree(LEAVES)


def head(size, of=WHOLE):
    return Checkpoint(LOG.name, size, of.root(size))


def asked(old, new, *, of=WHOLE, signer=LOG, proof=None):
    if proof is None:
        proof = of.consistency(old, new) if 0 < old <= new else ()
    return Request(old, proof, heads.sign(head(new, of), signer))


def verdict(request, known=None):
    return witness.judge(request, LOGS, known).verdict


# Cosignatures


def test_a_cosignature_is_what_the_specification_says():
    text = head(7).text()
    signed = WITNESS.cosign(text, 1_679_315_147)
    message = b"cosignature/v1\ntime 1679315147\n" + text.encode()
    WITNESS.private.public_key().verify(signed.value[8:], message)
    assert signed.value[:8] == (1_679_315_147).to_bytes(8, "big")
    raw = WITNESS.private.public_key().public_bytes_raw()
    assert signed.key_id == sha256(b"witness.example\n\x04" + raw).digest()[:4]
    assert WITNESS.witness().verify(text, signed) == 1_679_315_147


def test_the_key_of_a_witness_reads_back_and_is_no_log_key():
    spelled = WITNESS.witness().vkey()
    assert cosignature.read_vkey(spelled) == WITNESS.witness()
    with pytest.raises(KeyRefused):
        note.read_vkey(spelled)
    with pytest.raises(KeyRefused):
        cosignature.read_vkey(LOG.verifier().vkey())
    name, _, rest = spelled.split("+", 2)
    with pytest.raises(KeyRefused):
        cosignature.read_vkey(f"{name}+00000000+{rest}")


def test_every_flipped_bit_of_a_cosignature_is_noticed():
    text, verifier = head(7).text(), WITNESS.witness()
    signed = WITNESS.cosign(text, 99)
    for altered in flipped(signed.key_id + signed.value):
        with pytest.raises(CosignatureRefused):
            verifier.verify(text, Signature(signed.name, altered[:4], altered[4:]))
    for other in (head(8).text(), text + "x\n"):
        with pytest.raises(CosignatureRefused):
            verifier.verify(other, signed)
    with pytest.raises(CosignatureRefused):
        verifier.verify(text, Signature("someone.else", signed.key_id, signed.value))


def test_a_time_beyond_63_bits_is_none():
    for moment in (-1, 2**63):
        with pytest.raises(ValueError, match="no such time"):
            WITNESS.cosign(head(1).text(), moment)


def test_signature_lines_read_alone_as_they_read_in_a_note():
    signed = WITNESS.cosign(head(3).text(), 5)
    assert note.read_signatures(signed.line()) == (signed,)
    for bad in ("", "\n", signed.line()[:-1], signed.line() * 2, "- x y\n"):
        with pytest.raises(NoteRefused):
            note.read_signatures(bad)


# Requests


@given(st.integers(0, 2**63 - 1), st.lists(st.binary(min_size=32, max_size=32), max_size=63))
def test_a_request_reads_back(old, proof):
    request = Request(old, tuple(proof), heads.sign(head(3), LOG))
    assert witness.read(request.body()) == request


def test_a_request_is_spelled_as_the_specification_does():
    body = asked(3, 5).body().decode()
    first, *rest = body.split("\n")
    assert first == "old 3"
    assert [base64.b64decode(line) for line in rest[: rest.index("")]] == [*WHOLE.consistency(3, 5)]
    assert body.endswith(heads.sign(head(5), LOG))


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"old 3",
        b"old 03\n\nx",
        b"old -1\n\nx",
        b"size 3\n\nx",
        b"3\n\nx",
        b"old 3\n!\n\nx",
        b"old 3\nAAAA\n\nx",
        b"old 3\n\xff\n\nx",
        b"old 3\n" + base64.b64encode(bytes(32)) * 1 + b" \n\nx",
        b"old 3\n" + (base64.b64encode(bytes(32)) + b"\n") * 64 + b"\nx",
        b"old 3\n\n" + b"x" * witness.MAX_REQUEST_BYTES,
    ],
)
def test_what_is_no_request(body):
    with pytest.raises(RequestRefused):
        witness.read(body)


@pytest.mark.parametrize("signed", ["", "x", "x\n\n\u2014 y AAAAAAAA\n"])
def test_a_request_without_a_checkpoint(signed):
    with pytest.raises(RequestRefused):
        witness.judge(Request(0, (), signed), LOGS, None)


# Judgements


def test_growth_is_cosigned_step_by_step():
    assert verdict(asked(0, 3)) is Verdict.COSIGN
    for old in range(1, 40):
        for new in range(old, 41):
            assert verdict(asked(old, new), head(old)) is Verdict.COSIGN


def test_the_judged_checkpoint_is_told_once_its_log_signed_it():
    assert witness.judge(asked(0, 3), LOGS, None) == Judgement(Verdict.COSIGN, head(3))
    assert witness.judge(asked(0, 3, signer=OTHER), LOGS, None) == Judgement(Verdict.UNSIGNED)


def test_a_log_nobody_watches():
    assert witness.judge(asked(0, 3), {}, None).verdict is Verdict.UNKNOWN


def test_an_old_size_beyond_the_new_one_is_malformed():
    assert verdict(asked(9, 3), head(9)) is Verdict.MALFORMED


@pytest.mark.parametrize("old", [0, 4, 6])
def test_another_old_size_than_the_one_known_conflicts(old):
    assert verdict(asked(old, 9), head(5)) is Verdict.CONFLICT


def test_the_first_checkpoint_bears_no_proof():
    assert verdict(asked(0, 3, proof=(bytes(32),))) is Verdict.INCONSISTENT


def test_an_empty_log_may_come_first_and_is_followed_without_a_proof():
    empty = Checkpoint(LOG.name, 0, EMPTY)
    assert verdict(Request(0, (), heads.sign(empty, LOG))) is Verdict.COSIGN
    assert verdict(asked(0, 9), empty) is Verdict.COSIGN
    assert verdict(asked(0, 9, proof=(bytes(32),)), empty) is Verdict.INCONSISTENT


def test_one_size_with_two_roots_conflicts():
    assert verdict(asked(9, 9, of=FORKED), head(9)) is Verdict.CONFLICT
    assert verdict(asked(9, 9, proof=(bytes(32),)), head(9)) is Verdict.INCONSISTENT


@given(st.integers(6, 39), st.data())
def test_no_fork_is_ever_cosigned(old, data):
    new = data.draw(st.integers(old, 40))
    forked = asked(old, new, of=FORKED)
    assert verdict(forked, head(old)) in (Verdict.CONFLICT, Verdict.INCONSISTENT)
    kept = asked(old, new, of=FORKED, proof=WHOLE.consistency(old, new))
    assert verdict(kept, head(old)) is not Verdict.COSIGN


@given(st.integers(1, 38), st.data())
def test_no_changed_proof_is_ever_cosigned(old, data):
    proof = list(WHOLE.consistency(old, 39))
    place = data.draw(st.integers(0, len(proof) - 1))
    kind = data.draw(st.sampled_from(["flip", "drop", "double"]))
    if kind == "flip":
        proof[place] = bytes([proof[place][0] ^ 1]) + proof[place][1:]
    elif kind == "drop":
        del proof[place]
    else:
        proof.insert(place, proof[place])
    assert verdict(asked(old, 39, proof=tuple(proof)), head(old)) is Verdict.INCONSISTENT
