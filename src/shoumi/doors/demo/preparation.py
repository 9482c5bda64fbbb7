"""August: the house opens, the deal begins, the company is listed."""

from __future__ import annotations

from shoumi.base.clock import services as clocks
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.registry import StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.base.rooms import materials, teasers
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DealStage, Role
from shoumi.doors import homes
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import sample_files
from shoumi.doors.demo.story import Story

BUYER_NAME = "海棠虚构科技有限公司"
DEAL_NUMBER_WORD = "转让"


def _open(story: Story, note: StoryNote) -> None:
    at = moment(8, 24)
    homes.create(demo=True, at=at, suite=story.suite)
    clocks.start_story(at=at, actor=SYSTEM)
    story.cast = people.assemble(at)
    story.is_open = True


def _attest(story: Story, note: StoryNote) -> None:
    count = people.attest(story.cast, story.now())
    note.add(f"{count} 条由责任人声明", f"{count} demands attested")


def look_at_the_log(story: Story, note: StoryNote) -> None:
    """Somebody outside notes where the log stands."""
    story.note_checkpoint()


def _begin(story: Story, note: StoryNote) -> None:
    cast = story.cast
    party = deals.NewParty
    deal = deals.create(
        deal_type=story.deal_type,
        title=f"{sample_files.TARGET}{DEAL_NUMBER_WORD}",
        parties=[
            party(PartyRole.TARGET, sample_files.TARGET, sample_files.USCC),
            party(PartyRole.TR, people.SELLER, person=cast[people.SELLER]),
            party(PartyRole.OTHER_HOLDER, people.HOLDER, person=cast[people.HOLDER]),
            party(PartyRole.TE, BUYER_NAME, "91990000MA0DEM03XT", person=cast[people.BUYER]),
            party(PartyRole.VENDOR, people.VENDOR, "91990000MA0DEM048T"),
        ],
        actor=cast[people.CONSULTANT],
        at=story.now(),
    )
    story.deal, story.number = Ref(deal.ref), deal.number
    for row in deal.parties.all():
        story.refs[row.role] = Ref(row.ref)
    for name, role in ((people.SELLER, Role.TR), (people.BUYER, Role.TE)):
        people.give(cast.people, name, role, story.deal, story.go_on())
    story.file(FilingKind.NOTICE_17)
    story.advance(DealStage.INTAKE)
    story.finish(DealStage.INTAKE)
    story.file(FilingKind.SERVICE_AGREEMENT, Role.TR)
    story.file(FilingKind.TERMS_ACCEPTED, Role.TR)
    # The consultant hands it in for the seller, whose own word it is.
    story.file(FilingKind.KYC_CONSENT)
    story.confirm(Role.TR)
    story.file(FilingKind.AUTHORITY)
    story.advance(DealStage.MANDATE)
    story.finish(DealStage.MANDATE)
    note.add(deal.number, deal.number)


def _list(story: Story, note: StoryNote) -> None:
    paper, text, suppressed = materials.teaser(
        story.deal,
        headline="华东某家政服务公司股权转让",
        region="华东",
        contact="平台顾问",
        at=story.now(),
    )
    teasers.scan(
        deal=story.deal,
        text=text,
        unnamed=materials.unnamed(story.deal),
        suppressed=suppressed,
        paper=paper,
        actor=story.person(Role.MKT),
        at=story.now(),
    )
    story.file(FilingKind.LISTING_APPROVED, Role.TR)
    story.advance(DealStage.LISTED)
    story.finish(DealStage.LISTED)
    note.add(f"不公开 {suppressed} 格", f"cells suppressed: {suppressed}")


STEPS: tuple[StoryStep[Story], ...] = (
    StoryStep(
        "open_house", moment(8, 24), ("开馆：密钥、账本、人员、政策", "open the house"), _open
    ),
    StoryStep("open_house", moment(8, 24, 9, 1), tell=_attest),
    StoryStep("seen_open", moment(8, 24, 9, 6), tell=look_at_the_log),
    StoryStep(
        "mandate",
        moment(8, 24, 10),
        ("意向登记、委托签约、实名核验", "intake, mandate, KYC"),
        _begin,
    ),
    StoryStep(
        "listed",
        moment(8, 28),
        ("公开摘要 L0：扫描为零，小单元格不公开", "teaser L0, scanned"),
        _list,
    ),
)
