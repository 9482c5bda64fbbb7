"""Rows that open doors, held against the ledger.

A row of such a table bears the position of the newest entry about it and a code (HMAC) over its
columns and that position, under a key of the keyring.  Whoever changes or adds a row by hand cannot
make its code; whoever puts an earlier row back brings an earlier position than the ledger knows;
and of a row that was deleted the ledger still has the entry.  The ledger itself is held against its
own hashes by its audit.

``models.AuthenticatedRow`` is the base of such a table, ``codes`` makes codes in the transaction of
the entry, ``verification`` is asked by whoever lets a row open something, and ``review`` goes over
all of them for the doctor and for homes that are older than this.
"""
