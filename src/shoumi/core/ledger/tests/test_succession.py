from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.core.ledger import note, succession
from shoumi.core.ledger.note import Signer
from shoumi.core.ledger.succession import SuccessionRefused


def signer(number, name="log.example/shoumi"):
    return Signer(name, Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32))


OLD, NEW, THIRD = signer(1), signer(2), signer(3)


def test_the_successor_is_read_from_what_both_keys_signed():
    signed = succession.sign(OLD, NEW, 7)
    assert succession.origin_of(signed) == OLD.name
    assert succession.successor(signed, OLD.verifier()).vkey() == NEW.verifier().vkey()


@pytest.mark.parametrize(
    "new", [OLD, signer(2, "another.example")], ids=["the same", "another log"]
)
def test_no_key_takes_its_own_place_or_that_of_another_log(new):
    with pytest.raises(SuccessionRefused):
        succession.sign(OLD, new, 7)


def by(*signers, old=OLD, new=NEW, position="7"):
    lines = [succession.FORMAT, OLD.name, old.verifier().vkey(), new.verifier().vkey(), position]
    return note.sign("".join(f"{line}\n" for line in lines), *signers)


@pytest.mark.parametrize(
    "signed",
    [
        by(OLD),
        by(NEW),
        by(OLD, NEW, old=THIRD),
        by(OLD, NEW, position="07"),
        note.sign("short\n", OLD, NEW),
        "no note at all",
    ],
    ids=["old alone", "new alone", "of another", "no number", "short", "no note"],
)
def test_what_does_not_lead_on_from_the_key_is_refused(signed):
    with pytest.raises(SuccessionRefused):
        succession.successor(signed, OLD.verifier())


@pytest.mark.parametrize("signed", [note.sign("short\n", OLD), "no note at all"])
def test_what_names_no_log_is_of_none(signed):
    with pytest.raises(SuccessionRefused):
        succession.origin_of(signed)
