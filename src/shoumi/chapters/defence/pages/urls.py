"""The addresses of this chapter."""

from __future__ import annotations

from django.urls import path

from shoumi.base.verbs import page
from shoumi.chapters.defence.pages import (
    audit,
    blocks,
    canaries,
    customer_canaries,
    detection,
    firewall,
    matrices,
    sensors,
)
from shoumi.chapters.defence.verbs import VERBS

console = [
    path("firewall", firewall.overview, name="firewall"),
    path("firewall/<str:ruleset>", firewall.ruleset, name="ruleset"),
    path("firewall/<str:ruleset>/rules.nft", firewall.file, name="ruleset-file"),
    path("blocks/<str:addressblock>", blocks.block, name="addressblock"),
    path("detection", detection.overview, name="detection"),
    path("detection/<str:securitycase>", detection.case, name="securitycase"),
    path("sensors/<str:sensor>", sensors.sensor, name="sensor"),
    path("canaries", canaries.overview, name="canaries"),
    path("canaries/<str:canary>", canaries.canary, name="canary"),
    path(
        "customer-canaries/<str:customercanary>",
        customer_canaries.customer_canary,
        name="customercanary",
    ),
    path("matrices/<str:matrix>", matrices.matrix, name="matrix"),
    path("audit", audit.overview, name="audit"),
    path("audit/<str:auditfinding>", audit.finding, name="auditfinding"),
    *page.addresses(VERBS),
]
