"""A folder with a home in clear lasts as long as the process that made it, and no longer."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

from shoumi.base.copies import scratch_folders
from shoumi.base.vault import secret_files

SECRET = b"a key of somebody"
MADE = """
import sys
from pathlib import Path
from shoumi.base.copies import scratch_folders

with scratch_folders.made(Path(sys.argv[1]), "drill-") as folder:
    (folder / "home").mkdir()
    (folder / "home/keyring").write_bytes(b"a key of somebody")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def parent(tmp_path):
    found = tmp_path / "copies"
    found.mkdir()
    return found


@pytest.fixture
def maker(parent):
    """A process that has a folder, and waits."""
    command = [sys.executable, "-c", MADE, str(parent)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout.readline().strip()
        yield running
        running.kill()


def names(folder):
    return sorted(path.name.partition("-")[0] for path in folder.iterdir())


def test_it_is_its_makers_alone_and_gone_afterwards(parent):
    with scratch_folders.made(parent, "drill-") as folder:
        (folder / "home").mkdir()
        (folder / "home/keyring").write_bytes(SECRET)
        assert folder.stat().st_mode & 0o777 == 0o700
        assert names(parent) == ["drill"]
    assert names(parent) == []


def test_that_of_a_living_process_stays_and_that_of_a_killed_one_goes(parent, maker):
    assert scratch_folders.clear(parent, "drill-") == 0
    assert names(parent) == ["drill"]
    os.kill(maker.pid, signal.SIGKILL)
    maker.wait()
    assert names(parent) == ["drill"]
    assert scratch_folders.clear(parent, "staged-") == 0
    assert scratch_folders.clear(parent, "drill-") == 1
    assert names(parent) == []


def test_what_has_keys_is_written_over_before_it_goes(parent, monkeypatch):
    over, plain = [], secret_files.destroy

    def seen(path):
        over.append(path.name)
        plain(path)

    monkeypatch.setattr(secret_files, "destroy", seen)
    for has_keys in (True, False):
        with scratch_folders.made(parent, "x-", has_keys=has_keys) as folder:
            (folder / f"keys-{has_keys}").write_bytes(SECRET)
    assert over == ["keys-True"]


def test_a_disk_that_takes_no_more_keeps_nothing_from_going(parent, monkeypatch):
    def full(path):
        raise OSError(28, "no room")

    monkeypatch.setattr(secret_files, "destroy", full)
    with scratch_folders.made(parent, "drill-") as folder:
        (folder / "keyring").write_bytes(SECRET)
    assert names(parent) == []


def test_a_link_to_elsewhere_is_not_followed(parent):
    there = parent / "there"
    there.mkdir()
    (there / "file").write_bytes(SECRET)
    (parent / "drill-link").symlink_to(there)
    assert scratch_folders.clear(parent, "drill-") == 0
    assert (there / "file").read_bytes() == SECRET
