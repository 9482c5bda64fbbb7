"""25 August: the target's files are taken in, the expired are destroyed and certified."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base import registry
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.intake import import_run
from shoumi.base.intake.plan import Plan, plan
from shoumi.base.ledger import reader
from shoumi.base.subjects import queries as subjects
from shoumi.chapters.destruction import certificates
from shoumi.chapters.destruction import rules as destruction
from shoumi.chapters.destruction import services as destroying
from shoumi.chapters.destruction.models import Order
from shoumi.core.calendar import day_in_china
from shoumi.core.instruments import Recipient
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, LegalBasis
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import sample_files, story_papers
from shoumi.doors.demo.deal_steps import advance, file, finish
from shoumi.doors.demo.sample_customers import stream
from shoumi.doors.demo.story import Story

# Where the made-up company's files lie until they are sealed.
COMPANY = "company"
# Files whose names are told.
_NAMED = 6


def take_in(story: Story, bases: Mapping[str, LegalBasis]) -> None:
    """``bases``: the legal basis by service type, where it is not the contract."""
    cast = story.cast
    with story.step("files", "目标公司交来文件", "the target's files") as note:
        story.go(8, 25)
        if not story.files:
            story.files = sample_files.write(story.home / COMPANY, stream(story.customers))
        count = len(story.files)
        names = "、".join(path.name for path in story.files[:_NAMED])
        names += f" 等 {count} 个文件" if count > _NAMED else ""
        kinds = dict.fromkeys(path.suffix.lstrip(".").upper() for path in story.files)
        note.add(names, f"{count} files: {', '.join(kinds)}")
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
        taken = import_run.take_in(
            deal=story.deal,
            dataset=story.refs["dataset"],
            plan=made,
            files=story.files,
            bases=bases,
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


def destroy_expired(story: Story) -> None:
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
        paper = story_papers.destruction(
            str(order), story.number, story.go_on(), 1, certificate_facts(order), cast
        )
        order = certificates.issue(
            order=ref, stage=1, paper=paper, actor=cast[people.DPO], at=story.go_on()
        )
        story.papers.append(("DR-001-stage1", Ref(order.document)))
        finish(story, DealStage.INVENTORY, people.DPO)


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
