"""What services of chapter 12 refuse."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing, Refused


class BadOpening(Invalid):
    """Facts: ``line``, counted from one; ``fault``."""

    code = "firewall.bad_opening"
    field = "openings"


class SamePerson(Refused):
    """Whoever drafted it does not approve it."""

    code = "firewall.same_person"


class NotDrafted(Conflict):
    """It is approved, or ended."""

    code = "firewall.not_drafted"


class NotInForce(Conflict):
    code = "firewall.not_in_force"


class AlreadyEnded(Conflict):
    code = "firewall.already_ended"


class NothingToRead(Conflict):
    """No rule set is approved, so there is nothing to hold the host against."""

    code = "firewall.nothing_to_read"


class Unsafe(Invalid):
    """The file is none of ours: it is read by root."""

    code = "firewall.unsafe_file"


class NotApplied(Conflict):
    """nft refused it; the old rules stand.  Facts: ``said`` by nft."""

    code = "firewall.not_applied"


class NotRoot(Refused):
    code = "firewall.not_root"


class NoNft(Missing):
    code = "firewall.no_nft"


class AlreadyBegun(Conflict):
    code = "detection.already_begun"


class NotBegun(Conflict):
    code = "detection.not_begun"


class AlreadyTaken(Conflict):
    code = "detection.already_taken"


class NotTaken(Conflict):
    """Nobody took it, or it is closed."""

    code = "detection.not_taken"


class NotYours(Refused):
    code = "detection.not_yours"


class NoReason(Invalid):
    code = "detection.no_reason"
    field = "reasons"


class NobodyToBlock(Conflict):
    """It is not about one account."""

    code = "detection.nobody_to_block"


class BadBlockChange(Invalid):
    """It is none that the worker writes: it is read by root."""

    code = "firewall.bad_change"


class AddressUnfit(Invalid):
    """It is no single address of another host."""

    code = "firewall.address_unfit"
    field = "address"


class HoursUnfit(Invalid):
    """Facts: ``most``."""

    code = "firewall.hours_unfit"
    field = "hours"


class LetInByName(Refused):
    """The rule set in force lets its network in by name: whoever administers the host is there."""

    code = "firewall.let_in_by_name"


class AddressOurs(Refused):
    """It has this host in it, or a proxy whose word counts."""

    code = "firewall.address_ours"


class AddressYours(Refused):
    """It has the address in it from which who asks came."""

    code = "firewall.address_yours"


class AlreadyBlocked(Conflict):
    code = "firewall.already_blocked"


class BlockOver(Conflict):
    code = "firewall.block_over"


class NotOfAlert(Invalid):
    """The alert did not come from that address."""

    code = "firewall.not_of_alert"
    field = "address"


class LogUnfit(Invalid):
    """It is no log of another program that can be read here."""

    code = "sensor.log_unfit"
    field = "path"


class SensorAdded(Conflict):
    """One of that kind is switched on."""

    code = "sensor.already_added"


class SensorOver(Conflict):
    code = "sensor.over"


class NoHolder(Conflict):
    """That company gets no files of the house now."""

    code = "canary.no_holder"


class ContactUnfit(Invalid):
    """It is no number of a mobile, or no address.  Facts: ``field``."""

    code = "canary.contact_unfit"


class ContactUsed(Conflict):
    """Another canary has it, so a hit would name two."""

    code = "canary.contact_used"


class NoSuchPaper(Missing):
    code = "canary.no_paper"


class IsCanary(Conflict):
    code = "canary.is_one"


class CanaryEnded(Conflict):
    code = "canary.taken_back"


class CanaryStands(Conflict):
    """Somebody agreed to it already."""

    code = "canary.stands"


class NoRoomForCanary(Conflict):
    """The deal has too few customers for one more."""

    code = "canary.no_room"


class NoCanaryInDemo(Conflict):
    code = "canary.not_in_demo"


class NoCanaryMatches(Missing):
    """What came back is no canary of the house."""

    code = "canary.no_match"


class AuditBegun(Conflict):
    code = "audit.already_begun"


class AuditNotBegun(Conflict):
    code = "audit.not_begun"


class NotAdvisories(Invalid):
    code = "audit.not_advisories"
    field = "file"


class AdvisoriesOlder(Conflict):
    """Newer ones were brought before."""

    code = "audit.advisories_older"


class AlreadyMended(Conflict):
    code = "audit.already_mended"


class ExceptionUnfit(Invalid):
    """It is not after now, or too long.  Facts: ``days`` at most."""

    code = "audit.exception_unfit"
    field = "until"


class NothingAsked(Conflict):
    """Nobody asked to let it stand, or that is allowed already."""

    code = "audit.nothing_asked"


class AskedYourself(Refused):
    code = "audit.asked_yourself"
