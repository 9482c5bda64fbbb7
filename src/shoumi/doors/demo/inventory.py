"""25 August: the target's files are taken in."""

from __future__ import annotations

from collections import Counter
from datetime import date

from shoumi.base import registry
from shoumi.base.collection_notices import services as collection_notices
from shoumi.base.collection_notices.rules import Extent, Shown
from shoumi.base.collection_notices.services import Judgement, NewNotice
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.intake import import_run, set_aside
from shoumi.base.intake.plan import Plan, plan
from shoumi.base.registry import StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.base.subjects import queries as subjects
from shoumi.core.calendar import day_in_china
from shoumi.core.instruments import Recipient
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType, LegalBasis, Role
from shoumi.doors.demo import made_up_papers, sample_files
from shoumi.doors.demo.sample_customers import BY_CONSENT, BY_DUTY, stream
from shoumi.doors.demo.story import Story

# The legal basis by service type, where it is not the contract.
BASES = {BY_CONSENT: LegalBasis.CONSENT, BY_DUTY: LegalBasis.LEGAL_DUTY}
# Where the made-up company's files lie until they are sealed.
COMPANY = "company"
# Since when customers were told, and what the lawyer finds: nothing of a sale of the company.
_TOLD_SINCE = date(2021, 11, 1)
_COVERED = Judgement(
    Extent.WHOLE, Extent.WHOLE, Extent.NOT, "没有写公司转让时会提供给受让方，由告知活动另行告知"
)
# Files whose names are told.
_NAMED = 6


def _files(story: Story, note: StoryNote) -> None:
    if not story.files:
        story.files = sample_files.write(story.home / COMPANY, stream(story.customers))
    count = len(story.files)
    names = "、".join(path.name for path in story.files[:_NAMED])
    names += f" 等 {count} 个文件" if count > _NAMED else ""
    kinds = dict.fromkeys(path.suffix.lstrip(".").upper() for path in story.files)
    note.add(names, f"{count} files: {', '.join(kinds)}")


def _inventory(story: Story, note: StoryNote) -> None:
    story.file(FilingKind.DPA, Role.LEG)
    story.advance(DealStage.INVENTORY, Role.DPO)
    story.go_on()
    story.plan = made = read(story)
    rows, found = made.counts["rows"], made.counts["people"]
    note.add(f"{rows} 行 → {found} 人", f"{rows} rows → {found} people")
    if story.is_own_data:
        story.rows = _rows(made)
        story.show.explain(made)
        if aside := story.rows["set_aside"]:
            note.add(f"搁置 {aside} 行", f"{aside} set aside")
    made.require()


def _rows(made: Plan) -> dict[str, int]:
    """Rows of the files, where they went, and how many wait for each reason."""
    reasons = Counter(code for one in made.set_aside for code in {code for code, _ in one.faults})
    return {name: made.counts[name] for name in set_aside.SUM} | dict(reasons)


def read(story: Story) -> Plan:
    """The plan of the story's files; the made-up identifiers are taken for what they are."""
    return plan(
        story.files,
        registry.field_register(),
        day_in_china(story.now()),
        allow_synthetic=True,
        mapping_overrides=story.overrides,
        accepted=story.accepted,
    )


def _import(story: Story, note: StoryNote) -> None:
    made, story.plan = story.plan, None
    assert made is not None
    at, officer = story.now(), story.person(Role.DPO)
    dataset = deals.add_dataset(
        deal=story.deal,
        dataset=deals.NewSet(
            code="customers",
            name="客户服务档案",
            handler=story.refs[PartyRole.TARGET],
            recipient=story.refs[PartyRole.TE],
            recipient_kind=_recipient(story),
            has_children=made.counts["children"] > 0,
        ),
        actor=officer,
        at=at,
    )
    _told_at_collection(story, Ref(dataset.ref))
    taken = import_run.take_in(
        deal=story.deal,
        dataset=Ref(dataset.ref),
        plan=made,
        files=story.files,
        bases=BASES,
        actor=officer,
        at=at,
    )
    story.counts["found"] = len(taken.new)
    sensitive = subjects.sensitive(story.deal)
    accounts, images, children = (sensitive[kind] for kind in ("bank_account", "id_image", "child"))
    note.add(
        f"敏感 {sum(sensitive.values())}：账户 {accounts}、证件影像 {images}、儿童 {children}",
        f"sensitive {sum(sensitive.values())}: {accounts} accounts, {images} card images, "
        f"{children} children",
    )


def _told_at_collection(story: Story, dataset: Ref) -> None:
    """The target brings the form its customers filled in; legal reads what that told them."""
    at = story.now()
    lines = (
        f"Made-up notice at collection of {story.deal}",
        "Name, telephone, address, service record: to book, perform and settle services.",
    )
    paper = made_up_papers.looked_at(*lines, today=day_in_china(at))
    notice = collection_notices.file(
        deal=story.deal,
        dataset=dataset,
        new=NewNotice(paper, _TOLD_SINCE, Shown.FORM),
        actor=story.person(Role.CON),
        at=at,
    )
    collection_notices.judge(
        notice=Ref(notice.ref), judgement=_COVERED, actor=story.person(Role.LEG), at=at
    )


def _recipient(story: Story) -> Recipient:
    """A merger has a legal successor; otherwise the buyer is another handler."""
    return Recipient.SUCCESSOR if story.deal_type is DealType.MERGER else Recipient.OTHER


def _put_away(story: Story, note: StoryNote) -> None:
    """What is sealed needs no copy in the clear: the made-up originals go, so that destroying a
    key destroys the person everywhere in the data folder.  The reader's own files are left alone.
    """
    for path in story.files:
        path.unlink()
    (story.home / COMPANY).rmdir()


def _finish(story: Story, note: StoryNote) -> None:
    story.counts.setdefault("expired_destroyed", 0)
    story.counts["transferable"] = subjects.of_deal(story.deal).count()
    story.finish(DealStage.INVENTORY, Role.DPO)


STEPS: tuple[StoryStep[Story], ...] = (
    StoryStep("files", moment(8, 25), ("目标公司交来文件", "the target's files"), _files),
    StoryStep(
        "inventory",
        moment(8, 25, 9, 10),
        ("盘点：读文件、对字段、认人", "inventory: read, map, link"),
        _inventory,
    ),
    StoryStep("import", moment(8, 25, 9, 20), ("密封入库", "seal and store"), _import),
    StoryStep(
        "originals_removed",
        moment(8, 25, 9, 30),
        ("已密封，删去明文原件，账本留摘要", "plain originals removed, digests kept"),
        _put_away,
        applies=lambda story: not story.is_own_data,
    ),
    StoryStep("inventory_done", moment(8, 25, 17), tell=_finish),
)
