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
from shoumi.base.deals.services.filings import confirm, file
from shoumi.base.deals.services.locks import must_be_free, must_be_suspended, must_live
from shoumi.base.deals.services.moves import advance, finish, turn_down, waive
from shoumi.base.deals.services.overlays import hold_back, resume, suspend, terminate
from shoumi.base.deals.services.papers import NewPaper, file_paper, open_paper
from shoumi.base.deals.services.replacement import replace_buyer, require_replaceable

__all__ = [
    "NewPaper",
    "NewParty",
    "NewSet",
    "add_dataset",
    "add_party",
    "advance",
    "confirm",
    "create",
    "file",
    "file_paper",
    "finish",
    "forget_parties",
    "hold_back",
    "remaining_parties",
    "must_be_free",
    "must_be_suspended",
    "must_live",
    "open_paper",
    "replace_buyer",
    "require_replaceable",
    "resume",
    "suspend",
    "terminate",
    "turn_down",
    "waive",
]
