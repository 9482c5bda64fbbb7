"""August: the house opens, the deal begins, the customers are found, the expired ones go."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from shoumi.base import registry
from shoumi.base.clock import services as clocks
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.intake import importing
from shoumi.base.intake.plan import Plan, plan
from shoumi.base.ledger import reader
from shoumi.base.rooms import teasers
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import Kind
from shoumi.chapters.compliance import rules as risks
from shoumi.chapters.compliance import services as compliance
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.destruction import certificates
from shoumi.chapters.destruction import rules as destruction
from shoumi.chapters.destruction import services as destroying
from shoumi.chapters.destruction.models import Order
from shoumi.core import handler, retention
from shoumi.core.calendar import day_in_china
from shoumi.core.instruments import Recipient
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.risk import Impact, Likelihood
from shoumi.core.terms import DealStage, DealType, HandlerTier, LegalBasis, RiskGrade, Role
from shoumi.doors import homes
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import files, papers
from shoumi.doors.demo.people import BY_CONSENT, BY_DUTY, customers
from shoumi.doors.demo.story import Note, Story, moment

BASES = {BY_CONSENT: LegalBasis.CONSENT, BY_DUTY: LegalBasis.LEGAL_DUTY}
RISKS = dict(zip(RiskGrade, ("low", "medium", "high", "severe"), strict=True))
# Where the made-up company's files lie until they are sealed.
COMPANY = "company"
DEAL_NUMBER_WORD = "转让"


def tell(story: Story) -> None:
    _open_house(story)
    _begin(story)
    _take_in(story)
    _destroy_expired(story)
    _assess(story)
    _list(story)


def file(
    story: Story, kind: FilingKind, who: str, *, party: Ref | None = None, on: date | None = None
) -> None:
    """File a document of the story.  It is made up, so its bytes are its name."""
    at = story.go_on()
    sha256 = hashlib.sha256(f"made-up document {kind} of {story.deal}".encode()).digest()
    deals.file(
        deal=story.deal,
        kind=kind,
        sha256=sha256,
        actor=story.cast[who],
        at=at,
        party=party,
        on=on,
    )


def advance(story: Story, stage: DealStage, who: str = people.CONSULTANT) -> None:
    deals.advance(deal=story.deal, stage=stage, actor=story.cast[who], at=story.go_on())


def finish(story: Story, stage: DealStage, who: str = people.CONSULTANT) -> None:
    deals.finish(deal=story.deal, stage=stage, actor=story.cast[who], at=story.go_on())


def _open_house(story: Story) -> None:
    with story.step("open_house", "开馆：密钥、账本、人员、政策", "open the house") as note:
        at = moment(8, 24)
        homes.create(demo=True, at=at)
        clocks.start_story(at=at, actor=SYSTEM)
        story.cast = people.assemble(at)
        people.publish_policy(story.cast, _tier(story), at)
        count = people.attest(story.cast, at)
        note.add(f"{count} 条由责任人声明", f"{count} demands attested")
    story.note_checkpoint()


def _tier(story: Story) -> HandlerTier:
    """By number of people; that of the reader's files is not known yet, so the full form."""
    return HandlerTier.ORDINARY if story.is_own_data else handler.tier(story.customers)


def _begin(story: Story) -> None:
    with story.step("mandate", "意向登记、委托签约、实名核验", "intake, mandate, KYC") as note:
        at = story.go(8, 24, 10)
        cast = story.cast
        party = deals.NewParty
        deal = deals.create(
            deal_type=DealType(story.variant),
            title=f"{files.TARGET}{DEAL_NUMBER_WORD}",
            parties=[
                party(PartyRole.TARGET, files.TARGET, files.USCC),
                party(PartyRole.TR, people.SELLER, person=cast[people.SELLER]),
                party(PartyRole.OTHER_HOLDER, people.HOLDER, person=cast[people.HOLDER]),
                party(
                    PartyRole.TE,
                    papers.BUYER_NAME,
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
        for kind in (
            FilingKind.SERVICE_AGREEMENT,
            FilingKind.TERMS_ACCEPTED,
            FilingKind.KYC_CONSENT,
            FilingKind.AUTHORITY,
        ):
            file(story, kind, people.CONSULTANT)
        advance(story, DealStage.MANDATE)
        finish(story, DealStage.MANDATE)
        note.add(deal.number, deal.number)


def _take_in(story: Story) -> None:
    cast = story.cast
    with story.step("files", "目标公司交来文件", "the target's files") as note:
        story.go(8, 25)
        if not story.files:
            story.files = files.write(story.home / COMPANY, customers(story.customers))
        names = "、".join(path.name for path in story.files)
        kinds = ", ".join(path.suffix.lstrip(".").upper() for path in story.files)
        note.add(names, f"{len(story.files)} files: {kinds}")
    with story.step(
        "inventory", "盘点：读文件、对字段、认人", "inventory: read, map, link"
    ) as note:
        file(story, FilingKind.DPA, people.LEGAL)
        advance(story, DealStage.INVENTORY, people.DPO)
        at = story.go_on()
        made = read(story)
        rows, found = made.counts["rows"], made.counts["people"]
        note.add(f"{rows} 行 → {found} 人", f"{rows} rows → {found} people")
        if story.is_own_data:
            story.show.explain(made)
        made.require()
    with story.step("import", "密封入库", "seal and store") as note:
        at = story.go_on()
        dataset = deals.add_dataset(
            deal=story.deal,
            dataset=deals.NewSet(
                code="customers",
                name="客户服务档案",
                handler=story.refs[PartyRole.TARGET],
                recipient=story.refs[PartyRole.TE],
                recipient_kind=_recipient(story.variant),
                has_children=made.counts["children"] > 0,
            ),
            actor=cast[people.DPO],
            at=at,
        )
        story.refs["dataset"] = Ref(dataset.ref)
        taken = importing.take_in(
            deal=story.deal,
            dataset=story.refs["dataset"],
            plan=made,
            files=story.files,
            bases=BASES,
            actor=cast[people.DPO],
            at=at,
        )
        story.counts["found"] = len(taken.new)
        sensitive = subjects.sensitive(story.deal)
        accounts, images, children = (
            sensitive[kind] for kind in ("bank_account", "id_image", "child")
        )
        note.add(
            f"敏感 {sum(sensitive.values())}：账户 {accounts}、证件影像 {images}、儿童 {children}",
            f"sensitive {sum(sensitive.values())}: {accounts} accounts, {images} card images, "
            f"{children} children",
        )
    if not story.is_own_data:
        _put_away(story)


def _put_away(story: Story) -> None:
    """What is sealed needs no copy in the clear: the made-up originals go, so that destroying a
    key destroys the person everywhere in the data folder.  The reader's own files are left alone.
    """
    with story.step(
        "originals_removed",
        "已密封，删去明文原件，账本留摘要",
        "plain originals removed, digests kept",
    ):
        for path in story.files:
            path.unlink()
        (story.home / COMPANY).rmdir()


def _recipient(variant: str) -> Recipient:
    """A merger has a legal successor; otherwise the buyer is another handler."""
    return Recipient.SUCCESSOR if variant == "merger" else Recipient.OTHER


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


def _destroy_expired(story: Story) -> None:
    cast = story.cast
    at = story.go(8, 25, 14)
    expired = subjects.refs(subjects.past_retention(story.deal, day_in_china(at)))
    if not expired:
        story.counts["expired_destroyed"] = 0
        story.counts["transferable"] = subjects.of_deal(story.deal).count()
        finish(story, DealStage.INVENTORY, people.DPO)
        return
    with story.step("destroy_propose", "到期客户列入销毁单", "order the expired destroyed") as note:
        order = destroying.propose(
            deal=story.deal,
            subjects=expired,
            basis=destruction.Basis.EXPIRED,
            actor=cast[people.DPO],
            at=at,
        )
        ref = Ref(order.ref)
        note.add(f"{order}，{order.count} 人", f"{order}, {order.count} people")
    story.refused(
        "destroy_unwitnessed",
        "无人见证就销毁",
        "destroy without witnesses",
        lambda: destroying.carry_out(order=ref, actor=cast[people.OPERATIONS], at=story.go_on()),
        "destruction.not_witnessed",
    )
    with story.step(
        "destroy_expired", "两人见证，销毁密钥、记录、索引", "two witness; keys die"
    ) as note:
        for witness in (people.OPERATIONS, people.SECURITY):
            destroying.confirm(order=ref, actor=cast[witness], at=story.go_on())
        at = story.go_on()
        order = destroying.carry_out(order=ref, actor=cast[people.OPERATIONS], at=at)
        story.counts["expired_destroyed"] = order.keys_erased
        story.counts["transferable"] = subjects.of_deal(story.deal).count()
        story.refs["order"] = ref
        keys, records = order.keys_erased, order.records_erased
        note.add(f"密钥 {keys}，记录 {records}", f"{keys} keys, {records} records")
    with story.step("certificate", "销毁证明第一阶段，双签", "certificate of destruction, stage 1"):
        paper = papers.destruction(
            str(order), story.number, story.go_on(), 1, certificate_facts(order), cast
        )
        order = certificates.issue(
            order=ref, stage=1, paper=paper, actor=cast[people.DPO], at=story.go_on()
        )
        story.papers.append(("DR-001-stage1", Ref(order.document)))
        finish(story, DealStage.INVENTORY, people.DPO)


def told_risk(note: Note, found: Assessment) -> None:
    note.add(f"剩余风险 {found.residual}", f"what is left: {RISKS[RiskGrade(found.residual)]}")
    note.add(f"保存至 {found.keep_until}", f"kept until {found.keep_until}")


def certificate_facts(order: Order) -> dict[str, object]:
    intent = reader.entry(order.intent_position or 0)
    return {
        "count": order.keys_erased,
        "records": order.records_erased,
        "digest": intent.leaf_hash.hex(),
        "residual_until": order.residual_until,
        "destroyed_at": order.verified_at,
        "basis": "保存期限届满（个人信息保护法第四十七条）",
    }


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
            facts={"people": story.counts["transferable"], "vendor": people.VENDOR},
            actor=cast[people.DPO],
            at=at,
        )
        point = (Impact.HIGH, Likelihood.MEDIUM)
        keep = retention.kept_until(day_in_china(at), "retention.pipia_retention")
        paper = papers.assessment(
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
        paper, text = papers.teaser(at, list(cells.items()), 10)
        teasers.scan(
            deal=story.deal,
            text=text,
            unnamed=(files.TARGET, people.SELLER, people.HOLDER),
            suppressed=suppressed,
            paper=paper,
            actor=cast[people.MARKETING],
            at=at,
        )
        file(story, FilingKind.LISTING_APPROVED, people.SELLER)
        advance(story, DealStage.LISTED)
        finish(story, DealStage.LISTED)
        note.add(f"不公开 {suppressed} 格", f"cells suppressed: {suppressed}")


def parties(story: Story) -> Sequence[str]:
    """The two who sign for the sides, in the order the agreement numbers its signers."""
    return sorted((people.SELLER, people.BUYER), key=lambda name: story.cast[name])
