"""Refusals of the vault's arithmetic."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid


class WillNotOpen(Conflict):
    """The bytes do not open here.

    One answer for every cause (layout, suite, key, place, tampering), so that trying tells an
    attacker nothing.
    """

    code = "vault.will_not_open"


class NotSealable(Invalid):
    """A name or value is not text, or is text that has no UTF-8 (half a character)."""

    code = "vault.not_sealable"


class UnknownSuite(Invalid):
    """No such suite is on the allow-list."""

    code = "vault.unknown_suite"


class WrongKeyLength(Invalid):
    """A key has not the length it must have."""

    code = "vault.wrong_key_length"
