"""Every address of the API."""

from __future__ import annotations

from shoumi.base import registry
from shoumi.doors.api import (
    algorithm_reviews,
    application,
    approvals,
    attestations,
    calendar,
    collection_notices,
    customers,
    deal_acts,
    deal_parts,
    description,
    duties,
    emergencies,
    evidence,
    graces,
    intake,
    jobs,
    keys,
    packages,
    rooms,
    set_aside,
    tasks,
    transport,
)

api = application.made(
    # Some add to the router of ``deal_acts``: an address belongs to one.
    list(
        dict.fromkeys(
            module.router
            for module in (
                *(deal_acts, deal_parts, collection_notices, tasks, customers),
                *(
                    rooms,
                    packages,
                    intake,
                    set_aside,
                    approvals,
                    keys,
                    algorithm_reviews,
                    emergencies,
                    evidence,
                    duties,
                ),
                *(attestations, graces, calendar, jobs, transport, description),
            )
        )
    )
    + [router for card in registry.cards() if card.routers for router in card.routers()]
)
urlpatterns = application.serve(api)
