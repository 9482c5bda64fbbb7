"""Every address of the API."""

from __future__ import annotations

from shoumi.doors.api import building, deals, description, duties, evidence

api = building.made([deals.router, evidence.router, duties.router, description.router])
urlpatterns = building.urls(api)
