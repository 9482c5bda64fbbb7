"""Writes of learning: one verb, one transaction; each row that changes has its own entry."""
