"""August: the house opens, the deal begins, the customers are found, the company is listed."""

from __future__ import annotations

from shoumi.base.clock import services as clocks
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.rooms import teasers
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import Kind
from shoumi.chapters.compliance import queries as assessed
from shoumi.chapters.compliance import rules as risks
from shoumi.chapters.compliance import services as compliance
from shoumi.core import handler_duties, retention
from shoumi.core.calendar import day_in_china
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import DealStage, DealType, HandlerTier, LegalBasis, Role
from shoumi.doors import homes
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import inventory, sample_files, story_papers
from shoumi.doors.demo.deal_steps import advance, confirm, file, finish, told_risk
from shoumi.doors.demo.sample_customers import BY_CONSENT, BY_DUTY
from shoumi.doors.demo.story import Story, moment

TIERS = {
    HandlerTier.SMALL: ("小型处理者，简式政策", "a small handler, short policy"),
    HandlerTier.ORDINARY: ("全式政策", "full policy"),
    HandlerTier.GE_1M: ("百万人以上，全式政策", "a million people or more, full policy"),
    HandlerTier.GE_10M: ("千万人以上，全式政策", "ten million people or more, full policy"),
}
BASES = {BY_CONSENT: LegalBasis.CONSENT, BY_DUTY: LegalBasis.LEGAL_DUTY}
DEAL_NUMBER_WORD = "转让"


def tell(story: Story) -> None:
    _open_house(story)
    _begin(story)
    inventory.take_in(story, BASES)
    inventory.destroy_expired(story)
    _assess(story)
    _list(story)


def _open_house(story: Story) -> None:
    with story.step("open_house", "开馆：密钥、账本、人员、政策", "open the house") as note:
        at = moment(8, 24)
        homes.create(demo=True, at=at, suite=story.suite)
        clocks.start_story(at=at, actor=SYSTEM)
        story.cast = people.assemble(at)
        tier = _tier(story)
        people.publish_policy(story.cast, tier, at)
        note.add(*TIERS[tier])
        count = people.attest(story.cast, at)
        note.add(f"{count} 条由责任人声明", f"{count} demands attested")
    story.note_checkpoint()


def _tier(story: Story) -> HandlerTier:
    """By number of people; that of the reader's files is not known yet, so the full form."""
    return HandlerTier.ORDINARY if story.is_own_data else handler_duties.tier(story.customers)


def _begin(story: Story) -> None:
    with story.step("mandate", "意向登记、委托签约、实名核验", "intake, mandate, KYC") as note:
        at = story.go(8, 24, 10)
        cast = story.cast
        party = deals.NewParty
        deal = deals.create(
            deal_type=DealType(story.variant),
            title=f"{sample_files.TARGET}{DEAL_NUMBER_WORD}",
            parties=[
                party(PartyRole.TARGET, sample_files.TARGET, sample_files.USCC),
                party(PartyRole.TR, people.SELLER, person=cast[people.SELLER]),
                party(PartyRole.OTHER_HOLDER, people.HOLDER, person=cast[people.HOLDER]),
                party(
                    PartyRole.TE,
                    story_papers.BUYER_NAME,
                    "91990000MA0DEM03XT",
                    person=cast[people.BUYER],
                ),
                party(PartyRole.VENDOR, people.VENDOR, "91990000MA0DEM048T"),
            ],
            actor=cast[people.CONSULTANT],
            at=at,
        )
        story.deal, story.number = Ref(deal.ref), deal.number
        for row in deal.parties.all():
            story.refs[row.role] = Ref(row.ref)
        for name, role in ((people.SELLER, Role.TR), (people.BUYER, Role.TE)):
            people.give(cast.people, name, role, story.deal, story.go_on())
        file(story, FilingKind.NOTICE_17, people.CONSULTANT)
        advance(story, DealStage.INTAKE)
        finish(story, DealStage.INTAKE)
        file(story, FilingKind.SERVICE_AGREEMENT, people.SELLER)
        file(story, FilingKind.TERMS_ACCEPTED, people.SELLER)
        # The consultant hands it in for the seller, whose own word it is.
        file(story, FilingKind.KYC_CONSENT, people.CONSULTANT)
        confirm(story, Role.TR, people.SELLER)
        file(story, FilingKind.AUTHORITY, people.CONSULTANT)
        advance(story, DealStage.MANDATE)
        finish(story, DealStage.MANDATE)
        note.add(deal.number, deal.number)


def _assess(story: Story) -> None:
    cast = story.cast
    with story.step("pipia_001", "影响评估 PIPIA-001：尽职调查与供应商", "PIPIA-001") as note:
        at = story.go(8, 26)
        advance(story, DealStage.PIPIA, people.DPO)
        found = compliance.assess(
            deal=story.deal,
            scope=risks.Scope.DUE_DILIGENCE,
            risks=[
                risks.Risk(
                    risks.Hazard.REIDENTIFICATION,
                    Impact.MEDIUM,
                    Likelihood.MEDIUM,
                    (risks.Measure.PSEUDONYMS_K5,),
                ),
                risks.Risk(
                    risks.Hazard.VENDOR_LEAK,
                    Impact.HIGH,
                    Likelihood.MEDIUM,
                    (risks.Measure.VENDOR_DPA,),
                ),
            ],
            facts=assessed.facts_of(story.deal),
            actor=cast[people.DPO],
            at=at,
        )
        point = (Impact.HIGH, Likelihood.MEDIUM)
        keep = retention.kept_until(day_in_china(at), "retention.pipia_retention")
        paper = story_papers.assessment(
            str(found),
            story.number,
            "尽职调查与短信供应商",
            story.go_on(),
            point,
            point,
            story.counts["transferable"],
            keep,
            cast,
        )
        found = compliance.approve(
            assessment=Ref(found.ref), paper=paper, actor=cast[people.LEGAL], at=story.go_on()
        )
        story.papers.append(("PIPIA-001", Ref(found.document)))
        finish(story, DealStage.PIPIA, people.DPO)
        told_risk(note, found)


def _list(story: Story) -> None:
    cast = story.cast
    with story.step(
        "listed", "公开摘要 L0：扫描为零，小单元格不公开", "teaser L0, scanned"
    ) as note:
        at = story.go(8, 28)
        counts = {
            "个人客户": subjects.of_deal(story.deal).filter(kind=Kind.INDIVIDUAL).count(),
            "企业联系人": subjects.of_deal(story.deal).filter(kind=Kind.CONTACT).count(),
            "不满十四周岁": subjects.of_deal(story.deal).filter(kind=Kind.CHILD).count(),
        }
        cells, suppressed = teasers.suppress(counts)
        paper, text = story_papers.teaser(at, list(cells.items()), 10)
        teasers.scan(
            deal=story.deal,
            text=text,
            unnamed=(sample_files.TARGET, people.SELLER, people.HOLDER),
            suppressed=suppressed,
            paper=paper,
            actor=cast[people.MARKETING],
            at=at,
        )
        file(story, FilingKind.LISTING_APPROVED, people.SELLER)
        advance(story, DealStage.LISTED)
        finish(story, DealStage.LISTED)
        note.add(f"不公开 {suppressed} 格", f"cells suppressed: {suppressed}")
