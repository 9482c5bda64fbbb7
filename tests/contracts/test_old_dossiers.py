"""A dossier that an earlier version exported is verified by ours, and by what came with it."""

from __future__ import annotations

import subprocess
import sys

import pytest
from tests.contracts import archives, program

each_dossier = pytest.mark.parametrize("archive", archives.DOSSIERS, ids=lambda path: path.name)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    return {
        archive: archives.unpack(archive, tmp_path_factory.mktemp("old"))
        for archive in archives.DOSSIERS
    }


@each_dossier
def test_our_verifier_finds_it_whole_and_anchored(unpacked, archive, tmp_path):
    place = unpacked[archive]
    order = ("verify", str(place / "dossier"), "--trust", str(place / "trust.txt"))
    done = program.shoumi(tmp_path, *order)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "anchored: yes" in done.stdout


def inside(place):
    """The verifier that came with it, in a Python that knows no package of ours."""
    order = [sys.executable, "-I", str(place / "dossier" / "verify.py"), str(place / "dossier")]
    return subprocess.run(
        [*order, "--trust", str(place / "trust.txt")],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "utf-8"},
    )


@each_dossier
def test_the_verifier_inside_says_the_same_with_nothing_but_python(unpacked, archive):
    done = inside(unpacked[archive])
    assert done.returncode == 0, done.stdout + done.stderr
    assert "anchored: yes" in done.stdout


@each_dossier
def test_one_changed_byte_in_it_is_found(archive, tmp_path):
    place = archives.unpack(archive, tmp_path)
    (paper, *_) = sorted((place / "dossier" / "papers").glob("*.pdf"))
    content = bytearray(paper.read_bytes())
    content[len(content) // 2] ^= 1
    paper.write_bytes(content)
    done = inside(place)
    assert done.returncode == 1
    assert f"papers/{paper.name}" in done.stdout
