"""A statement as somebody makes it, for tests."""

from __future__ import annotations

from datetime import date

from shoumi.base.attestations.models import Statement
from shoumi.base.attestations.services import NewStatement
from shoumi.base.documents import examined
from shoumi.core.handbook import demand

TODAY = date(2026, 8, 24)


def paper(text="the report of the firewall review"):
    return examined.of_text(text.encode(), place="report.txt", today=TODAY)


def given(duty, **changes):
    plain = {
        "statement": Statement.IN_PLACE,
        "evidence": paper(),
        "kind": demand(duty).evidence[0],
    }
    return NewStatement(**plain | changes)
