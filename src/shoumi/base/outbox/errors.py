"""What the outbox refuses.  No refusal repeats an address or a text."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing


class SubjectUnfit(Invalid):
    """Empty, over ``most`` characters, or with line breaks or other controls in it."""

    code = "outbox.subject_unfit"


class BodyUnfit(Invalid):
    """Empty, over ``most`` bytes, or not text."""

    code = "outbox.body_unfit"


class CarriesIdentifier(Invalid):
    """The text has personal information in it.  Facts: ``labels`` found."""

    code = "outbox.carries_identifier"


class AddressUnfit(Invalid):
    """Not one plain mail address."""

    code = "outbox.address_unfit"


class AlreadyQueued(Conflict):
    """A message with this key is there."""

    code = "outbox.already_queued"


class NoResolver(Missing):
    """Nobody knows the addresses of such recipients.  Facts: ``kind``."""

    code = "outbox.no_resolver"


class RelayUnfit(Invalid):
    """SHOUMI_SMTP_URL is no smtp:// or smtps:// address with a host and ``?from=``."""

    code = "outbox.relay_unfit"


class PasswordInAddress(Invalid):
    """SHOUMI_SMTP_URL carries a password."""

    code = "outbox.password_in_address"


class SecretExposed(Invalid):
    """The password file is missing, not ours, or open to others."""

    code = "outbox.secret_exposed"


class NoEncryption(Conflict):
    """The relay is not on this machine and offers no STARTTLS."""

    code = "outbox.no_encryption"


class RelayHostUnfit(Invalid):
    """No name or address of a machine."""

    code = "outbox.relay_host_unfit"
    field = "host"


class RelayFailed(Conflict):
    """A message was tried and did not get through.  Facts: ``answer``, what the relay said."""

    code = "outbox.relay_failed"


class TrialWanted(Invalid):
    """No address for a trial, and no word that there shall be none."""

    code = "outbox.trial_wanted"
    field = "to"
