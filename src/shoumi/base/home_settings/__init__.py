"""Settings that people choose on pages: the company, its logo, mail relay, time-stamps, address.

Each value is a kept secret of the keyring; the ledger's newest entry about a setting names the one
in force.  So there is no row that could be edited, and what is stored is sealed.
"""
