"""The page that makes a home where there is none: ``shoumi serve`` on an empty place.

It runs without a database.  What is filled in lies in the memory of one process; the home is made
by another, beside where it will be, and comes to be in one go (``place``).
"""
