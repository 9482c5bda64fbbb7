from __future__ import annotations

from shoumi.doors.web.tests.conftest import house, stranger

__all__ = ["house", "stranger"]
