"""A repository behind a server that only appends: restic's own programs, on this machine."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import socket
import subprocess
import time
from pathlib import Path

import pytest
from tests.free_port import free_port

from shoumi.base.copies import copy_run, restic, verification
from shoumi.base.copies.errors import PlaceUnreachable, ProgramMissing
from shoumi.base.copies.places import Deletion
from shoumi.base.copies.restic import Restic
from shoumi.base.copies.tests import quick_key
from shoumi.base.copies.tests.copied_home import PLACE
from shoumi.core.backup.manifest import Store
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])

PASSWORD = "made up for a test"
PRINTED = Path(__file__).parents[5] / "docs/backup.md"


@pytest.fixture
def passwords(tmp_path):
    path = tmp_path / "restic.env"
    path.write_text(f"# of the repository\nRESTIC_PASSWORD={PASSWORD}\nnonsense\n")
    path.chmod(0o600)
    return path


@pytest.fixture
def server(tmp_path):
    """Its address; what it serves can be added to and not taken away."""
    port = free_port()
    command = ["restic-rest-server", "--path", tmp_path / "served", "--no-auth", "--append-only"]
    command += ["--listen", f"127.0.0.1:{port}"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = subprocess.Popen(command, **quiet)
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            break
        time.sleep(0.05)
    yield f"rest:http://127.0.0.1:{port}/"
    running.kill()
    running.wait()


def test_copies_go_to_a_server_that_only_appends_and_cannot_be_deleted(
    copied, server, passwords, tmp_path
):
    place = Restic(server, passwords, PLACE)
    with pytest.raises(PlaceUnreachable):
        place.numbers(Store.DATA)
    place.prepare()
    quick_key.put(tmp_path / "served", PASSWORD)
    place.prepare()
    first = copied.copy(place=place)
    copied.happen()
    second = copied.copy(place=place)
    assert second.stores[Store.DATA].sent < first.stores[Store.DATA].sent
    assert place.numbers(Store.DATA) == place.numbers(Store.KEYRING) == {1, 2}
    seen = verification.verify(place, Store.DATA, trusted=copy_run.trusted())
    assert (seen.copies, seen.newest) == (2, 2)
    copied.unpack(tmp_path / "into", place=place)
    assert (tmp_path / "into/blobs/doc-1").read_bytes() == bytes([1]) * 100_000
    # Whoever holds the house's account tries to delete.
    assert place.try_to_delete() is Deletion.REFUSED
    assert place.forget(Store.DATA, {1, 2}, []) == 0
    assert place.numbers(Store.DATA) == {1, 2}
    assert place.leftovers() == frozenset()
    # Whoever keeps the place may: by tag, counted from the newest snapshot.
    at_home = Restic(str(tmp_path / "served"), passwords, PLACE)
    assert at_home.try_to_delete() is Deletion.DELETED
    assert at_home.forget(Store.KEYRING, {7}, []) == 0
    assert at_home.forget(Store.KEYRING, {1}, []) == 1
    assert place.numbers(Store.KEYRING) == {1, 2}, "the next snapshot holds it as well"
    assert at_home.forget(Store.KEYRING, {1, 2}, []) == 1
    assert place.numbers(Store.KEYRING) == set()
    # Another target in the same repository has copies of its own.
    assert Restic(server, passwords, Ref("target-two")).numbers(Store.DATA) == set()


def test_whoever_stole_all_that_the_house_knows_destroys_no_copy(
    copied, server, passwords, tmp_path
):
    """By restic's own commands, and by the calls of its server under them."""
    place = Restic(server, passwords, PLACE)
    place.prepare()
    quick_key.put(tmp_path / "served", PASSWORD)
    copied.copy(place=place)
    copied.happen()
    copied.copy(place=place)
    before = lying(tmp_path / "served")
    assert {name.partition("/")[0] for name in before} == KINDS
    own = {**os.environ, "RESTIC_PASSWORD": PASSWORD, "RESTIC_CACHE_DIR": str(tmp_path / "cache")}
    for words in DESTROYING:
        order = ["restic", "-r", server, "--retry-lock", "0s", *words.split()]
        subprocess.run(order, env=own, capture_output=True)
    for name in before:
        for method in ("DELETE", "POST", "PUT"):
            answer = called(server, method, f"/{name}")
            assert answer >= 400, (method, name, answer)
    for name in ("/", "/data/", "/snapshots/", "/keys/"):
        assert called(server, "DELETE", name) >= 400, name
    after = lying(tmp_path / "served")
    assert {name: after.get(name) for name in before} == before
    assert place.numbers(Store.DATA) == place.numbers(Store.KEYRING) == {1, 2}
    copied.unpack(tmp_path / "into", place=place)


KINDS = {"config", "data", "index", "keys", "snapshots"}
DESTROYING = (
    "forget --tag data --keep-last 1 --group-by host",
    "forget --tag data --unsafe-allow-remove-all",
    "forget --tag keyring --unsafe-allow-remove-all --prune",
    "prune --max-unused 0",
    "rewrite --forget --exclude *",
    # Of the same tags, and without what the manifests name.
    "rewrite --exclude *.age",
    "tag --set nothing",
    "repair index --read-all-packs",
    "repair snapshots --forget",
    "unlock --remove-all",
)


def lying(served):
    """What of a repository lies there, but for its locks, which come and go."""
    files = {
        str(one.relative_to(served)): one.read_bytes() for one in served.rglob("*") if one.is_file()
    }
    return {name: content for name, content in files.items() if not name.startswith("locks/")}


def called(server, method, path):
    """The number that the server answers."""
    where = server.removeprefix("rest:http://").rstrip("/")
    with contextlib.closing(http.client.HTTPConnection(where, timeout=30)) as one:
        one.request(method, re.sub(r"^/data/../", "/data/", path), b"of a stranger")
        return one.getresponse().status


def test_the_lines_that_the_documents_print_take_away_what_expired(copied, passwords, tmp_path):
    """Each run is made in a folder of its own: grouped by that, as restic does by itself, each
    snapshot would be the newest of its group and none would ever go.  What was forgotten before, by
    a line that did not prune, goes as well."""
    place = Restic(str(tmp_path / "served"), passwords, PLACE)
    place.prepare()
    quick_key.put(tmp_path / "served", PASSWORD)
    copied.copy(place=place)
    old_keys = packs_of(tmp_path / "served", "keyring")
    copied.happen()
    copied.go(hours=7)
    copied.copy(place=place)
    own = {**os.environ, "RESTIC_PASSWORD": PASSWORD}
    long_ago = ["restic", "-r", tmp_path / "served", "rewrite", "--forget"]
    for tag in ("number-1", "keyring"), ("number-1", "data"):
        asked = [*long_ago, "--new-time", "2026-11-20 00:00:00", "--tag", ",".join(tag)]
        subprocess.run(asked, env=own, check=True, capture_output=True)
    printed = printed_lines()
    assert len(printed) == 3
    assert place.leftovers() == frozenset()
    subprocess.run(["sh", "-c", served(printed[0], tmp_path)], env=own, check=True)
    assert place.numbers(Store.KEYRING) == {2}
    assert old_keys <= lying(tmp_path / "served").keys(), "forgotten is not gone"
    assert {Path(one).name[:8] for one in old_keys} <= place.leftovers()
    for line in printed:
        subprocess.run(["sh", "-c", served(line, tmp_path)], env=own, check=True)
    assert place.numbers(Store.KEYRING) == {2}
    assert place.numbers(Store.DATA) == {1, 2}
    assert not old_keys & lying(tmp_path / "served").keys()
    assert place.leftovers() == frozenset()


@pytest.mark.parametrize("dated", ["2099-01-01 00:00:00", "2001-01-01 00:00:00"])
def test_a_strangers_snapshot_of_another_time_lets_the_printed_lines_take_nothing_away(
    copied, passwords, tmp_path, dated
):
    """Ages are counted from the newest snapshot; restic leaves out what lies in the future."""
    place = Restic(str(tmp_path / "served"), passwords, PLACE)
    place.prepare()
    quick_key.put(tmp_path / "served", PASSWORD)
    copied.copy(place=place)
    own = {**os.environ, "RESTIC_PASSWORD": PASSWORD}
    for store in Store:
        tags = ["--tag", store, "--tag", PLACE, "--tag", "number-9", "--host", "shoumi"]
        order = ["restic", "-r", tmp_path / "served", "backup", "--time", dated, *tags, passwords]
        subprocess.run(order, env=own, check=True, capture_output=True)
    for line in printed_lines():
        subprocess.run(["sh", "-c", served(line, tmp_path)], env=own, check=True)
    assert 1 in place.numbers(Store.DATA) & place.numbers(Store.KEYRING)
    copied.unpack(tmp_path / "into", place=place)


def printed_lines():
    return [
        line
        for line in PRINTED.read_text("utf-8").splitlines()
        if re.match(r"restic -r /srv/", line)
    ]


def served(line, tmp_path):
    """A printed line for a repository that lies here; its data stay, old as they are made."""
    here = line.replace("/srv/shoumi/shoumi", str(tmp_path / "served"))
    return here.replace("14d", "365d") + " > /dev/null"


def packs_of(repository, tag):
    """The files of a repository in which what the snapshots of ``tag`` hold lies."""
    own = {**os.environ, "RESTIC_PASSWORD": PASSWORD}
    order = ["restic", "-r", repository, "--no-lock"]

    def ask(*words):
        return subprocess.run([*order, *words], env=own, check=True, capture_output=True).stdout

    trees = json.loads(ask("snapshots", "--json", "--tag", tag))
    blobs, waiting = set(), [one["tree"] for one in trees]
    while waiting:
        blobs.add(waiting[-1])
        for node in json.loads(ask("cat", "blob", waiting.pop()))["nodes"]:
            blobs |= set(node.get("content") or ())
            waiting += [node["subtree"]] if node["type"] == "dir" else []
    found = set()
    for name in ask("list", "index").decode().split():
        for pack in json.loads(ask("cat", "index", name))["packs"]:
            if blobs & {blob["id"] for blob in pack["blobs"]}:
                found.add(f"data/{pack['id'][:2]}/{pack['id']}")
    assert found
    return found


def test_without_the_program_it_is_said_which_one_is_missing(monkeypatch, passwords):
    monkeypatch.setattr(restic, "PROGRAM", "no-such-restic")
    with pytest.raises(ProgramMissing) as refused:
        Restic("/nowhere", passwords, PLACE).numbers(Store.DATA)
    assert refused.value.facts == {"program": "no-such-restic", "package": "no-such-restic"}


@pytest.mark.parametrize("trouble", ["gone", "readable", "binary", "none"])
def test_passwords_that_cannot_be_read_are_a_place_that_cannot_be_reached(
    tmp_path, passwords, trouble
):
    if trouble == "gone":
        passwords.unlink()
    elif trouble == "readable":
        passwords.chmod(0o644)
    elif trouble == "binary":
        passwords.write_bytes(b"\xff\xfe")
    given = None if trouble == "none" else passwords
    with pytest.raises(PlaceUnreachable):
        Restic(str(tmp_path / "repository"), given, PLACE).prepare()


def test_one_that_answers_nothing_is_given_up(monkeypatch, passwords):
    def never(*args, **more):
        raise subprocess.TimeoutExpired("restic", 1)

    monkeypatch.setattr(subprocess, "run", never)
    with pytest.raises(PlaceUnreachable) as refused:
        Restic("/nowhere", passwords, PLACE).numbers(Store.DATA)
    assert refused.value.facts == {"step": "wait"}


def test_no_password_stands_on_the_command_line(monkeypatch, passwords):
    seen = {}

    def look(command, env, **more):
        seen.update(command=command, env=env)
        return subprocess.CompletedProcess(command, 0, b"[]", b"")

    monkeypatch.setattr(subprocess, "run", look)
    monkeypatch.setenv("SHOUMI_SECRET", "x")
    Restic("rest:https://backup.example/", passwords, PLACE).numbers(Store.DATA)
    assert not [word for word in seen["command"] if PASSWORD in word]
    assert seen["env"]["RESTIC_PASSWORD"] == PASSWORD
    assert "SHOUMI_SECRET" not in seen["env"]
