"""The verbs of the firewall."""

from __future__ import annotations

from shoumi.chapters.defence.verbs import firewall

VERBS = firewall.VERBS
