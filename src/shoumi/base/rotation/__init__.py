"""Rotation: keys and the suite are replaced while everybody goes on working.

A rotation is begun in the ledger, goes on in chunks, may be broken off anywhere and goes on from
there, destroys the old key only when nothing hangs on it, and ends with a proof in the ledger.
"""
