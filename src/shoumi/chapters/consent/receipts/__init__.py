"""Receipts of consents: what a person said to one purpose, as a file anyone can check offline.

A receipt is JSON-LD with its context inside: ISO/IEC TS 27560 fields in W3C DPV 2.3 terms, with the
shapes in ``data/receipt.shacl.ttl``.  Rules:

- The person stands in it as the ledger's pseudonym and in no other way.
- It says what the ledger says: the pseudonym is read from the row of the answer, and where row and
  database differ there is no receipt.
- Each event (answer, withdrawal) carries a c2sp.org/tlog-proof@v1 of its own entry, with the row
  inside, so a stranger can show that this very answer is in the log.
- Issuing is an act: one entry commits to the SHA-256 of every receipt, and the ``.tlog-proof``
  beside the file leads to that row.

What a notice did not say, the receipt does not make up; it says that it was not said.
"""

from shoumi.chapters.consent.receipts.evidence import Unfounded
from shoumi.chapters.consent.receipts.issuance import build, issue_many

__all__ = ["Unfounded", "build", "issue_many"]
