"""The verbs of the firewall, of the watch with its canaries, and of the audit."""

from __future__ import annotations

from shoumi.chapters.defence.verbs import (
    audit,
    blocks,
    canaries,
    customer_canaries,
    detection,
    firewall,
    sensors,
)

VERBS = (
    *firewall.VERBS,
    *blocks.VERBS,
    *detection.VERBS,
    *sensors.VERBS,
    *canaries.VERBS,
    *customer_canaries.VERBS,
    *audit.VERBS,
)
