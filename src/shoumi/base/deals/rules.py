"""Closed words of a deal, the moves of its milestones, and who may make them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from shoumi.base.documents.examined import Format
from shoumi.core.milestones import (
    DeadlineKey,
    FilingKind,
    Milestone,
    Standing,
    deadlines,
    milestones,
)
from shoumi.core.terms import DealStage, DealType, Role

_FILING = "filing:"


class Overlay(StrEnum):
    """What lies over a deal and leaves its milestones as they are."""

    NONE = ""
    SUSPENDED = "suspended"
    TERMINATED = "terminated"


class PartyRole(StrEnum):
    TR = "TR"  # transferor
    TE = "TE"  # transferee
    FORMER_TE = "former_te"  # in whose place another came
    TARGET = "target"
    OTHER_HOLDER = "other_holder"  # has a right of first refusal (Company Law 84)
    VENDOR = "vendor"


class RecipientChange(StrEnum):
    """What the recipient of a data set would do with it and its handler did not, as a page lists
    it; a command or a program may name others by a code of their own."""

    NEW_SERVICES = "new_services"
    MARKETING = "marketing"
    PROFILING = "profiling"
    SHARING = "sharing"
    CALLS = "calls"
    STORAGE = "storage"


class Move(StrEnum):
    OPEN = "open"
    FINISH = "finish"
    WAIVE = "waive"
    TURN_DOWN = "turn_down"


class WaiveReason(StrEnum):
    NOT_APPLICABLE = "not_applicable"  # this deal has no such step
    NO_PERSONS = "no_persons"  # there is nobody whose data would be touched
    PRIVATE_SALE = "private_sale"  # the buyer was known from the start
    NOBODY_AGREED = "nobody_agreed"  # nothing may be handed over
    NOT_WANTED = "not_wanted"  # the buyer does without it
    DONE_BY_DATA_SHARING = "done_by_data_sharing"  # the authorities told each other


class TurnDownReason(StrEnum):
    REGISTRAR = "registrar"
    TAX_AUTHORITY = "tax_authority"
    HOLDERS = "holders"
    PARTY = "party"


class SuspendReason(StrEnum):
    INCIDENT = "incident"  # handbook 9.2
    PIPIA_EXPIRED = "pipia_expired"  # handbook 7.3
    VENDOR_FAILED = "vendor_failed"  # handbook 5.3
    SUPERVISION = "supervision"  # handbook 18.2
    LEGAL_HOLD = "legal_hold"
    RESTORED = "restored"  # handbook 13.2: after a restore not all of it could be done again


class TerminateReason(StrEnum):
    PARTIES_AGREED = "parties_agreed"
    PARTY_WITHDREW = "party_withdrew"
    TURNED_DOWN = "turned_down"
    UNLAWFUL = "unlawful"


DUTY_OF: Mapping[str, tuple[str, ...]] = {
    SuspendReason.INCIDENT: ("9.2",),
    SuspendReason.PIPIA_EXPIRED: ("7.3",),
    SuspendReason.VENDOR_FAILED: ("5.3",),
    SuspendReason.SUPERVISION: ("18.2",),
    SuspendReason.LEGAL_HOLD: (),
    SuspendReason.RESTORED: ("13.2",),
}

FROM = {
    Move.OPEN: frozenset({Standing.WAITING, Standing.REFUSED}),
    Move.FINISH: frozenset({Standing.OPEN}),
    Move.WAIVE: frozenset({Standing.WAITING, Standing.OPEN, Standing.REFUSED}),
    Move.TURN_DOWN: frozenset({Standing.OPEN}),
}
TO = {
    Move.OPEN: Standing.OPEN,
    Move.FINISH: Standing.DONE,
    Move.WAIVE: Standing.WAIVED,
    Move.TURN_DOWN: Standing.REFUSED,
}
PASSED = frozenset({Standing.DONE, Standing.WAIVED})
REACHED = PASSED | {Standing.OPEN}

# What has to have come before a milestone can open, by the kind of its condition.
_BEFORE = {"done": PASSED, "open": REACHED}

CREATORS = (Role.CON, Role.DPO, Role.HEAD)
SUSPENDERS = (Role.DPO, Role.HEAD, Role.LEG, Role.SUP)
RESUMERS = (Role.DPO, Role.HEAD)
TERMINATORS = (Role.CON, Role.DPO, Role.HEAD, Role.LEG)

# Who alone may file what; the rest is for anyone on the deal but the supervisory body, which never
# does the work it supervises (handbook 18.1).
FILERS = {
    FilingKind.SUPERVISOR_SIGNOFF: (Role.SUP,),
    FilingKind.DATA_CLAUSES: (Role.LEG,),
    FilingKind.OPINION_22: (Role.LEG,),
    FilingKind.ESCROW_RELEASE: (Role.FIN,),
    FilingKind.IIT_CERTIFICATE: (Role.FIN, Role.TR, Role.TE),
    FilingKind.BANK_KEY: (Role.FIN, Role.TR),
}
ANYONE = tuple(role for role in Role if role not in (Role.SUP, Role.AUD, Role.SUBJ))

SIDES = frozenset({Role.TR, Role.TE})
# A side's own word: filed by somebody of the house, it waits until the side confirms it.
OF_SIDE = {
    FilingKind.SERVICE_AGREEMENT: Role.TR,
    FilingKind.TERMS_ACCEPTED: Role.TR,
    FilingKind.KYC_CONSENT: Role.TR,
    FilingKind.LISTING_APPROVED: Role.TR,
    FilingKind.SOLE_OWNER_DECISION: Role.TR,
    FilingKind.BUYER_NOTICE: Role.TE,
    FilingKind.BUYER_KYC: Role.TE,
    FilingKind.LOI: Role.TE,
}

# What a filed paper may be.  Registers and statements of assets come as tables too.
_PAPERS = frozenset({Format.PDF, Format.PICTURE})
_TABLES = frozenset({Format.DOCX, Format.XLSX, Format.XLS, Format.ODS})
_AS_TABLES = frozenset({FilingKind.SHAREHOLDER_REGISTER, FilingKind.CLOSING_STATEMENT})

# The registry prints its company's code on these.
NUMBERED = frozenset({FilingKind.NEW_LICENCE})

# Who opens a filed paper again, besides who filed it and the side it concerns.
OPENERS = (Role.HEAD, Role.DPO, Role.LEG, Role.CON, Role.FIN, Role.AUD)

# These concern one other holder each, and what they start or meet runs about that holder.
ABOUT_HOLDERS = frozenset({FilingKind.ROFR_NOTICE, FilingKind.ROFR_WAIVER})

# What has to be gone through again with another buyer; what stands before it stays.
BUYER_STAGES = (
    DealStage.MATCHED,
    DealStage.NDA,
    DealStage.DD_L1,
    DealStage.DD_L2,
    DealStage.DD_L3,
    DealStage.TERM_SHEET,
    DealStage.INTERNAL_APPROVAL,
    DealStage.SIGNED,
    DealStage.TAX,
    DealStage.NOTICE_CAMPAIGN,
)


@cache
def of_buyer() -> frozenset[FilingKind]:
    """Papers about one buyer: with another they are filed anew, also those for the registration,
    which has not begun then."""
    found = {FilingKind.ROFR_WAIVER, FilingKind.OPINION_22}
    for goal in milestones():
        if goal.code in (*BUYER_STAGES, DealStage.REGISTERED):
            for need in (*goal.opens, *goal.finishes):
                if need.condition.startswith(_FILING):
                    found.add(FilingKind(need.condition.removeprefix(_FILING)))
                if need.sole is not None:
                    found.add(need.sole)
    return frozenset(found)


@cache
def buyer_deadlines() -> frozenset[DeadlineKey]:
    """Periods that such papers start."""
    return frozenset(rule.key for rule in deadlines() if rule.starts in of_buyer())


# What the house files by itself.
BY_SYSTEM = frozenset({FilingKind.ROOMS_SHUT, FilingKind.RECIPIENT_CERTIFICATE})
BY_HAND = tuple(kind for kind in FilingKind if kind not in BY_SYSTEM)


def filers(kind: FilingKind) -> tuple[Role, ...]:
    """Who may file that kind."""
    return FILERS.get(kind, ANYONE)


# GB 32100: 18 characters of digits and letters without I, O, S, V, Z.
USCC = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")


class Company(StrEnum):
    """How the codes of companies in a paper stand to the parties of its deal."""

    MATCHES = "matches"
    NONE_NAMED = "none_named"
    NOT_READABLE = "not_readable"  # nobody compared the number


def formats(kind: FilingKind) -> frozenset[Format]:
    """What a paper of that kind may come as."""
    return _PAPERS | _TABLES if kind in _AS_TABLES else _PAPERS


def papers_of(side: Role, deal_type: DealType) -> frozenset[FilingKind]:
    """What milestones of such a deal wait for from that side."""
    return frozenset(
        kind
        for goal in milestones()
        for need in (*goal.opens, *goal.finishes)
        if need.who is side and need.condition.startswith(_FILING) and deal_type in need.types
        for kind in (FilingKind(need.condition.removeprefix(_FILING)), need.sole)
        if kind is not None
    )


def deadlines_of(side: Role) -> frozenset[DeadlineKey]:
    """The deadlines by which that side has to have supplied something."""
    owed = {
        need.condition
        for goal in milestones()
        for need in (*goal.opens, *goal.finishes)
        if need.who is side
    }
    own = {rule.key for rule in deadlines() if rule.meets in owed}
    # The house asks for the certificates of recipients; what they prove is the buyer's to do.
    return frozenset(own | {DeadlineKey.DESTRUCTION_CERTIFICATES} if side is Role.TE else own)


def is_near(goal: Milestone, deal_type: DealType, states: Mapping[DealStage, str]) -> bool:
    """Whether the milestones that have to come before have come."""
    for need in goal.opens:
        kind, _, name = need.condition.partition(":")
        wanted = _BEFORE.get(kind)
        if wanted and deal_type in need.types and states[DealStage(name)] not in wanted:
            return False
    return True


def movers(milestone: Milestone) -> tuple[Role, ...]:
    """Who opens and finishes it: who answers for it, the consultant, the protection officer."""
    return (milestone.accountable, Role.CON, Role.DPO)


def waivers(milestone: Milestone) -> tuple[Role, ...]:
    """Who lets a deal go on without it: who answers for it, or the protection officer."""
    return (milestone.accountable, Role.DPO)
