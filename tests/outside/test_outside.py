"""What we sign, prove and lay out is accepted by programs others wrote; damage is refused.

A real ledger of 600 entries in a database, its checkpoints, proofs and exported tiles.  Both
verifiers are asked everything.
"""

from __future__ import annotations

import random
import shutil

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.base.dossier import log_export
from shoumi.base.ledger import checkpoints, reader
from shoumi.base.ledger.tests.events import write
from shoumi.core.ledger import proof as proofs
from shoumi.core.ledger.note import Signer

pytestmark = pytest.mark.django_db(transaction=True)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))
ORIGIN = "log.example/outside"
VKEY = Signer(ORIGIN, KEY).verifier().vkey()
OLD, SIZE = 300, 600


class Log:
    """Signed heads at two sizes, proofs between and in them, and the tiles in a folder."""

    def __init__(self, folder):
        write(OLD)
        self.old = checkpoints.checkpoint(KEY, ORIGIN)
        write(SIZE - OLD)
        self.signed = checkpoints.checkpoint(KEY, ORIGIN)
        self.grown = reader.consistency(OLD)
        self.bodies = [entry.body for entry in reader.entries()]
        self.texts = dict(zip(PLACES, checkpoints.tlog_proofs(PLACES, KEY, ORIGIN), strict=True))
        self.folder = folder
        log_export.export(folder, self.signed, VKEY)

    def path(self, index):
        return proofs.read(self.texts[index]).path


PLACES = [0, 1, 255, 256, 299, 300, 511, 512, 599]


@pytest.fixture
def made(tmp_path):
    return Log(tmp_path / "log")


def flips(content, count, seed):
    """``content`` with one bit changed, at ``count`` places."""
    chosen = random.Random(seed)
    for _ in range(count):
        altered = bytearray(content)
        altered[chosen.randrange(len(altered))] ^= 1 << chosen.randrange(8)
        yield bytes(altered)


def bent(proof, seed):
    """Proofs that are not quite this one."""
    for at in range(len(proof)):
        for other in flips(proof[at], 2, seed + at):
            yield [*proof[:at], other, *proof[at + 1 :]]
        yield [*proof[:at], *proof[at + 1 :]]
        yield [*proof[:at], proof[at], *proof[at:]]
    yield list(reversed(proof))
    yield [*proof, bytes(32)]


def test_a_checkpoint_is_accepted_and_no_damaged_one_is(made, outside):
    assert outside.checkpoint(made.signed, VKEY)
    assert outside.checkpoint(made.old, VKEY)
    assert not outside.checkpoint(made.signed, Signer(ORIGIN, STRANGER).verifier().vkey())
    text, signature = made.signed.split("\n\n")
    for at in range(len(text)):
        other = text[:at] + chr(ord(text[at]) ^ 1) + text[at + 1 :]
        assert not outside.checkpoint(f"{other}\n\n{signature}", VKEY), at
    older = made.old.split("\n\n")[0]
    assert not outside.checkpoint(f"{older}\n\n{signature}", VKEY)


def test_proofs_of_inclusion_are_accepted_and_no_bent_one_is(made, outside):
    for index in PLACES:
        held = {"index": index, "leaf": made.bodies[index], "proof": made.path(index)}
        assert outside.inclusion(made.signed, VKEY, **held)
        assert not outside.inclusion(made.old, VKEY, **held)
        assert not outside.inclusion(made.signed, VKEY, **{**held, "index": (index + 1) % SIZE})
        for leaf in flips(made.bodies[index], 5, index):
            assert not outside.inclusion(made.signed, VKEY, **{**held, "leaf": leaf})
        for path in bent(list(made.path(index)), index):
            if path != list(made.path(index)):
                assert not outside.inclusion(made.signed, VKEY, **{**held, "proof": path})


def test_the_proof_of_growth_is_accepted_and_no_bent_one_is(made, outside):
    assert outside.consistency(made.signed, VKEY, old=made.old, proof=made.grown)
    assert not outside.consistency(made.old, VKEY, old=made.signed, proof=made.grown)
    for path in bent(list(made.grown), 7):
        if path != list(made.grown):
            assert not outside.consistency(made.signed, VKEY, old=made.old, proof=path)


def test_the_tiles_are_accepted_and_no_damaged_one_is(made, outside, tmp_path):
    assert outside.log(made.signed, VKEY, folder=made.folder)
    assert not outside.log(made.old, VKEY, folder=made.folder)
    paths = sorted(path for path in made.folder.rglob("tile/**/*") if path.is_file())
    assert len(paths) == 7
    for number, path in enumerate(paths):
        sound = path.read_bytes()
        damaged = [*flips(sound, 4, number), sound[:-1], sound[32:] + sound[:32], b""]
        for content in damaged:
            path.write_bytes(content)
            assert not outside.log(made.signed, VKEY, folder=made.folder), path
        path.unlink()
        assert not outside.log(made.signed, VKEY, folder=made.folder), path
        path.write_bytes(sound)
    entries = made.folder / "tile/entries"
    shutil.move(entries / "000", tmp_path / "aside")
    shutil.move(entries / "001", entries / "000")
    shutil.move(tmp_path / "aside", entries / "001")
    assert not outside.log(made.signed, VKEY, folder=made.folder)
