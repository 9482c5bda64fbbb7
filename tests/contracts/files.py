"""The kept documents: one sorted JSON file each, so that a change of one reads well in a diff."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

KEPT = Path(__file__).resolve().parent / "kept"


def path(contract: str) -> Path:
    return KEPT / f"{contract}.json"


def read(contract: str) -> Any:
    return json.loads(path(contract).read_text("utf-8"))


def write(contract: str, document: Any) -> None:
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
    path(contract).write_text(f"{text}\n", "utf-8")
