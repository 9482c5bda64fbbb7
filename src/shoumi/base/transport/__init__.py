"""Encrypted transport (3.2): each path out of this machine is tried, and what is found is kept."""
