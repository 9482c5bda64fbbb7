"""The data sets of a deal as the house named them, for what rests on who receives what."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.deals.models import DataSet
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.core.refs import Ref


@shared
def of_deal(deal: Ref) -> Sequence[DataSet]:
    """The data sets of a deal in the order of their codes, where every one of
    them can be trusted.

    Raises:
        NotAuthentic: one was changed, put in or deleted from outside.
    """
    return verification.all_of_deal(DataSet, deal)
