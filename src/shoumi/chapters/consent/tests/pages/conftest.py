from __future__ import annotations

from shoumi.doors.console.tests.test_handover_pages import handing, sealed
from shoumi.doors.web.tests.conftest import house, stranger

__all__ = ["handing", "house", "sealed", "stranger"]
