"""A lost home is put back by the commands that ``docs/operating.md`` prints, as they stand."""

from __future__ import annotations

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from shoumi.base.copies.restic import Restic
from shoumi.base.copies.tests import quick_key
from shoumi.core.refs import Ref
from shoumi.core.tests import scratch
from shoumi.doors.demo import cast
from shoumi.doors.tests.faults.copied_homes import FETCH, CopiedHome
from shoumi.doors.tests.put_back_home import ONLY_SQLITE

pytestmark = ONLY_SQLITE
PRINTED = Path(__file__).parents[2] / "docs/operating.md"
PASSWORD = "made up for a test"


@pytest.fixture(scope="module")
def lost(django_db_blocker):
    """A home with a copy, somebody destroyed since, and the way to run a printed line for it."""
    with tempfile.TemporaryDirectory(prefix="printed-", dir=scratch.folder()) as folder:
        own = Path(folder)
        (own / "disk").mkdir()
        with django_db_blocker.unblock():
            home = CopiedHome(SimpleNamespace(folder=own / "disk"), own)
            try:
                yield home
            finally:
                home.close()


@pytest.fixture
def empty(lost):
    lost.new.put_back("empty")
    return lost


@pytest.fixture
def repository(lost, tmp_path):
    """The same copy in a repository at a server that only appends, and its passwords."""
    credentials = tmp_path / "restic.env"
    credentials.touch(mode=0o600)
    credentials.write_text(f"RESTIC_PASSWORD={PASSWORD}\n")
    with contextlib.closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{one.getsockname()[1]}"
    served = tmp_path / "served"
    command = ["restic-rest-server", "--path", served, "--no-auth", "--append-only"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = subprocess.Popen([*command, "--listen", where], **quiet)
    try:
        host, _, port = where.partition(":")
        for _ in range(200):
            with contextlib.suppress(OSError), socket.create_connection((host, int(port)), 1):
                break
            time.sleep(0.05)
        address = f"rest:http://{where}/"
        place = Restic(address, credentials, Ref(lost.target))
        place.prepare()
        quick_key.put(served, PASSWORD)
        place.take(lost.old.home / "copies/near" / lost.target)
        yield SimpleNamespace(address=address, credentials=credentials)
    finally:
        running.kill()
        running.wait()


def printed(word):
    """The lines of the block with ``word`` in it, of the part on putting a home back."""
    part = PRINTED.read_text("utf-8").partition("· 恢复 ·")[2]
    (block, *_) = [one for one in re.findall(r"```sh\n(.*?)```", part, re.DOTALL) if word in one]
    return [line.partition(" ")[2] for line in block.splitlines()]


def run(lines, home, **also):
    """Type them; each must end as it says it does."""
    filled = {
        "/var/lib/shoumi-restored": str(home.new.home),
        "/var/lib/shoumi/brought": str(home.temporary / "brought"),
        "/mnt/copies/target-…": str(home.old.home / "copies/near" / home.target),
        "/mnt/old-disk/shoumi.sqlite3": str(home.old.home / "shoumi.sqlite3"),
        "shoumi/tenant-…+…": home.log_key,
        "--number 481": "--number 1",
        "id.agekey": str(home.identity),
        "-o shoumi -g shoumi": "",
        "李测试": cast.SECURITY,
        "林示范": cast.DPO,
        **also,
    }
    told = ""
    for line in lines:
        command = line
        for word, own in filled.items():
            command = command.replace(word, own)
        command = re.sub(r"^shoumi ", f"{sys.executable} -m shoumi.doors.cli ", command)
        done = subprocess.run(
            ["sh", "-c", command], env=home.environment(FETCH), capture_output=True, text=True
        )
        wanted = int(match[1]) if (match := re.search(r"# .*exits (\d)", line)) else 0
        assert done.returncode == wanted, (line, done.stdout, done.stderr)
        told = done.stdout
    return told


def destroyed_and_open(home):
    """Whether the put-back home is open, with the destruction done again."""
    command = [sys.executable, "-m", "shoumi.doors.cli", "restore", "show", "--json"]
    done = subprocess.run(command, env=home.environment(FETCH), capture_output=True, text=True)
    return json.loads(done.stdout)["stage"] == ""


def test_a_home_is_put_back_from_a_folder_by_the_printed_lines(empty):
    run(printed("/mnt/copies/target-…"), empty)
    run(printed("restore replay"), empty)
    assert destroyed_and_open(empty)


def test_a_home_is_put_back_from_a_repository_by_the_printed_lines(empty, repository):
    also = {
        "rest:https://vault.example:8000/shoumi/": repository.address,
        "restic.env": str(repository.credentials),
    }
    run(printed("rest:https"), empty, **also)
    run(printed("restore replay"), empty)
    assert destroyed_and_open(empty)


def test_the_printed_folders_are_those_account_s_alone(empty):
    brought = empty.temporary / "brought"
    restic_env = empty.temporary / "restic.env"
    restic_env.write_text("RESTIC_PASSWORD=x\n")
    run(printed("install -d"), empty, **{" restic.env": f" {restic_env}"})
    assert (brought.stat().st_mode & 0o777, os.listdir(empty.new.home)) == (0o700, [])
    assert {one.stat().st_mode & 0o777 for one in brought.iterdir()} == {0o600}


def fetch(home, *words):
    command = [sys.executable, "-m", "shoumi.doors.cli", "restore", "fetch", *words]
    command += ["--identity", str(home.identity), "--log-key", home.log_key]
    return subprocess.run(command, env=home.environment(FETCH), capture_output=True, text=True)


def test_whose_copies_is_asked_where_several_lie_in_one_repository(empty, repository):
    other = Restic(repository.address, repository.credentials, Ref("target-other"))
    other.take(empty.old.home / "copies/near" / empty.target)
    given = (repository.address, "--credentials", str(repository.credentials))
    asked = fetch(empty, *given)
    assert asked.returncode == 1
    assert "target-other" in asked.stderr
    assert fetch(empty, *given, "--target", str(empty.target)).returncode == 0


def test_a_repository_without_its_passwords_is_wrong_use_in_words(empty, repository):
    refused = fetch(empty, repository.address)
    assert refused.returncode == 2
    assert "--credentials" in refused.stderr
