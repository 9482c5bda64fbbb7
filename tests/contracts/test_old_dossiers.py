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


@each_dossier
def test_the_verifier_inside_says_the_same_with_nothing_but_python(unpacked, archive, tmp_path):
    place = unpacked[archive]
    order = [sys.executable, "-I", str(place / "dossier" / "verify.py"), str(place / "dossier")]
    done = subprocess.run(
        [*order, "--trust", str(place / "trust.txt")],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "anchored: yes" in done.stdout


@each_dossier
def test_one_changed_byte_in_it_is_still_found(unpacked, archive, tmp_path):
    folder = archives.unpack(archive, tmp_path) / "dossier"
    paper = folder / "papers" / "CL-2026-001.pdf"
    content = bytearray(paper.read_bytes())
    content[len(content) // 2] ^= 1
    paper.write_bytes(content)
    done = program.shoumi(tmp_path, "verify", str(folder), "--trust", str(tmp_path / "trust.txt"))
    assert done.returncode == 1
    assert "papers/CL-2026-001.pdf" in done.stdout
