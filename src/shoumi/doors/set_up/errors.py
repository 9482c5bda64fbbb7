"""What the set-up page refuses."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Refused


class LinkSpent(Refused):
    """The link was used, is too old, or is none."""

    code = "set_up.link_spent"


class OnlyHere(Refused):
    """Somebody at another machine, without TLS."""

    code = "set_up.only_here"


class PassphrasesDiffer(Invalid):
    code = "set_up.passphrases_differ"
    field = "again"


class PassphraseWeak(Invalid):
    """Facts: ``bits``, about how many it is worth."""

    code = "set_up.passphrase_weak"
    field = "passphrase"


class NowhereInMemory(Conflict):
    """No folder in memory for the passphrase, and no file of it was handed in."""

    code = "set_up.nowhere_in_memory"


class StepsLeft(Conflict):
    """Something without which there is no home is not filled in."""

    code = "set_up.steps_left"


class MakingBroke(Conflict):
    """The process that makes the home died; nothing of it is left."""

    code = "set_up.making_broke"
