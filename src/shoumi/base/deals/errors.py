"""Why a deal does not move."""

from __future__ import annotations

from shoumi.base.accounts.queries import NotPermitted
from shoumi.core.errors import Conflict, Invalid, Missing, Refused
from shoumi.core.milestones import Missing as MissingNeed


class NoSuchDeal(Missing):
    code = "deal.no_such"


class NoSuchParty(Missing):
    code = "deal.no_such_party"


class BadParty(Invalid):
    """Facts: ``role``.  No transferor or target, or a malformed code."""

    code = "deal.bad_party"


class AlreadyThere(Conflict):
    """Facts: ``what``."""

    code = "deal.already_there"


class AlreadyFiled(Conflict):
    """Facts: ``kind``."""

    code = "deal.already_filed"


class MayNotFile(NotPermitted):
    """Neither on the deal nor named for the side that the paper comes from.  Facts: ``kind``."""

    code = "deal.may_not_file"


class DatedAhead(Invalid):
    """A paper takes effect on a day that has not come."""

    code = "deal.dated_ahead"
    field = "on"


class KeyDayMissing(Invalid):
    """A bank key changes hands, and nobody says when the bank issued it."""

    code = "deal.key_day_missing"
    field = "on"


class BankFirst(Refused):
    """A bank key changes hands, and the bank has not entered the change of the account."""

    code = "deal.bank_first"


class OldBankKey(Refused):
    """The bank issued the key before it entered the change: it is void.  Facts: ``changed_on``."""

    code = "deal.old_bank_key"


class PaperNotChosen(Invalid):
    """A day was filled in for a paper that was not chosen."""

    code = "deal.paper_not_chosen"


class NotSuchAPaper(Invalid):
    """Facts: ``kind`` of filing, ``format`` it came as, ``formats`` it may be."""

    code = "deal.not_such_a_paper"


class OtherCompany(Invalid):
    """It names companies by their codes, and none of them is a party of this deal."""

    code = "deal.other_company"


class NoCompanyNamed(Invalid):
    """A paper of its ``kind`` carries its company's code, and this one has none at all."""

    code = "deal.no_company_named"


class NoPaperAwaited(Conflict):
    """No milestone waits for a paper that who asks could file now."""

    code = "deal.no_paper_awaited"


class NoPaperChosen(Invalid):
    """Of several papers none was chosen."""

    code = "deal.no_paper_chosen"


class NoSuchFiling(Missing):
    code = "deal.no_such_filing"


class NotAwaited(Conflict):
    """The filing waits for nobody's confirmation, or no longer."""

    code = "deal.not_awaited"


class NotTheSide(Refused):
    """Facts: ``side`` that alone confirms it."""

    code = "deal.not_the_side"


class NotKept(Missing):
    """Only the fingerprint of the paper was kept."""

    code = "deal.paper_not_kept"


class ConflictedSupervisor(Refused):
    """The signer answers for a chapter under supervision (handbook 18.1)."""

    code = "deal.conflicted_supervisor"
    keeps = ("18.1",)


class NotYet(Conflict):
    """Something is missing.  Facts: ``stage``, ``missing``, the conditions in one line,
    ``demands`` among them."""

    code = "deal.not_yet"

    def __init__(self, *, stage: str, missing: tuple[MissingNeed, ...]) -> None:
        super().__init__(
            stage=stage,
            missing=", ".join(need.condition for need in missing),
            demands=tuple(need.demand for need in missing if need.demand),
        )
        self.missing = missing


class StageNotOpen(Conflict):
    """The milestone that owns an act is not open.  Facts: ``stage``, ``deal`` by number, ``who``
    opens it."""

    code = "deal.stage_not_open"


class StageOver(StageNotOpen):
    """It is done or waived, and neither is undone.  Facts as there; ``who`` decides what is done
    instead."""

    code = "deal.stage_over"


class StageTurnedDown(StageNotOpen):
    """An outsider turned it down.  Facts as there; ``who`` decides whether to open it again."""

    code = "deal.stage_turned_down"


class WrongStanding(Conflict):
    """Facts: ``stage``, ``standing`` it is in, ``move`` that was tried."""

    code = "deal.wrong_standing"


class NotWaivable(Refused):
    """Facts: ``stage``."""

    code = "deal.not_waivable"


class Suspended(Conflict):
    """Facts: ``reason``, ``demands`` that it is suspended for."""

    code = "deal.suspended"


class SameBuyer(Invalid):
    """The company, or who acts for it, is the one whose place it would take."""

    code = "deal.same_buyer"


class TooFarForAnother(Conflict):
    """The change is being registered, or was."""

    code = "deal.too_far_for_another"


class Terminated(Conflict):
    """Facts: ``reason``."""

    code = "deal.terminated"


class NotSuspended(Conflict):
    code = "deal.not_suspended"
