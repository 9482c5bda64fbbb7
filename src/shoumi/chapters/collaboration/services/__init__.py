"""Writes: each one verb, one transaction."""
