"""September and October: the waiver, the signature, taxes, the new holders."""

from __future__ import annotations

from decimal import Decimal

from shoumi.base.deals.rules import PartyRole
from shoumi.base.registry import StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.core.milestones import FilingKind
from shoumi.core.terms import DealStage, DealType, Role
from shoumi.doors.demo import taxes
from shoumi.doors.demo.diligence import EQUITY, OTHERS
from shoumi.doors.demo.preparation import look_at_the_log
from shoumi.doors.demo.story import Story

PRICE, COST = Decimal(800_000), Decimal(350_000)


def _waive(story: Story, note: StoryNote) -> None:
    story.file(FilingKind.ROFR_WAIVER, Role.TR, party=story.refs[PartyRole.OTHER_HOLDER])
    _approve(story, note)


def _approve(story: Story, note: StoryNote) -> None:
    story.advance(DealStage.INTERNAL_APPROVAL, Role.LEG)
    story.finish(DealStage.INTERNAL_APPROVAL, Role.LEG)


def _sign(story: Story, note: StoryNote) -> None:
    story.file(FilingKind.DATA_CLAUSES, Role.LEG)
    story.advance(DealStage.SIGNED, Role.LEG)
    story.file(FilingKind.SPA, Role.LEG)
    story.finish(DealStage.SIGNED, Role.LEG)
    if story.deal_type is DealType.EQUITY:
        note.add("股权转让报告 5 个工作日内", "tax report within 5 working days")


def _report(story: Story, note: StoryNote) -> None:
    """The buyer reports the transfer of shares to the tax authority, two days before the last day."""
    story.advance(DealStage.TAX, Role.FIN)
    story.file(FilingKind.TAX_REPORT, Role.TE)


def _pay(story: Story, note: StoryNote) -> None:
    if story.deal_type is not DealType.EQUITY:
        story.advance(DealStage.TAX, Role.FIN)
    if story.deal_type is DealType.MERGER:
        story.finish(DealStage.TAX, Role.FIN)
        return
    stamp = taxes.stamp_duty(PRICE)
    if story.deal_type is DealType.EQUITY:
        income = taxes.income_tax(price=PRICE, cost=COST, fees=stamp)
        _file_amount(story, FilingKind.IIT_CERTIFICATE, income)
        note.add(f"个税 {income:,}", f"income tax {income:,}")
    _file_amount(story, FilingKind.STAMP_DUTY, stamp)
    story.finish(DealStage.TAX, Role.FIN)
    note.add(f"印花税每方 {stamp:,}", f"stamp duty {stamp:,} a side")


def _file_amount(story: Story, kind: FilingKind, amount: Decimal) -> None:
    """A tax certificate with its amount (in fen) in the evidence."""
    story.file(kind, Role.FIN, facts={"fen": int(amount * 100)})


def _new_holders(story: Story, note: StoryNote) -> None:
    story.file(FilingKind.SHAREHOLDER_REGISTER, Role.TR)
    story.file(FilingKind.RESOLUTION, Role.TR)
    note.add("30 日内申请变更登记", "to be filed within 30 days")


STEPS: tuple[StoryStep[Story], ...] = (
    StoryStep(
        "rofr_waiver",
        moment(9, 11),
        ("钱虚乙书面放弃，内部批准提前打开", "waiver: approval opens early"),
        _waive,
        types=EQUITY,
    ),
    StoryStep(
        "internal_approval", moment(9, 11), ("内部批准", "approved inside"), _approve, types=OTHERS
    ),
    StoryStep("signed", moment(9, 18, 15), ("签订转让协议", "the agreement is signed"), _sign),
    StoryStep("seen_signed", moment(9, 18, 16), tell=look_at_the_log),
    StoryStep(
        "tax_report",
        moment(9, 22),
        ("向税务机关报告股权转让", "equity transfer reported"),
        _report,
        types=EQUITY,
    ),
    StoryStep("tax_paid", moment(9, 29), ("完税", "taxes paid"), _pay),
    StoryStep(
        "resolution",
        moment(10, 9, 10),
        ("股东名册变更，新法定代表人决议", "register and resolution"),
        _new_holders,
        types=EQUITY,
    ),
)
