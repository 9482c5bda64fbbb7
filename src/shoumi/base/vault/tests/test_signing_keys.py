from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import load_der_public_key

from shoumi.base.ledger import reader
from shoumi.base.vault import keyring as vault_keyring
from shoumi.base.vault import logkey, signing_keys
from shoumi.base.vault.errors import NoSigningKey, NotSetUp, SigningKeyExists, WeakKey
from shoumi.base.vault.models import SigningKey
from shoumi.core.ledger import checkpoint, note, proof
from shoumi.core.vault.errors import WillNotOpen

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


@pytest.mark.parametrize(
    ("make", "algorithm"),
    [
        (ed25519.Ed25519PrivateKey.generate, "ed25519"),
        (lambda: ec.generate_private_key(ec.SECP256R1()), "p-256"),
        (lambda: ec.generate_private_key(ec.SECP384R1()), "p-384"),
        (lambda: rsa.generate_private_key(65537, 3072), "rsa"),
    ],
    ids=["ed25519", "p-256", "p-384", "rsa"],
)
def test_a_signers_key_is_kept_and_comes_back(keyring, at, make, algorithm):
    made = make()
    signing_keys.store_private_key("per-anna", made, at=at)
    vault_keyring.lock()
    assert signing_keys.private_key("per-anna").public_key() == made.public_key()
    row = SigningKey.objects.get(name="per-anna")
    assert row.algorithm == algorithm
    assert load_der_public_key(bytes(row.public)) == made.public_key()
    assert signing_keys.exists("per-anna")
    assert not signing_keys.exists("per-bert")
    assert str(row) == "per-anna/1"


@pytest.mark.parametrize(
    "make",
    [
        lambda: rsa.generate_private_key(65537, 2048),
        lambda: ec.generate_private_key(ec.SECP521R1()),
        lambda: dsa.generate_private_key(1024),
    ],
    ids=["rsa-2048", "p-521", "dsa"],
)
def test_a_key_off_the_list_is_refused(keyring, at, make):
    with pytest.raises(WeakKey):
        signing_keys.store_private_key("per-anna", make(), at=at)
    assert not signing_keys.exists("per-anna")


def test_a_name_is_given_once(keyring, at):
    signing_keys.store_private_key("per-anna", ed25519.Ed25519PrivateKey.generate(), at=at)
    with pytest.raises(SigningKeyExists):
        signing_keys.store_private_key("per-anna", ed25519.Ed25519PrivateKey.generate(), at=at)


def test_there_is_no_key_for_a_stranger(keyring):
    with pytest.raises(NoSigningKey):
        signing_keys.private_key("per-bert")


def test_a_key_under_the_name_of_another_does_not_open(keyring, at):
    signing_keys.store_private_key("per-anna", ed25519.Ed25519PrivateKey.generate(), at=at)
    SigningKey.objects.filter(name="per-anna").update(name="per-bert")
    with pytest.raises(WillNotOpen):
        signing_keys.private_key("per-bert")


def test_the_log_has_a_name_and_a_key_strangers_can_use(keyring):
    verifier = note.read_vkey(logkey.vkey())
    assert verifier.name == logkey.origin() == f"shoumi/{keyring}"
    assert verifier.public == logkey.signer().public_key()


def test_a_log_key_of_another_kind_is_refused(keyring, at):
    SigningKey.objects.filter(name="log").delete()
    signing_keys.store_private_key("log", ec.generate_private_key(ec.SECP256R1()), at=at)
    with pytest.raises(WeakKey):
        logkey.signer()


def test_without_a_keyring_the_log_has_no_name(home):
    with pytest.raises(NotSetUp):
        logkey.origin()


@pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
def test_head_and_entries_are_signed_with_it(keyring):
    verifier = note.read_vkey(logkey.vkey())
    head = checkpoint.open_checkpoint(logkey.checkpoint(), verifier)
    assert (head.size, head.root) == (reader.size(), reader.root())
    assert proof.read(logkey.proof(0)).index == 0
    assert logkey.proofs([0]) == [logkey.proof(0)]
