"""Every verb of chapter 11, each once."""

from __future__ import annotations

from shoumi.chapters.collaboration.verbs import connectors, deputies, duties, shared_tasks, threads

VERBS = (*shared_tasks.VERBS, *duties.VERBS, *deputies.VERBS, *threads.VERBS, *connectors.VERBS)
