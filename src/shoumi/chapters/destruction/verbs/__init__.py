"""The verbs of destruction: orders, legal holds, certificates that recipients owe."""

from __future__ import annotations

from shoumi.chapters.destruction.verbs import holds, orders, recipients

VERBS = (*orders.VERBS, *holds.VERBS, *recipients.VERBS)
