"""A file is replaced as a whole, or left as it was with nothing beside it."""

from __future__ import annotations

import errno
import os

import pytest

from shoumi.base.ledger import atomic_files


def placed(folder):
    own = folder / "own"
    own.mkdir()
    return own / "home.sealed"


def test_a_full_disk_leaves_the_old_content_and_nothing_beside_it(tmp_path, monkeypatch):
    target = placed(tmp_path)
    atomic_files.replace(target, b"old")

    def full(handle):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no room"):
        atomic_files.replace(target, b"new")
    assert target.read_bytes() == b"old"
    assert [one.name for one in target.parent.iterdir()] == ["home.sealed"]


def test_what_a_kill_left_is_written_over(tmp_path):
    target = placed(tmp_path)
    atomic_files.fresh(target).write_bytes(b"half")
    atomic_files.replace(target, b"new")
    assert [(one.name, one.read_bytes()) for one in target.parent.iterdir()] == [
        ("home.sealed", b"new")
    ]
