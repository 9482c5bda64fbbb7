from __future__ import annotations

from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
