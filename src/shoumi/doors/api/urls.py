"""Every address of the API."""

from __future__ import annotations

from shoumi.doors.api import (
    attestations,
    building,
    campaigns,
    customers,
    deal_acts,
    description,
    duties,
    evidence,
    holdings,
    intake,
    jobs,
    tasks,
)

api = building.made(
    [
        module.router
        for module in (
            *(deal_acts, tasks, customers, campaigns, holdings, intake),
            *(evidence, duties, attestations, jobs, description),
        )
    ]
)
urlpatterns = building.urls(api)
