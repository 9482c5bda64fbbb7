"""What writing to people refuses.  No refusal repeats an address or a text."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing


class NoWay(Invalid):
    """Not one way was chosen."""

    code = "letters.no_way"


class NotSetUp(Conflict):
    """Facts: ``way``, which has no relay or no account."""

    code = "letters.not_set_up"


class NotTried(Conflict):
    """Facts: ``way``, by which no test message has left since it was set up."""

    code = "letters.not_tried"


class NoSite(Conflict):
    """These doors have no public name, so no letter can have a link."""

    code = "letters.no_site"


class FieldsNotGiven(Conflict):
    """The task does not cover what the chosen ways need.  Facts: ``fields``."""

    code = "letters.fields_not_given"


class NothingToPrint(Conflict):
    code = "letters.nothing_to_print"


class NothingPrinted(Conflict):
    """Nothing was printed that was not posted."""

    code = "letters.nothing_printed"


class NothingToResend(Conflict):
    """No letter came back or failed that could go another way."""

    code = "letters.nothing_to_resend"


class NothingQueued(Conflict):
    code = "letters.nothing_queued"


class AccountUnfit(Invalid):
    """A name, key or template is empty, too long, or not of the vendor's form.

    Facts: ``part``.
    """

    code = "letters.account_unfit"


class AccountThere(Conflict):
    """The first account is set up once, with the home."""

    code = "letters.account_there"


class NoSuchAccount(Missing):
    code = "letters.no_such_account"


class RelayStopped(Conflict):
    """The relay or the vendor cannot be reached, or says "later"."""

    code = "letters.relay_stopped"


class VendorRefused(Conflict):
    """The vendor takes nothing from this account.  Facts: ``answer``, the vendor's own code."""

    code = "letters.vendor_refused"


class TrialFailed(Conflict):
    """A test message did not leave.  Facts: ``answer``, what the other side said."""

    code = "letters.trial_failed"


class MailboxHostUnfit(Invalid):
    code = "letters.mailbox_host_unfit"


class MailboxFailed(Invalid):
    """Nobody could log in, or the folder is not there.  Facts: ``answer``, what was said."""

    code = "letters.mailbox_failed"


class MailboxUnfit(Invalid):
    """SHOUMI_IMAP_URL is no imaps:// address, or carries a password."""

    code = "letters.mailbox_unfit"
