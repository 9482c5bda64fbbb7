from __future__ import annotations

from shoumi.doors.tests.conftest import built, house

__all__ = ["built", "house"]
