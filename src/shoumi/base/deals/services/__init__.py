"""What can be done with a deal.  Each verb is one transaction and one entry in the ledger."""

from shoumi.base.deals.services.creation import (
    NewParty,
    NewSet,
    add_dataset,
    add_party,
    create,
    forget_parties,
    remaining_parties,
)
from shoumi.base.deals.services.filings import file
from shoumi.base.deals.services.locks import must_be_free, must_be_suspended, must_live
from shoumi.base.deals.services.moves import advance, finish, turn_down, waive
from shoumi.base.deals.services.overlays import resume, suspend, terminate

__all__ = [
    "NewParty",
    "NewSet",
    "add_dataset",
    "add_party",
    "advance",
    "create",
    "file",
    "finish",
    "forget_parties",
    "remaining_parties",
    "must_be_free",
    "must_be_suspended",
    "must_live",
    "resume",
    "suspend",
    "terminate",
    "turn_down",
    "waive",
]
