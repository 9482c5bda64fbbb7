"""What of a run one worker does on end, and what is green by itself: a file of tests.

In a long run some files would keep one worker for hours while the others have nothing left; of
those each test is by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shoumi.core.tests import portion

if TYPE_CHECKING:
    import pytest

APART = (
    "src/shoumi/doors/tests/test_edited_rows.py",
    "tests/malformed/test_malformed.py",
    "tests/web/test_pages.py",
)


def unit(test: str) -> str:
    """The file of a test, or the test itself."""
    file = test.partition("::")[0]
    return test if portion.is_long() and file in APART else file


def scheduler(config: pytest.Config, log: Any) -> Any:
    """Hands units to workers, as ``loadfile`` hands files."""
    from xdist.scheduler import LoadFileScheduling

    class ByUnit(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return unit(nodeid)

    return ByUnit(config, log)
