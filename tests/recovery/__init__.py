"""A home of 100,000 people is lost and put back by a stranger to the machine, against the clock.

The home is copied, some people then say no and some are destroyed, and the disk is gone: its folder
can be read by nobody but its owner, its keyring is dropped.  Whoever restores is another account
with an environment of its own, and has the copies, the offline key, the ledger's key and the newer
ledger.
"""
