"""Long acts that people ask for on a page: requested, run by a worker in their name, ended once.

What each does is on the card of the app it belongs to (``registry.Operation``).
"""
