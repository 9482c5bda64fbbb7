from __future__ import annotations

from shoumi.doors.api.tests.conftest import _fresh_limits, house, on_its_second_day, stranger

__all__ = ["_fresh_limits", "house", "on_its_second_day", "stranger"]
