"""Two verifiers of transparency logs that others wrote: Go's ``x/mod/sumdb`` and ``aics-tlog``."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from aics_tlog import checkpoint as heads
from aics_tlog import note, tree
from aics_tlog.tiles import FileSystemTileReader, TileMissingError
from aics_tlog.verified import TileVerificationError, audit_tiles

LIBRARY = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")
HAS_GO = shutil.which("go") is not None and LIBRARY.is_dir()


@pytest.fixture(scope="module")
def go(tmp_path_factory):
    assert HAS_GO, "sh scripts/setup.sh dev installs golang-go golang-golang-x-mod-dev"
    running = Go(tmp_path_factory.mktemp("go"))
    yield running
    running.close()


@pytest.fixture(params=["go", "aics"])
def outside(request):
    """One verifier after the other."""
    return request.getfixturevalue("go") if request.param == "go" else Aics()


class Aics:
    """``aics-tlog``: each call says whether it accepts."""

    def checkpoint(self, signed, vkey):
        return self._open(signed, vkey) is not None

    def inclusion(self, signed, vkey, *, index, leaf, proof):
        head = self._open(signed, vkey)
        return head is not None and tree.verify_leaf_inclusion(
            leaf, index, head.size, list(proof), head.root
        )

    def consistency(self, signed, vkey, *, old, proof):
        head, before = self._open(signed, vkey), self._open(old, vkey)
        return None not in (head, before) and tree.verify_consistency(
            before.size, head.size, before.root, head.root, list(proof)
        )

    def log(self, signed, vkey, *, folder):
        head = self._open(signed, vkey)
        if head is None:
            return False
        try:
            audit_tiles(FileSystemTileReader(folder), head.size, head.root)
        except (TileMissingError, TileVerificationError, ValueError):
            return False
        return True

    def _open(self, signed, vkey):
        try:
            read = note.parse_note(signed)
            found = heads.verify_checkpoint(read, note.parse_vkey(vkey))
        except ValueError:
            return None
        return found if found.ok else None


class Go:
    """``golang.org/x/mod/sumdb`` behind ``check.go``, built once and asked line by line."""

    def __init__(self, folder):
        program = folder / "check"
        env = os.environ | {"GO111MODULE": "off", "GOPATH": "/usr/share/gocode"}
        env |= {"GOCACHE": env.get("GOCACHE") or str(folder / "cache")}
        source = Path(__file__).with_name("check.go")
        subprocess.run(
            ["go", "build", "-o", program, source], env=env, check=True, capture_output=True
        )
        self._running = subprocess.Popen(
            [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def checkpoint(self, signed, vkey):
        return self._ask(do="checkpoint", note=signed, vkey=vkey)

    def inclusion(self, signed, vkey, *, index, leaf, proof):
        return self._ask(
            do="inclusion", note=signed, vkey=vkey, index=index, leaf=_b64(leaf), proof=_all(proof)
        )

    def consistency(self, signed, vkey, *, old, proof):
        return self._ask(do="consistency", note=signed, vkey=vkey, old=old, proof=_all(proof))

    def log(self, signed, vkey, *, folder):
        return self._ask(do="log", note=signed, vkey=vkey, folder=str(folder))

    def close(self):
        self._running.stdin.close()
        self._running.wait(10)
        self._running.stdout.close()

    def _ask(self, **asked):
        self._running.stdin.write(json.dumps(asked) + "\n")
        self._running.stdin.flush()
        answer = self._running.stdout.readline().strip()
        assert answer, "the checker died"
        return answer == "ok"


def _b64(raw):
    return base64.b64encode(raw).decode()


def _all(proof):
    return [_b64(one) for one in proof]
