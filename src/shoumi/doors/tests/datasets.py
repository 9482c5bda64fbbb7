"""The data set that files of a deal are brought for."""

from __future__ import annotations

from shoumi.base.collection_notices.tests.handed_in import told_at_collection
from shoumi.base.deals import services as deals
from shoumi.base.deals.models import DataSet
from shoumi.base.deals.queries import parties
from shoumi.base.deals.services import NewSet
from shoumi.core.instruments import Recipient
from shoumi.core.refs import Ref
from shoumi.doors.tests.house import House


def customers(house: House) -> DataSet:
    """Of the customers, entered by the protection officer with the notice they were told by."""
    party = Ref(parties(house.deal)[0].ref)
    made = deals.add_dataset(
        deal=house.deal,
        dataset=NewSet("customers", "客户", party, party, Recipient.OTHER),
        actor=house.dpo,
        at=house.at,
    )
    return told_at_collection(made, actor=house.dpo, at=house.at)
