"""The verbs of rule books, checks, cases, rewards, suspensions and notices of leaving."""

from __future__ import annotations

from shoumi.chapters.conduct.verbs import books, cases, checks, leavers, people

VERBS = (*books.VERBS, *checks.VERBS, *cases.VERBS, *people.VERBS, *leavers.VERBS)
