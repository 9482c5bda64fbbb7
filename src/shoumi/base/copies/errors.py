"""What copying refuses."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused, Unavailable


class NotOnThisEngine(Conflict):
    """One database is PostgreSQL's and the other is not."""

    code = "copies.not_on_this_engine"


class RightMissing(Refused):
    """PostgreSQL does not let the role of the settings read all of it.  Facts: ``role``,
    ``database``."""

    code = "copies.right_missing"


class ProgramTooOld(Conflict):
    """PostgreSQL's own programs here are older than the server.  Facts: ``program``, ``has``,
    ``wanted``."""

    code = "copies.program_too_old"


class DatabaseRefused(Unavailable):
    """The server could not be asked, or broke off.  Facts: ``program``."""

    code = "copies.database_refused"


class ReplicationRefused(Refused):
    """The cluster lets the role that copies it not in, or not replicate.  Facts: ``role``."""

    code = "copies.replication_refused"


class OtherCluster(Conflict):
    """What is copied whole is not the cluster that the data are in."""

    code = "copies.other_cluster"


class KeyringInside(Conflict):
    """The keyring is in the cluster of the data: a base copy would keep its keys for weeks."""

    code = "copies.keyring_inside"


class DatabaseNotEmpty(Conflict):
    """The database that a copy is to be loaded into has tables.  Facts: ``database``."""

    code = "copies.database_not_empty"


class MayNotLoad(Refused):
    """The role of the settings may make no table there.  Facts: ``role``, ``database``."""

    code = "copies.may_not_load"


class OtherEngine(Conflict):
    """The copy is of the other engine than the settings name; nothing was loaded."""

    code = "copies.other_engine"


class NotAsRoot(Refused):
    """A server of PostgreSQL does not run as root, and no account is there that it could run as."""

    code = "copies.not_as_root"


class NoRecipient(Missing):
    """Nobody is named who could open the copy, so none is made."""

    code = "copies.no_recipient"


class RecipientRefused(Invalid):
    """Not the public key of an age identity (``age1…``)."""

    code = "copies.recipient_refused"


class SecretKeyGiven(Invalid):
    """A secret key was given where its public half is asked for.  It was not kept."""

    code = "copies.secret_key_given"


class PlaceUnreachable(Unavailable):
    """The place is not there, or did not do what it was asked.  Facts: ``step``."""

    code = "copies.place_unreachable"


class PlaceInside(Invalid):
    """The folder lies in the data folder, or holds it."""

    code = "copies.place_inside"


class PlaceIsHere(Invalid):
    """A server on this very machine: what it keeps is lost with the machine."""

    code = "copies.place_is_here"


class NotReadBack(Conflict):
    """What lies at the place is not what was written: the copy does not count."""

    code = "copies.not_read_back"


class NotEmpty(Conflict):
    """The folder to unpack into has something in it."""

    code = "copies.not_empty"


class ProgramMissing(Missing):
    """Facts: ``program``, and the ``package`` of Debian that has it."""

    code = "copies.program_missing"


class AddressUnfit(Invalid):
    """Not an absolute folder or a repository of restic, or there is a secret in it."""

    code = "copies.address_unfit"


class TargetUnclear(Invalid):
    """Copies of several places lie in the repository, or of none.  Facts: ``targets``."""

    code = "copies.target_unclear"


class DemoStaysInside(Refused):
    """A demo home copies into its own folder only, and goes with it."""

    code = "copies.demo_stays_inside"


class NotMade(Unavailable):
    """The home could not be read now, or there was no room to make the copy ready."""

    code = "copies.not_made"


class SheetLength(Invalid):
    """A sheet of the offline key has another number of words.  Facts: ``sheet`` (the how-manieth
    that was given), ``words`` of ``wanted``."""

    code = "copies.sheet_length"
    field = "sheets"


class WordUnknown(Invalid):
    """A word is not of the list; it is not told which.  Facts: ``sheet``, ``place`` on it."""

    code = "copies.word_unknown"
    field = "sheets"


class SheetMisread(Invalid):
    """Its checksum differs: a word is another, or two changed places.  Facts: ``sheet``."""

    code = "copies.sheet_misread"
    field = "sheets"


class SheetsTooFew(Invalid):
    """Facts: ``have`` different ones of ``need``."""

    code = "copies.sheets_too_few"
    field = "sheets"


class SheetsApart(Invalid):
    """Sheets of different keys, or of one key that was split twice."""

    code = "copies.sheets_apart"
    field = "sheets"


class KeyNotGiven(Invalid):
    """The offline key is given as a file or as words of sheets, one of them."""

    code = "copies.key_not_given"
    field = "identity"
