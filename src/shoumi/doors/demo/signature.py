"""September: waiver, the assessment of the transfer, the clean room, signature, taxes."""

from __future__ import annotations

from decimal import Decimal

from shoumi.base.deals.rules import PartyRole
from shoumi.chapters.compliance import queries as assessed
from shoumi.chapters.compliance import rules as risks
from shoumi.chapters.compliance import services as compliance
from shoumi.core import retention, tax
from shoumi.core.calendar import day_in_china
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import DealStage
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import story_papers
from shoumi.doors.demo.deal_steps import advance, file, finish, told_risk
from shoumi.doors.demo.diligence import clean_room
from shoumi.doors.demo.story import Story

PRICE, COST = Decimal(800_000), Decimal(350_000)


def tell(story: Story) -> None:
    _approve(story)
    _assess(story)
    clean_room(story)
    _sign(story)


def _approve(story: Story) -> None:
    if story.variant == "equity":
        with story.step(
            "rofr_waiver", "钱虚乙书面放弃，内部批准提前打开", "waiver: approval opens early"
        ):
            story.go(9, 11)
            file(
                story,
                FilingKind.ROFR_WAIVER,
                people.SELLER,
                party=story.refs[PartyRole.OTHER_HOLDER],
            )
            advance(story, DealStage.INTERNAL_APPROVAL, people.LEGAL)
            finish(story, DealStage.INTERNAL_APPROVAL, people.LEGAL)
        return
    with story.step("internal_approval", "内部批准", "approved inside"):
        story.go(9, 11)
        advance(story, DealStage.INTERNAL_APPROVAL, people.LEGAL)
        finish(story, DealStage.INTERNAL_APPROVAL, people.LEGAL)


def _assess(story: Story) -> None:
    cast = story.cast
    count = story.counts["transferable"]
    before = (Impact.HIGH, Likelihood.HIGH)
    after = (Impact.HIGH, Likelihood.LOW)
    risk = risks.Risk(risks.Hazard.RECIPIENT_SECURITY, *before)

    def paper(number: str) -> bytes:
        keep = retention.kept_until(day_in_china(story.now()), "retention.pipia_retention")
        return story_papers.assessment(
            number, story.number, "客户信息转移", story.go_on(), before, after, count, keep, cast
        )

    with story.step("pipia_002", "影响评估 PIPIA-002：风险“高”", "PIPIA-002: the risk is high"):
        at = story.go(9, 14)
        found = compliance.assess(
            deal=story.deal,
            scope=risks.Scope.TRANSFER,
            risks=[risk],
            facts=assessed.facts_of(story.deal),
            actor=cast[people.DPO],
            at=at,
        )
        ref = Ref(found.ref)
    story.refused(
        "pipia_high",
        "风险“高”就想批准",
        "approve while the risk is high",
        lambda: compliance.approve(
            assessment=ref, paper=b"%PDF-", actor=cast[people.LEGAL], at=story.go_on()
        ),
        "pipia.residual_too_high",
    )
    with story.step("pipia_mitigated", "补措施后批准", "measures taken, approved") as note:
        lower = risks.Risk(
            risks.Hazard.RECIPIENT_SECURITY,
            *before,
            (risks.Measure.SEALED_PACKAGE, risks.Measure.FIELDS_LEFT_OUT),
            *after,
        )
        compliance.mitigate(assessment=ref, risks=[lower], actor=cast[people.DPO], at=story.go_on())
        made = paper(str(found))
        found = compliance.approve(
            assessment=ref, paper=made, actor=cast[people.LEGAL], at=story.go_on()
        )
        story.papers.append(("PIPIA-002", Ref(found.document)))
        told_risk(note, found)


def _sign(story: Story) -> None:
    with story.step("signed", "签订转让协议", "the agreement is signed") as note:
        story.go(9, 18, 15)
        file(story, FilingKind.DATA_CLAUSES, people.LEGAL)
        advance(story, DealStage.SIGNED, people.LEGAL)
        file(story, FilingKind.SPA, people.LEGAL)
        finish(story, DealStage.SIGNED, people.LEGAL)
        if story.variant == "equity":
            note.add("股权转让报告 5 个工作日内", "tax report within 5 working days")
    story.note_checkpoint()


def report_tax(story: Story) -> None:
    """The buyer reports the transfer of shares to the tax authority, two days before the last day."""
    if story.variant == "equity":
        with story.step("tax_report", "向税务机关报告股权转让", "equity transfer reported"):
            story.go(9, 22)
            advance(story, DealStage.TAX, people.FINANCE)
            file(story, FilingKind.TAX_REPORT, people.BUYER)


def pay_tax(story: Story) -> None:
    with story.step("tax_paid", "完税", "taxes paid") as note:
        story.go(9, 29)
        if story.variant != "equity":
            advance(story, DealStage.TAX, people.FINANCE)
        if story.variant == "merger":
            finish(story, DealStage.TAX, people.FINANCE)
            return
        stamp = tax.stamp_duty(PRICE)
        if story.variant == "equity":
            income = tax.income_tax(price=PRICE, cost=COST, fees=stamp)
            _file_amount(story, FilingKind.IIT_CERTIFICATE, income)
            note.add(f"个税 {income:,}", f"income tax {income:,}")
        _file_amount(story, FilingKind.STAMP_DUTY, stamp)
        finish(story, DealStage.TAX, people.FINANCE)
        note.add(f"印花税每方 {stamp:,}", f"stamp duty {stamp:,} a side")


def _file_amount(story: Story, kind: FilingKind, amount: Decimal) -> None:
    """A tax certificate with its amount (in fen) in the evidence."""
    file(story, kind, people.FINANCE, facts={"fen": int(amount * 100)})


def new_holders(story: Story) -> None:
    """9 October: the register of shareholders and the resolution on the new representative."""
    if story.variant == "equity":
        with story.step(
            "resolution", "股东名册变更，新法定代表人决议", "register and resolution"
        ) as note:
            story.go(10, 9, 10)
            file(story, FilingKind.SHAREHOLDER_REGISTER, people.SELLER)
            file(story, FilingKind.RESOLUTION, people.SELLER)
            note.add("30 日内申请变更登记", "to be filed within 30 days")
