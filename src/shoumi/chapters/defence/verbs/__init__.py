"""The verbs of the firewall, of the watch and of the audit."""

from __future__ import annotations

from shoumi.chapters.defence.verbs import audit, detection, firewall

VERBS = (*firewall.VERBS, *detection.VERBS, *audit.VERBS)
