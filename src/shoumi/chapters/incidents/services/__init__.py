"""Writes: each a verb, a transaction, an entry of the ledger."""
