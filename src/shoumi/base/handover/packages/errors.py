"""What sealing and opening a package refuse.  No refusal names a value."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid


class RowUnfit(Invalid):
    """A row has a column that is not in the schema, or a value of another kind."""

    code = "package.row_unfit"


class SchemaUnfit(Invalid):
    """No column, a column twice, or a name that is no plain word."""

    code = "package.schema_unfit"


class RecipientRefused(Invalid):
    """The key cannot be read, or is weaker than RSA with 3072 bits."""

    code = "package.recipient_refused"


class NoRecipient(Invalid):
    code = "package.no_recipient"


class ReceiptUnfit(Invalid):
    """The name of a receipt is not a plain file name."""

    code = "package.receipt_unfit"


class TooLarge(Invalid):
    """CMS is made in memory; past its bound the recipient needs an age key."""

    code = "package.too_large"


class AlreadyThere(Conflict):
    """A file of that name exists; a package is never overwritten."""

    code = "package.already_there"


class WillNotOpen(Invalid):
    """Another key, or other bytes than were sealed.  It never says which."""

    code = "package.will_not_open"


class NotReconciled(Conflict):
    """What would be sent is not what was agreed to minus what was taken back."""

    code = "package.not_reconciled"
