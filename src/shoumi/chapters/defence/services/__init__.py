"""Writes of chapter 12: one verb, one transaction, one entry."""
