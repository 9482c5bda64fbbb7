"""October and November: the change is registered, and what follows from it elsewhere."""

from __future__ import annotations

from datetime import date

from shoumi.base.registry import StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.core.milestones import FilingKind
from shoumi.core.terms import DealStage, DealType, Role
from shoumi.doors.demo.diligence import EQUITY
from shoumi.doors.demo.preparation import look_at_the_log
from shoumi.doors.demo.story import Story

_KEY_ISSUED = date(2024, 3, 1)


def _apply(story: Story, note: StoryNote) -> None:
    story.advance(DealStage.REGISTERED)
    story.file(FilingKind.SAMR_APPLICATION)
    note.add("登记机关 3 个工作日内决定", "decided within 3 working days")


def _register(story: Story, note: StoryNote) -> None:
    if story.deal_type is not DealType.EQUITY:
        story.advance(DealStage.REGISTERED)
    if story.deal_type is DealType.ASSET:
        story.file(FilingKind.CLOSING_STATEMENT, Role.LEG)
    else:
        if story.deal_type is DealType.MERGER:
            story.file(FilingKind.SAMR_APPLICATION)
        story.file(FilingKind.NEW_LICENCE)
    story.finish(DealStage.REGISTERED)


def _too_early(story: Story, note: StoryNote) -> None:
    story.advance(DealStage.DATA_HANDOVER, Role.DPO)


def _bank(story: Story, note: StoryNote) -> None:
    story.advance(DealStage.POST_REGISTRATION)
    if story.deal_type is not DealType.ASSET:
        story.file(FilingKind.BANK_CHANGE, Role.FIN)


def _old_key(story: Story, note: StoryNote) -> None:
    """Issued when the account was opened; in an asset deal no account changes hands at all."""
    story.file(FilingKind.BANK_KEY, Role.FIN, on=_KEY_ISSUED)


def _offices(story: Story, note: StoryNote) -> None:
    if story.deal_type is not DealType.ASSET:
        story.file(FilingKind.TAX_CHANGE, Role.FIN)
        story.file(FilingKind.SOCIAL_INSURANCE_CHANGE, Role.HR)
        story.file(FilingKind.BENEFICIAL_OWNER)
        story.file(FilingKind.PUBLICITY)
    story.finish(DealStage.POST_REGISTRATION)


STEPS: tuple[StoryStep[Story], ...] = (
    StoryStep("seen_asked", moment(10, 20, 0, 30), tell=look_at_the_log),
    # Here the second deal of the demo is left open.
    StoryStep(
        "samr_application",
        moment(10, 20),
        ("申请变更登记", "registration applied for"),
        _apply,
        types=EQUITY,
    ),
    StoryStep("registered", moment(10, 23), ("变更生效", "the change is registered"), _register),
    StoryStep(
        "handover_too_early",
        moment(10, 28, 12),
        ("还缺条件就想交接", "hand over while things are missing"),
        _too_early,
        expects=("deal.not_yet",),
    ),
    StoryStep(
        "post_registration",
        moment(10, 30),
        ("银行、税务、社保、受益所有人变更", "bank, tax, insurance, owner"),
        _bank,
    ),
    StoryStep("post_registration", moment(11, 4), tell=_offices),
    StoryStep(
        "old_bank_key",
        moment(11, 4, 10),
        ("移交登记变更以前的旧 U 盾", "hand over the bank key of before the change"),
        _old_key,
        expects=("deal.old_bank_key", "deal.bank_first"),
    ),
)
