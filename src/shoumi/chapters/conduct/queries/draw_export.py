"""Everything by which a stranger draws the sample of a month again."""

from __future__ import annotations

from typing import Any

from shoumi.base.ledger import latest_entries, reader
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.models import StaffCheck
from shoumi.chapters.conduct.queries import accesses, checks
from shoumi.core.errors import Conflict

FORMAT = "shoumi staff check draw 1"


class NothingDrawn(Conflict):
    code = "conduct.nothing_drawn"


def of(check: StaffCheck) -> dict[str, Any]:
    """Plain values: the entries of the commitment and the draw, all that could be drawn, the rows
    of who could be asked, and the sample.

    Raises:
        NothingDrawn
    """
    drawn = latest_entries.about([Tag.DRAWN], check.ref)
    committed = latest_entries.about([Tag.COMMITTED], check.ref)
    if not drawn or not committed or check.first is None or check.last is None:
        raise NothingDrawn
    [commitment, draw] = [reader.entry(at) for at in (committed[0], drawn[-1])]
    edition = checks.edition_of(draw.line().facts)
    every = accesses.entries(check.first, check.last, edition)
    return {
        "format": FORMAT,
        "commitment": {"position": commitment.position, "body": commitment.body.decode()},
        "draw": {"position": draw.position, "body": draw.body.decode()},
        "checkers": [row.decode() for row in reader.rows(draw.position)],
        "entries": [{"position": one.position, "body": one.body.decode()} for one in every],
        "sample": [{"position": one.position, "why": one.why} for one in queries.samples(check)],
    }
