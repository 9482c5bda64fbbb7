"""Sealing values, wrapping keys and making search tokens: bytes in, bytes out.

No framework, database, file or clock.  ``shoumi.base.vault`` keeps the keys.
"""
