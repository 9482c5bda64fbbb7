"""A table of a deal's people, on a page that tells more: shown while they may be listed."""

from __future__ import annotations

from shoumi.base.attestations.doors import DoorShut
from shoumi.base.attestations.staff_qualification import NotQualified
from shoumi.base.pages.request import PageRequest, RefusalWords
from shoumi.base.subjects import customer_lists
from shoumi.core.refs import Ref


def shut(request: PageRequest, deal: Ref) -> RefusalWords | None:
    """Why nobody of ``deal`` is listed now, in words; None where people may be."""
    try:
        customer_lists.require_listable(deal=deal, actor=request.who(), at=request.at)
    except (DoorShut, NotQualified) as refused:
        return request.tell(refused)
    return None
