"""A table of a deal's people, on a page that tells more: shown while they may be listed."""

from __future__ import annotations

from shoumi.base.attestations.doors import DoorShut
from shoumi.base.pages.request import PageRequest
from shoumi.base.subjects import customer_lists
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def shut(request: PageRequest, deal: Ref) -> Both | None:
    """Why nobody of ``deal`` is listed now, in words; None where people may be."""
    try:
        customer_lists.require_listable(deal=deal, actor=request.who(), at=request.at)
    except DoorShut as refused:
        told = request.tell(refused)
        return f"{told.what}{told.mend}", f"{told.what} {told.mend}"
    return None
