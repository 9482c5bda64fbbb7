"""Where the numbers of rows are given: ``base/ledger/numbers.py``."""

from __future__ import annotations

from pathlib import Path

import shoumi

SOURCE = Path(shoumi.__path__[0])


def test_numbers_of_rows_are_given_in_one_place():
    """Read before the ledger's head is held, two at once are given the same."""
    found = {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and 'Max("number")' in path.read_text(encoding="utf-8")
    }
    assert found == {
        "base/ledger/numbers.py",
        # Once more under the one after, where another process was faster: these hold rows of their
        # own before the head.
        "chapters/compliance/services/__init__.py",
        "chapters/destruction/services/__init__.py",
        "chapters/policies/services/__init__.py",
    }
