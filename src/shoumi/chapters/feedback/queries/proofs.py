"""Whether it is known who asks.

That two registered values are right is what the house finds when it holds them against what is
stored; that somebody says so is no proof (handbook 10.2).
"""

from __future__ import annotations

from shoumi.base.ledger import reader
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Proof
from shoumi.core.refs import Ref

# The fact that only a comparison by the house records: the digest of the fields that were compared.
COMPARED = "compared"


def is_proven(request: Request) -> bool:
    """Two values count where the ledger tells the comparison, and not where a row alone names
    them: until 2026-12 somebody could state them."""
    if request.proof != Proof.TWO_VALUES:
        return bool(request.proof)
    told = reader.entries(about=Ref(request.ref), tag=Tag.PROVEN)
    return any(COMPARED in one.line().facts for one in told)
