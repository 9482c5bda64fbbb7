"""Writes.  One verb, one transaction, one ledger entry."""
