"""Refusals of the keyring."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused
from shoumi.core.vault.errors import WillNotOpen


class NotSetUp(Missing):
    """No root key was ever made in this home."""

    code = "vault.not_set_up"


class AlreadySetUp(Conflict):
    code = "vault.already_set_up"


class OriginMalformed(Invalid):
    """Not fit to name a log: empty, over 80 characters, or with a space, control or plus in it."""

    code = "vault.origin_malformed"


class RootFileMissing(Missing):
    """The file with the key or passphrase is not there or is not a plain file."""

    code = "vault.root_file_missing"


class RootFileExposed(Refused):
    """Others than its owner may read the file, or it belongs to somebody else."""

    code = "vault.root_file_exposed"


class HomeExposed(Refused):
    """Others than its owner may enter the data folder."""

    code = "vault.home_exposed"


class PassphraseBesideData(Refused):
    """The passphrase of a real home lies in its data folder: who takes the one has both."""

    code = "vault.passphrase_beside_data"


class WrongRoot(Refused):
    """The file is in order, but the keyring was not made with it."""

    code = "vault.wrong_root"


class NoKey(Missing):
    """The subject has no key: never taken in, or erased."""

    code = "vault.no_key"


class AlreadyKeyed(Conflict):
    """One of the subjects has a key already."""

    code = "vault.already_keyed"


class MovedOn(WillNotOpen):
    """A rotation moved the key or sealed the value anew since it was read: read again.

    Whoever opens tries again, so a person hardly ever meets it.
    """

    code = "vault.moved_on"


class NoIndexKey(Missing):
    """The field has no search index."""

    code = "vault.no_index_key"


class NoSigningKey(Missing):
    code = "vault.no_signing_key"


class SigningKeyExists(Conflict):
    code = "vault.signing_key_exists"


class WeakKey(Refused):
    """Not Ed25519, not P-256 or P-384, not RSA of at least 3072 bits."""

    code = "vault.weak_key"


class InsideTransaction(Conflict):
    """Keys are erased outside every transaction, after the intent was committed."""

    code = "vault.inside_transaction"


class StillOnDisk(Conflict):
    """The keys are deleted, but their bytes could not be removed from the files yet."""

    code = "vault.still_on_disk"


class StillOpens(Conflict):
    """A bug or tampering: after everything was moved, an old key opens something that is in use.

    The old key is not destroyed and the rotation stays open.
    """

    code = "vault.still_opens"


class NoRowKey(Missing):
    """The key that rows are authenticated with was never made here, or is gone."""

    code = "vault.no_row_key"
