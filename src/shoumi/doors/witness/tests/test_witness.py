"""The witness as a process of its own: what it answers, what it keeps, what it refuses."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from aics_tlog import checkpoint as outside
from aics_tlog import note as outside_notes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import shoumi
from shoumi.base.ledger import atomic_files
from shoumi.core.ledger import checkpoint as heads
from shoumi.core.ledger import cosignature, note
from shoumi.core.ledger.checkpoint import Checkpoint
from shoumi.core.ledger.note import KeyRefused, Signer
from shoumi.core.ledger.tree import Tree, leaf_hash
from shoumi.core.ledger.witness import MAX_REQUEST_BYTES, Request, Verdict
from shoumi.doors.witness.store import (
    NameUnfit,
    NotAWitness,
    NothingCosigned,
    WitnessExists,
    WitnessStore,
    make,
)
from shoumi.doors.witness.tests.witness_thread import NAME, serving

LOG = Signer("log.example/1", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
OTHER = Signer("log.example/2", Ed25519PrivateKey.from_private_bytes(bytes(32)))
LEAVES = [leaf_hash(bytes([number])) for number in range(40)]
WHOLE, FORKED = Tree(LEAVES), Tree([*LEAVES[:3], leaf_hash(b"another"), *LEAVES[4:]])


def asked(old, new, *, of=WHOLE, signer=LOG, proof=None):
    head = Checkpoint(signer.name, new, of.root(new))
    if proof is None:
        proof = of.consistency(old, new) if 0 < old <= new else ()
    return Request(old, proof, heads.sign(head, signer))


def post(url, body, path="/add-checkpoint", length=None):
    connection = http.client.HTTPConnection(url.removeprefix("http://"), timeout=5)
    headers = {"Content-Length": str(len(body) if length is None else length)}
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    said = answer.status, answer.read(), answer.getheader("Content-Type")
    connection.close()
    return said


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "witness"


@pytest.fixture
def url(folder):
    with serving(folder, LOG.verifier().vkey()) as address:
        yield address


def test_growth_is_cosigned_and_others_accept_the_cosignature(url, folder):
    vkey = WitnessStore(folder).cosigner.witness().vkey()
    for old, new in ((0, 3), (3, 3), (3, 7), (7, 40)):
        request = asked(old, new)
        status, body, _ = post(url, request.body())
        assert status == 200
        witness = cosignature.read_vkey(vkey)
        (line,) = note.read_signatures(body.decode())
        witness.verify(note.read(request.signed).text, line)
        both = outside_notes.parse_note(request.signed + body.decode())
        found = outside.verify_checkpoint(
            both,
            outside_notes.parse_vkey(LOG.verifier().vkey()),
            [outside_notes.parse_vkey(vkey)],
            quorum=1,
        )
        assert found.ok, found.error
        assert found.witnesses == [NAME]


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (asked(0, 9), 409),
        (asked(5, 9), 409),
        (asked(8, 8, of=FORKED), 409),
        (asked(8, 9, of=FORKED), 422),
        (asked(8, 9, proof=()), 422),
        (asked(8, 7, proof=()), 400),
        (asked(8, 9, signer=OTHER), 404),
        (asked(8, 9, signer=Signer(LOG.name, OTHER.private)), 403),
    ],
)
def test_everything_else_is_refused_and_nothing_is_kept_of_it(url, folder, request_, status):
    assert post(url, asked(0, 8).body())[0] == 200
    before = (folder / "state").read_bytes()
    told, body, kind = post(url, request_.body())
    assert told == status
    assert (folder / "state").read_bytes() == before
    if status == 409:
        assert (body, kind) == (b"8\n", "text/x.tlog.size")
    assert post(url, asked(8, 9).body())[0] == 200


def test_what_is_no_request_is_refused(url):
    assert post(url, b"hello")[0] == 400
    assert post(url, b"old 0\n\nno checkpoint")[0] == 400
    assert post(url, asked(0, 3).body(), path="/")[0] == 404
    assert post(url, b"", length=MAX_REQUEST_BYTES + 1)[0] == 413
    assert post(url, b"", length="x")[0] == 411
    assert post(url, asked(0, 3).body())[0] == 200


def test_a_rollback_and_a_fork_are_refused_after_a_restart_too(folder):
    with serving(folder, LOG.verifier().vkey()) as url:
        assert post(url, asked(0, 20).body())[0] == 200
    with serving(folder) as url:
        assert post(url, asked(0, 10).body())[:2] == (409, b"20\n")
        assert post(url, asked(20, 30, of=FORKED).body())[0] == 422
        assert post(url, asked(20, 30).body())[0] == 200


def test_the_state_is_on_disk_before_the_cosignature_leaves(folder, monkeypatch):
    make(folder, NAME)
    keeping = WitnessStore(folder)
    keeping.watch(LOG.verifier().vkey())
    order = []
    honest, signing = atomic_files.replace, type(keeping.cosigner).cosign

    def replaced(target, content):
        honest(target, content)
        order.append(target.name)

    def signed(self, text, moment):
        order.append("signed")
        return signing(self, text, moment)

    monkeypatch.setattr(atomic_files, "replace", replaced)
    monkeypatch.setattr(type(keeping.cosigner), "cosign", signed)
    assert keeping.add_checkpoint(asked(0, 3).body(), 1)[0] is Verdict.COSIGN
    assert order == ["state", "signed"]

    def full(target, content):
        raise OSError(28, "no space")

    monkeypatch.setattr(atomic_files, "replace", full)
    with pytest.raises(OSError, match="no space"):
        keeping.add_checkpoint(asked(3, 5).body(), 1)
    monkeypatch.setattr(atomic_files, "replace", honest)
    assert keeping.known()[LOG.name].size == 3


def test_two_at_once_cannot_roll_it_back(folder):
    with serving(folder, LOG.verifier().vkey()) as url:
        assert post(url, asked(0, 5).body())[0] == 200
        both = [asked(5, new).body() for new in range(6, 14)]
        with ThreadPoolExecutor(8) as pool:
            told = [status for status, _, _ in pool.map(lambda body: post(url, body), both)]
    assert sorted(told) == [200] + [409] * 7


@pytest.mark.parametrize("name", ["state", "key", "logs"])
@pytest.mark.parametrize("how", ["gone", "damaged", "open"])
def test_a_witness_that_lost_something_cosigns_nothing(folder, name, how):
    with serving(folder, LOG.verifier().vkey()) as url:
        assert post(url, asked(0, 5).body())[0] == 200
        path = folder / name
        if how == "gone":
            path.unlink()
        elif how == "damaged":
            path.write_bytes(path.read_bytes()[:-9] + b"\xff")
        else:
            path.chmod(0o644)
        if name != "key":
            assert post(url, asked(5, 6).body())[0] == 500
    with pytest.raises(NotAWitness):
        WitnessStore(folder)


def test_a_witness_is_made_once_and_its_logs_keep_their_keys(folder):
    make(folder, NAME)
    with pytest.raises(WitnessExists):
        make(folder, NAME)
    with pytest.raises(NameUnfit):
        make(folder.with_name("another"), "two words")
    keeping = WitnessStore(folder)
    keeping.watch(LOG.verifier().vkey())
    keeping.watch(LOG.verifier().vkey())
    with pytest.raises(WitnessExists):
        keeping.watch(Signer(LOG.name, OTHER.private).verifier().vkey())
    with pytest.raises(KeyRefused):
        keeping.watch("x")
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} <= {0o600, 0o644}
    assert (folder / "key").stat().st_mode & 0o777 == 0o600


def command(*args, **options):
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(shoumi.__file__).parents[1])}
    return subprocess.Popen(
        [sys.executable, "-m", "shoumi.doors.cli", "witness", *map(str, args)],
        stdout=subprocess.PIPE,
        text=True,
        env=env | {"SHOUMI_LANG": "en"},
        **options,
    )


def answer(*args):
    running = command(*args, "--json")
    told, _ = running.communicate(timeout=30)
    assert running.returncode == 0
    return json.loads(told)


def test_the_command_needs_no_home_and_no_database(folder, tmp_path):
    vkey = answer("init", folder, "--name", NAME)["vkey"]
    assert answer("watch", folder, LOG.verifier().vkey()) == {"origin": LOG.name}
    running = command("serve", folder, "--port", "0", cwd=tmp_path)
    try:
        url = running.stdout.readline().split()[-1]
        assert post(url, asked(0, 5).body())[0] == 200
    finally:
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=10)
    assert running.returncode == 0
    assert answer("show", folder) == {"vkey": vkey, "logs": {LOG.name: 5}}
    assert {path.name for path in tmp_path.iterdir()} == {"witness", "home"}
    assert not list((tmp_path / "home").iterdir())


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_its_process_holds_a_key_and_leaves_no_core(folder):
    answer("init", folder, "--name", NAME)
    running = command("serve", folder, "--port", "0")
    try:
        assert running.stdout.readline()
        limits = Path(f"/proc/{running.pid}/limits").read_text().splitlines()
        (core,) = (one for one in limits if one.startswith("Max core file size"))
        assert core.split()[4:6] == ["0", "0"]
    finally:
        running.send_signal(signal.SIGTERM)
        running.communicate(timeout=10)


def test_a_log_that_lost_entries_is_cosigned_again_once_its_keeper_says_so(url, folder):
    request = asked(0, 40)
    assert post(url, request.body())[0] == 200
    shorter = asked(0, 7, of=FORKED)
    assert post(url, shorter.body())[0] == Verdict.CONFLICT
    store = WitnessStore(folder)
    gone = store.forget(LOG.name, 1_790_000_000)
    assert (gone.size, gone.root) == (40, WHOLE.root(40))
    assert post(url, shorter.body())[0] == 200
    (kept,) = store.forgotten()
    root = note.encode64(WHOLE.root(40))
    assert kept == f"1790000000 40 {root} {LOG.name}"
    with pytest.raises(NothingCosigned):
        store.forget(OTHER.name, 1_790_000_000)
