"""Who may open which address, from the reviewed file that the sweep of all pages holds."""

from __future__ import annotations

import tomllib
from pathlib import Path

import shoumi
from shoumi.doors.reference.markdown import table, words

# The pages are written in a checkout: the file is part of the tests, not of the package.
_FILE = Path(shoumi.__path__[0]).parents[1] / "tests" / "access.toml"
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
_WHO = {
    "public": "anybody",
    "signed_in": "anybody signed in",
    "staff": "people of the house and its outside members",
}


def access() -> str:
    """One row for each address."""
    said = tomllib.loads(_FILE.read_text("utf-8"))
    head = ("address", "name", "for", "roles", "methods", "besides")
    rows = (
        (
            f"`/{row['at']}`",
            f"`{name}`",
            _WHO[row["who"]],
            words(row.get("roles", ())),
            ", ".join(method for method in _METHODS if method in row),
            "a fresh proof" if row.get("fresh") else "",
        )
        for name, row in sorted(said.items(), key=lambda each: each[1]["at"])
        if row["who"] in _WHO  # programs' addresses are on a page of their own
    )
    return table(head, rows)
