"""Reads, and the live checks.  Nothing here writes, or asks the host."""
