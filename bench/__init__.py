"""Ours and a named peer or floor, measured in the same run: ``make bench``."""
