"""The verbs of plans and of who is on duty; of incidents and drills."""

from __future__ import annotations

from shoumi.chapters.incidents.verbs import duty, plans

VERBS = (*plans.VERBS, *duty.VERBS)
