"""Refusals of signing in.  None tells a stranger whether a name is known here."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused, Unavailable


class NotLetIn(Refused):
    """The proof does not hold.  Says neither which part of it nor whether the person exists."""

    code = "signin.not_let_in"


class Throttled(Refused):
    """Facts: ``seconds`` until the next try is looked at."""

    code = "signin.throttled"


class PasswordsBusy(Unavailable):
    """As many passwords are being compared, and wait to be, as the house has room for.

    Nothing was looked at, so nothing counts as a failure.  Facts: ``seconds``.
    """

    code = "signin.passwords_busy"


class NoSession(Refused):
    """Unknown, over, or not of the kind this takes."""

    code = "signin.no_session"


class StepUpNeeded(Refused):
    """The last proof of this session is older than five minutes."""

    code = "signin.step_up_needed"


class TokenSpent(Conflict):
    """A set-up token, link or recovery code that is unknown, used or over."""

    code = "signin.token_spent"


class AlreadySetUp(Conflict):
    """Somebody can sign in, so the house needs no set-up token."""

    code = "signin.already_set_up"


class NotFounding(Refused):
    """Only the first two people of the house are let in by the set-up token."""

    code = "signin.not_founding"


class AlreadyEnrolled(Conflict):
    """The person could sign in before; letting in again takes two people."""

    code = "signin.already_enrolled"


class NotEnrolled(Conflict):
    """The person never could sign in; an invitation is enough."""

    code = "signin.not_enrolled"


class NoSuchRequest(Missing):
    code = "signin.no_such_request"


class RequestSpent(Conflict):
    """Approved before, or older than a day."""

    code = "signin.request_spent"


class TwoPeopleNeeded(Refused):
    """The approver asked for it, or is the person it is for."""

    code = "signin.two_people_needed"


class LoginMalformed(Invalid):
    """Empty, longer than ``most``, with characters that cannot be seen, or nothing in it that can
    be compared: no letter and no digit."""

    code = "signin.login_malformed"
    field = "login"


class LoginIsRole(Invalid):
    """The name of a role or of the system: whoever guesses names tries it first."""

    code = "signin.login_is_role"
    field = "login"


class LoginTaken(Conflict):
    """Somebody signs in with a name that looks like this one."""

    code = "signin.login_taken"
    field = "login"


class PasswordTooShort(Invalid):
    """Facts: ``least`` characters."""

    code = "signin.password_too_short"
    field = "password"


class PasswordTooLong(Invalid):
    """Facts: ``most`` characters."""

    code = "signin.password_too_long"
    field = "password"


class PasswordGuessable(Invalid):
    """Common, a repetition or a row of keys."""

    code = "signin.password_guessable"
    field = "password"


class PasswordHasName(Invalid):
    """The name to sign in with, the person's name or the house's stands in it."""

    code = "signin.password_has_name"
    field = "password"


class CodeWrong(Invalid):
    code = "signin.code_wrong"


class CeremonyOver(Conflict):
    """The challenge is unknown, used, or older than two minutes."""

    code = "signin.ceremony_over"


class PasskeyRefused(Invalid):
    """What the device answered does not fit what was asked, or it did not check its user."""

    code = "signin.passkey_refused"


class PasskeyKnown(Conflict):
    """This passkey was added before."""

    code = "signin.passkey_known"


class PasskeyCopied(Refused):
    """Its counter did not go forward: there may be two of it."""

    code = "signin.passkey_copied"


class PasskeyAltered(Refused):
    """The stored key is not the one that the ledger says was added."""

    code = "signin.passkey_altered"


class PasskeyNameMalformed(Invalid):
    """Facts: ``most`` characters."""

    code = "signin.passkey_name_malformed"


class NoSuchPasskey(Missing):
    code = "signin.no_such_passkey"


class NoPassword(Missing):
    code = "signin.no_password"


class LastWayIn(Conflict):
    """Nothing would be left to sign in with."""

    code = "signin.last_way_in"


class NothingEnrolled(Conflict):
    """Neither a passkey nor a password with one-time codes was added yet."""

    code = "signin.nothing_enrolled"


class NoProvider(Missing):
    """No identity provider is configured."""

    code = "signin.no_provider"


class ProviderUnfit(Invalid):
    """``oidc.toml`` is open to others, or something in it is missing or malformed."""

    code = "signin.provider_unfit"


class ProviderSilent(Conflict):
    """The provider gives no answer that can be used, or its host is not on the list."""

    code = "signin.provider_silent"


class FlowOver(Conflict):
    """This browser did not begin it, or it was answered before, or too late."""

    code = "signin.flow_over"


class ProviderAccountTaken(Conflict):
    """The provider's account is bound already."""

    code = "signin.provider_account_taken"


class NoSuchBinding(Missing):
    code = "signin.no_such_binding"


class NoSuchSession(Missing):
    code = "signin.no_such_session"
