"""A file says what it is: no module or folder is called by an activity."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Words of the field that happen to end so.
NOUNS = {
    "learning": "the field of chapters 4.1, 14 and 19: what people are taught and know",
    "closing": "the day on which a transfer is completed",
    "encoding": "how a text is written as bytes",
    "heading": "the row above a table that names its columns",
    "mapping": "which column of a file is which field",
    "scoping": "keeps what somebody sees to their own deals",
    "sealed_staging": "what waits, sealed, between a request and its work",
    "paging": "a list is told in parts",
    "anchoring": "outsiders fix what the ledger said at a time",
    "keyring": "the keys of a home",
    "provider_binding": "an account tied to one of the identity provider",
}


def names(folder):
    for path in sorted((ROOT / folder).rglob("*.py")):
        if "migrations" not in path.parts:
            own = path.parent if path.name == "__init__.py" else path
            yield own.parent.relative_to(ROOT).as_posix(), own.stem


@pytest.mark.parametrize("folder", ["src/shoumi", "tests", "bench"])
def test_no_module_is_called_by_an_activity(folder):
    found = [
        f"{where}/{name}"
        for where, name in names(folder)
        if name.endswith("ing") and name.removeprefix("test_") not in NOUNS
    ]
    assert found == []
