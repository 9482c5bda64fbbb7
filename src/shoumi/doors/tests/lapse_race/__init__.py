"""Processes that read, export, seal and release while a promise lapses under them."""
