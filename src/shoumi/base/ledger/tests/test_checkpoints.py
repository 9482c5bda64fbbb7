from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from shoumi.base.ledger import checkpoints, reader
from shoumi.base.ledger.errors import Empty, NoSuchEntry, Shortened
from shoumi.base.ledger.tests.events import write
from shoumi.base.ledger.tests.test_highwater import put_back
from shoumi.core.ledger import proof
from shoumi.core.ledger.checkpoint import open_checkpoint
from shoumi.core.ledger.note import Verifier

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
ORIGIN = "example.com/log"
LOG = Verifier(ORIGIN, KEY.public_key())


@pytest.mark.django_db
def test_the_head_is_signed():
    write(5)
    head = open_checkpoint(checkpoints.checkpoint(KEY, ORIGIN), LOG)
    assert (head.origin, head.size, head.root) == (ORIGIN, 5, reader.root())


@pytest.mark.django_db
def test_every_entry_has_a_proof_anyone_can_check():
    write(6)
    texts = checkpoints.tlog_proofs(list(range(6)), KEY, ORIGIN)
    for entry, text in zip(reader.entries(), texts, strict=True):
        assert proof.verify(text, leaf=entry.leaf_hash, log=LOG).size == 6
    assert checkpoints.tlog_proof(2, KEY, ORIGIN) == texts[2]
    body = reader.entry(2).body
    assert proof.read(checkpoints.tlog_proof(2, KEY, ORIGIN, body)).extra == body


@pytest.mark.django_db
def test_there_is_nothing_to_sign_in_an_empty_ledger():
    with pytest.raises(Empty):
        checkpoints.checkpoint(KEY, ORIGIN)


@pytest.mark.django_db
@pytest.mark.parametrize("position", [-1, 2])
def test_there_is_no_proof_of_what_is_not_there(position):
    write(2)
    with pytest.raises(NoSuchEntry):
        checkpoints.tlog_proof(position, KEY, ORIGIN)


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_nothing_is_signed_before_it_is_committed():
    with transaction.atomic():
        write()
        with pytest.raises(RuntimeError):
            checkpoints.checkpoint(KEY, ORIGIN)
    assert open_checkpoint(checkpoints.checkpoint(KEY, ORIGIN), LOG).size == 1


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_a_ledger_that_was_put_back_is_not_signed():
    write(3)
    put_back(2)
    with pytest.raises(Shortened):
        checkpoints.checkpoint(KEY, ORIGIN)
