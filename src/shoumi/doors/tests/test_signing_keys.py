"""Signing keys are replaced: what was signed before and after verifies offline, by either key, and
a succession that nobody signed does not; broken off anywhere, it goes on."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.base.dossier import export, log_export, proofs
from shoumi.base.dossier.export import trust_text
from shoumi.base.ledger import reader
from shoumi.base.rotation import services
from shoumi.base.rotation.events import What
from shoumi.base.rotation.models import Rotation, State
from shoumi.base.vault import logkey, signing_keys
from shoumi.base.vault.errors import NoSigningKey
from shoumi.base.vault.models import FormerSigningKey, SigningKey
from shoumi.base.vault.rotation import signer as turn
from shoumi.core.ledger import succession
from shoumi.core.ledger.leaf import Digest
from shoumi.core.ledger.note import Signer, read_vkey
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.verify import single
from shoumi.core.verify.document import _key, extra_of
from shoumi.core.verify.log import Trust, key_of, read_proof
from shoumi.core.verify.standalone import verify
from shoumi.doors.demo import cast
from shoumi.doors.tests.second_person import by_two

pytestmark = [
    pytest.mark.both,
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
]


def rotate(house, name=logkey.NAME):
    actor = house[cast.SECURITY]
    begun = by_two(
        lambda: services.start(what=What.SIGNING, target=name, actor=actor, at=house.at),
        actor=actor,
        at=house.at,
    )
    return services.run(rotation=Ref(begun.ref), at=house.at)


def by_the_house(house, name=logkey.NAME):
    begun = services.start(what=What.SIGNING, target=name, actor=SYSTEM, at=house.at)
    return services.run(rotation=Ref(begun.ref), at=house.at)


def dossier(house, folder, **more):
    more = {"papers": [], "receipts": [], **more}
    return export.export(
        folder, house.deal, signer=logkey.signer(), origin=logkey.origin(), at=house.at, **more
    ).folder


def is_good(path, *trusted, former=()):
    trust = Trust(key_of(trusted[0]), former=former)
    report = verify(path, trust)
    return report.ok and report.anchored


def test_two_persons_replace_the_key_of_the_log_and_its_public_half_stays(house):
    old = logkey.vkey()
    done = rotate(house)
    new = logkey.vkey()
    assert (done.state, done.done, new != old) == (State.DONE, 1, True)
    (former,) = logkey.former()
    assert (former.vkey, succession.successor(former.note, read_vkey(old)).vkey()) == (old, new)
    line = reader.entry(former.position).line()
    assert line.facts["succession"] == Digest.of(former.note.encode()).hex()
    assert [row.epoch for row in SigningKey.objects.filter(name=logkey.NAME)] == [2]
    with pytest.raises(NoSigningKey):
        signing_keys.private_key(logkey.NAME, 1)


def test_a_dossier_over_the_rotation_verifies_by_the_old_key_and_by_the_new(house, tmp_path):
    old = logkey.vkey()
    rotate(house)
    rotate(house)
    folder = dossier(house, tmp_path / "d")
    assert sorted(one.name for one in (folder / "ledger/log-keys").iterdir()) == [
        "2.note", "3.note",
    ]  # fmt: skip
    for trusted in (old, logkey.former()[1].vkey, logkey.vkey()):
        assert is_good(folder, trusted)
    stranger = Signer(logkey.origin(), Ed25519PrivateKey.generate()).verifier().vkey()
    assert not is_good(folder, stranger)


def test_the_single_file_says_the_same_offline(house, tmp_path):
    old = logkey.vkey()
    rotate(house)
    folder = dossier(house, tmp_path / "d")
    assert (folder / "verify.py").read_text() == single.text()
    (tmp_path / "trust.txt").write_text(trust_text(old))
    command = [sys.executable, "-I", "verify.py", ".", "--trust", "../trust.txt", "--json"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    said = json.loads(ran.stdout)
    assert (said["ok"], said["anchored"]) == (True, "yes"), said
    assert "log key" in {one["check"] for one in said["checks"]}


def test_a_dossier_of_before_verifies_by_the_trust_file_of_today(house, tmp_path):
    folder = dossier(house, tmp_path / "d")
    rotate(house)
    (former,) = logkey.former()
    assert not is_good(folder, logkey.vkey())
    assert is_good(folder, logkey.vkey(), former=[(key_of(former.vkey), former.position)])
    # Nothing the old key signs is good for more than it stood for.
    assert not is_good(folder, logkey.vkey(), former=[(key_of(former.vkey), 3)])


def test_a_proof_of_before_and_one_of_after_verify_alone(house, tmp_path):
    old, before = logkey.vkey(), proofs.text(0)
    rotate(house)
    (former,) = logkey.former()
    today = {"former": [(key_of(former.vkey), former.position)]}
    after = proofs.text(0)
    for text, trust, good in (
        (before, Trust(key_of(old)), old),
        (before, Trust(key_of(logkey.vkey()), **today), old),
        (after, Trust(key_of(old)), logkey.vkey()),
        (after, Trust(key_of(logkey.vkey()), **today), logkey.vkey()),
    ):
        parts = read_proof(text.encode())
        assert _key(extra_of(parts.extra), parts.checkpoint, trust) == key_of(good)


def test_the_whole_log_as_tiles_verifies_by_either_key(house, tmp_path):
    old = logkey.vkey()
    rotate(house)
    notes = [one.note for one in logkey.former()]
    log_export.export(tmp_path / "log", logkey.checkpoint(), logkey.vkey(), log_keys=notes)
    assert is_good(tmp_path / "log", old)
    assert is_good(tmp_path / "log", logkey.vkey())


@pytest.mark.parametrize("forgery", ["alone", "position", "swapped", "twice"])
def test_a_forged_succession_leads_nowhere(house, tmp_path, monkeypatch, forgery):
    """Whoever makes a dossier of his own with a key of his own, and says that it is the next."""
    old, name = logkey.vkey(), logkey.origin()
    own_old, thief = logkey.signer(), Ed25519PrivateKey.generate()
    rotate(house)
    (former,) = logkey.former()
    mine, true = Signer(name, thief), Signer(name, own_old)
    match forgery:
        case "alone":  # signed by nobody but the thief
            other = Signer(name, Ed25519PrivateKey.generate())
            forged = succession.sign(other, mine, former.position)
            forged = forged.replace(other.verifier().vkey(), old)
        case "position":  # both keys, but no entry says so there
            forged = succession.sign(true, mine, 1)
        case "swapped":  # the true note with the thief's key written in
            forged = former.note.replace(logkey.vkey(), mine.verifier().vkey())
        case _:  # the true note, and a second one that leads on to the thief
            forged = succession.sign(Signer(name, Ed25519PrivateKey.generate()), mine, 99)
    notes = [former.note, forged] if forgery == "twice" else [forged]
    monkeypatch.setattr(export.publication, "verify", lambda *given: None)
    monkeypatch.setattr(export.Ledger, "log_keys", lambda _: notes)
    folder = export.export(
        tmp_path / "d", house.deal, papers=[], receipts=[],
        signer=thief, origin=name, at=house.at,
    ).folder  # fmt: skip
    for trusted in (old, logkey.vkey()):
        assert not is_good(folder, trusted)


def test_broken_off_before_the_entry_the_old_key_signs_on(house, monkeypatch):
    old = logkey.vkey()

    def killed(*given):
        raise KeyboardInterrupt

    monkeypatch.setattr(turn, "_take_over", killed)
    with pytest.raises(KeyboardInterrupt):
        by_the_house(house)
    assert logkey.vkey() == old
    assert logkey.checkpoint()
    monkeypatch.undo()
    assert services.resume(at=house.at) == 1
    assert logkey.vkey() != old


def test_broken_off_with_the_entry_not_committed_it_is_made_anew(house, monkeypatch):
    old = logkey.vkey()
    own = turn.writer.record

    def killed(event, **more):
        own(event, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(turn.writer, "record", killed)
    begun = Rotation.objects.create(
        ref="rot-x", what=What.SIGNING, target="log", epoch=2, suite=1, actor=SYSTEM,
        begun_at=house.at,
    )  # fmt: skip
    with pytest.raises(KeyboardInterrupt):
        services.run(rotation=Ref(begun.ref), at=house.at)
    monkeypatch.undo()
    assert (logkey.vkey(), logkey.former()) == (old, [])
    house.keep_many(2)  # the position is another one by then
    assert services.resume(at=house.at) == 1
    (former,) = logkey.former()
    assert former.note.splitlines()[4] == str(former.position)


def test_broken_off_after_the_entry_the_old_key_still_goes(house, monkeypatch):
    def killed(*given, **more):
        raise KeyboardInterrupt

    monkeypatch.setattr(signing_keys, "retire", killed)
    with pytest.raises(KeyboardInterrupt):
        by_the_house(house)
    monkeypatch.undo()
    assert logkey.epoch() == 2
    assert logkey.checkpoint()
    services.resume(at=house.at)
    assert [row.epoch for row in SigningKey.objects.filter(name=logkey.NAME)] == [2]


def test_a_head_that_was_taken_under_the_key_of_before_is_taken_again(house):
    seen = []

    def slowly(key):
        if not seen:
            by_the_house(house)
        seen.append(key)
        return Signer(logkey.origin(), key).verifier().vkey()

    assert logkey.signed(slowly) == logkey.vkey()
    assert len(seen) == 2


def test_a_former_key_that_was_altered_is_not_told(house):
    rotate(house)
    FormerSigningKey.objects.update(succession="")
    assert logkey.former() == []
