"""Turns that reach into the data: what is sealed under data keys, and search tokens."""
