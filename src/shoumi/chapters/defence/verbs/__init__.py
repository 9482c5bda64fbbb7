"""The verbs of the firewall and of the watch."""

from __future__ import annotations

from shoumi.chapters.defence.verbs import detection, firewall

VERBS = (*firewall.VERBS, *detection.VERBS)
