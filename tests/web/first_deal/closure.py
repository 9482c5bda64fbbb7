"""Settled, destroyed, closed; a stranger's browser judges the dossier."""

from __future__ import annotations

from tests.web.first_deal.walk import FirstDeal
from tests.web.story import closing


def tell(walk: FirstDeal) -> None:
    closing.settles(walk)
    closing.shuts_rooms(walk)
    closing.certifies_finally(walk)
    closing.has_destroyed(walk)
    closing.checks_dossier(walk, closing.exports_dossier(walk))
