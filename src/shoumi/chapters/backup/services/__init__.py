"""Writes of chapter 13.  One verb, one transaction, one ledger entry."""
