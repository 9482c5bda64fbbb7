"""Published test vectors: from a package always, from a folder of Wycheproof files where present.

The folder is ``SHOUMI_VECTORS``, or ``shared/vectors`` beside the repository, or what the Debian
package ``librust-wycheproof-dev`` installs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

from shoumi.core.tests import vectors

REPOSITORY = Path(__file__).resolve().parents[5]
NIST_GCM = ("gcmEncryptExtIV256.rsp", "gcmDecrypt256.rsp")
NIST_GCM_OTHER_SIZES = ("gcmEncryptExtIV128.rsp", "gcmEncryptExtIV192.rsp")


def folders() -> Iterator[Path]:
    if named := os.environ.get("SHOUMI_VECTORS"):
        yield Path(named)
    yield REPOSITORY.parent / "shared" / "vectors"
    yield from Path("/usr/share/cargo/registry").glob("wycheproof-*/src/data")


def wycheproof(name: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(group, case) of every case, empty where no folder has the file."""
    for folder in folders():
        for path in (folder / f"wycheproof_{name}.json", folder / f"{name}_test.json"):
            if path.is_file():
                groups = json.loads(path.read_text("utf-8"))["testGroups"]
                found = [(group, case) for group in groups for case in group["tests"]]
                vectors.note(f"wycheproof {name}", len(found))
                return found
    vectors.note(f"wycheproof {name}", 0)
    return []


def nist(path: str) -> Iterator[dict[str, str]]:
    """One mapping for each block of ``NAME = value`` lines that has a COUNT; ``FAIL`` as a key."""
    text = (files("cryptography_vectors") / path).read_text("utf-8")
    vectors.note(path, text.upper().count("\nCOUNT"))
    case: dict[str, str] = {}
    header: dict[str, str] = {}
    for line in map(str.strip, text.splitlines()):
        name, _, value = line.strip("[]").partition("=")
        name = name.strip()
        if line.startswith("["):
            header[name] = value.strip()
        elif name.upper() == "COUNT":
            if case:
                yield case
            case = {**header}
        elif line == "FAIL" or "=" in line:
            case[name] = value.strip()
    yield case
