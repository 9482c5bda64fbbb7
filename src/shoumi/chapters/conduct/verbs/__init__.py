"""The verbs of rule books, checks, cases, rewards and suspensions."""

from __future__ import annotations

from shoumi.chapters.conduct.verbs import books, cases, checks, people

VERBS = (*books.VERBS, *checks.VERBS, *cases.VERBS, *people.VERBS)
