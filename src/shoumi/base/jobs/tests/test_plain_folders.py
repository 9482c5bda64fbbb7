"""Files that are plain while they are read are written over before they go, by who made them or by
who finds them after a kill."""

from __future__ import annotations

import os

import pytest

from shoumi.base.jobs import sealed_staging
from shoumi.base.vault import secret_files

DEAD = 2**22 - 1  # above what a system numbers its processes by


@pytest.fixture
def destroyed(home, monkeypatch):
    """The content of each file that was written over, before it was."""
    seen = []
    plain = secret_files.destroy

    def destroy(path):
        seen.append(path.read_bytes())
        plain(path)

    monkeypatch.setattr(secret_files, "destroy", destroy)
    return seen


def test_what_was_plain_is_written_over_when_the_work_ends(destroyed):
    with sealed_staging.plain_folder() as place:
        (place / "inner").mkdir()
        (place / "customers.csv").write_bytes(b"made-up values")
        (place / "inner/more.csv").write_bytes(b"more of them")
    assert sorted(destroyed) == [b"made-up values", b"more of them"]
    assert not place.exists()


def test_what_a_killed_process_left_is_written_over_by_the_next(destroyed):
    left = sealed_staging.folder() / f"{DEAD}-left"
    left.mkdir()
    (left / "customers.csv").write_bytes(b"made-up values")
    with sealed_staging.plain_folder() as living:
        (living / "own.csv").write_bytes(b"of one that works")
        sealed_staging.clear()
        assert destroyed == [b"made-up values"]
        assert (living / "own.csv").exists()
    assert not left.exists()


def test_a_link_is_taken_away_and_what_it_names_stays(destroyed, tmp_path):
    kept = tmp_path / "kept.csv"
    kept.write_bytes(b"somebody else's")
    with sealed_staging.plain_folder() as place:
        os.symlink(kept, place / "link")
    assert (destroyed, kept.read_bytes()) == ([], b"somebody else's")


def test_noise_is_as_long_as_the_file_was_however_long(tmp_path, monkeypatch):
    path = tmp_path / "large"
    size = 2 * secret_files._NOISE_BYTES + 7
    path.write_bytes(bytes(size))
    other = tmp_path / "other-name"
    os.link(path, other)
    secret_files.destroy(path)
    content = other.read_bytes()
    assert (len(content), path.exists()) == (size, False)
    assert content[:64].strip(b"\0")
    assert content[-7:].strip(b"\0")
