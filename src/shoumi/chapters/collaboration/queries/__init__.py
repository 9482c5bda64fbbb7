"""Reads, and the live checks.  Nothing here writes."""
