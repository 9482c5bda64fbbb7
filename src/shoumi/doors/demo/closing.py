"""October to December: registration, handover, settlement, closing, and the proof of it all."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from shoumi.base.calendar import queries as calendar
from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.gate.tasks import close_task, open_task
from shoumi.base.handover import services as handover
from shoumi.base.rooms import content_erasure
from shoumi.base.rooms import services as rooms
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import State
from shoumi.chapters.consent import queries as consents
from shoumi.chapters.consent.services import answers
from shoumi.chapters.destruction import certificates
from shoumi.chapters.destruction import queries as destructions
from shoumi.chapters.destruction.models import Order
from shoumi.core import incident_clock
from shoumi.core.calendar import day_in_china, due
from shoumi.core.gate import Act
from shoumi.core.milestones import DeadlineKey, FilingKind, milestone
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, Purpose
from shoumi.doors.demo import buyer_side, consent_receipts, sample_files, story_papers
from shoumi.doors.demo import cast as people
from shoumi.doors.demo.deal_steps import advance, file, finish
from shoumi.doors.demo.figure_names import COUNTS, DEADLINES
from shoumi.doors.demo.inventory import certificate_facts
from shoumi.doors.demo.story import Story, moment

# What the buyer gets of each person; accounts and card images stay where they are.
EXPORTED = frozenset(
    {
        "customer_no", "name", "mobile", "address", "district", "birth_on", "service_type",
        "yearly_amount", "opened_on", "company_name", "contact_title", "guardian_name",
        "guardian_mobile",
    }
)  # fmt: skip


def tell(story: Story) -> None:
    register(story)
    _withdraw(story)
    _after_registration(story)
    _hand_over(story)
    _settle(story)
    _close(story)
    _measure(story)


def register(story: Story) -> None:
    """20 October: the application; here the second deal of the demo is left open."""
    if story.variant == "equity":
        with story.step("samr_application", "申请变更登记", "registration applied for") as note:
            story.go(10, 20)
            advance(story, DealStage.REGISTERED)
            file(story, FilingKind.SAMR_APPLICATION, people.CONSULTANT)
            note.add("登记机关 3 个工作日内决定", "decided within 3 working days")


def _registered(story: Story) -> None:
    with story.step("registered", "变更生效", "the change is registered"):
        story.go(10, 23)
        if story.variant == "asset":
            advance(story, DealStage.REGISTERED)
            file(story, FilingKind.CLOSING_STATEMENT, people.LEGAL)
        else:
            if story.variant == "merger":
                advance(story, DealStage.REGISTERED)
                file(story, FilingKind.SAMR_APPLICATION, people.CONSULTANT)
            file(story, FilingKind.NEW_LICENCE, people.CONSULTANT)
        finish(story, DealStage.REGISTERED)


def _withdraw(story: Story) -> None:
    story.go(10, 22)
    story.not_built(
        "dsr_0007_done", "DSR-0007 办结（待建：反馈一章）", "DSR-0007 done (to come: feedback)"
    )
    _registered(story)
    with story.step("withdrawals", "撤回同意，立即生效", "withdrawals, at once") as note:
        story.go(10, 28)
        count = story.answers.withdraw
        adults = [ref for ref in story.script.consent if ref not in story.script.children]
        for ref in adults[:count]:
            answers.withdraw(
                campaign=story.refs["asking"],
                subject=ref,
                actor=story.cast[people.SERVICE],
                at=story.go_on(),
            )
        campaign = consents.campaign_of(story.deal, buyer_side.asked(story))
        assert campaign is not None
        story.counts["withdrawn"] = consents.tally(campaign)["withdrawn"]
        note.add(f"{story.counts['withdrawn']} 人", f"{story.counts['withdrawn']} people")
    story.refused(
        "handover_too_early",
        "还缺条件就想交接",
        "hand over while things are missing",
        lambda: advance(story, DealStage.DATA_HANDOVER, people.DPO),
        "deal.not_yet",
    )


def _after_registration(story: Story) -> None:
    with story.step(
        "post_registration", "银行、税务、社保、受益所有人变更", "bank, tax, insurance, owner"
    ):
        story.go(10, 30)
        advance(story, DealStage.POST_REGISTRATION)
        if story.variant != "asset":
            file(story, FilingKind.BANK_CHANGE, people.FINANCE)
            story.go(11, 4)
            file(story, FilingKind.TAX_CHANGE, people.FINANCE)
            file(story, FilingKind.SOCIAL_INSURANCE_CHANGE, people.PERSONNEL)
            file(story, FilingKind.BENEFICIAL_OWNER, people.CONSULTANT)
            file(story, FilingKind.PUBLICITY, people.CONSULTANT)
        finish(story, DealStage.POST_REGISTRATION)
    story.not_built(
        "old_bank_key",
        "旧 U 盾交接被拒（待建：防护一章）",
        "the old bank key is refused (to come: defence)",
    )


def _hand_over(story: Story) -> None:
    cast = story.cast
    with story.step("sealed", "逐人过闸门，密封给受让方", "person by person, sealed") as note:
        story.go(11, 6)
        file(story, FilingKind.SUPERVISOR_SIGNOFF, people.SUPERVISOR)
        advance(story, DealStage.DATA_HANDOVER, people.DPO)
        at = story.go_on()
        task = open_task(
            purpose=Purpose.HANDOVER,
            deal=story.deal,
            actors=[cast[people.DPO]],
            acts=[Act.EXPORT],
            fields=EXPORTED,
            expires_at=at + timedelta(hours=8),
            actor=cast[people.DPO],
            at=at,
        )
        everybody = subjects.of_deal(story.deal, State.ACTIVE, State.SEALED, State.FROZEN)
        package = handover.seal(
            deal=story.deal,
            recipient=story.refs[PartyRole.TE],
            key=buyer_side.buyer_key(story),
            task=task,
            subjects=subjects.everyone(everybody),
            fields=EXPORTED,
            receipts=consent_receipts.files(story),
            actor=cast[people.DPO],
            at=story.go_on(),
        )
        close_task(task=task, actor=cast[people.DPO], at=story.go_on())
        story.refs["package"] = ref = Ref(package.ref)
        sums = f"{package.rows} = {package.consented} − {package.withdrawn}"
        size = f"{package.size_bytes:,}"
        note.add(f"{sums}，{size} 字节", f"{sums}, {size} bytes")
    story.refused(
        "sealer_releases",
        "封包的人自己放行",
        "the sealer releases it alone",
        lambda: handover.release(package=ref, actor=cast[people.DPO], at=story.go_on()),
        "handover.released_by_sealer",
    )
    with story.step(
        "received", "监督员放行，受让方开包核对哈希，双签", "released, opened, receipt equal"
    ) as note:
        path = handover.release(package=ref, actor=cast[people.SUPERVISOR], at=story.go_on())
        opened = buyer_side.open_as_buyer(story, path)
        record = story_papers.handover(
            "HO-2026-001",
            story.number,
            story.go_on(),
            opened.told(),
            {"consented": package.consented, "withdrawn": package.withdrawn, "sent": opened.rows},
            cast,
        )
        package = handover.receive(
            package=ref,
            sha256=opened.sha256,
            record=record,
            actor=cast[people.BUYER],
            at=story.go_on(),
        )
        story.papers.append(("HO-2026-001", Ref(package.document)))
        finish(story, DealStage.DATA_HANDOVER, people.DPO)
        if story.variant != "merger":
            story.counts["exported"] = opened.rows
        note.add(f"受让方打开得 {opened.rows} 行", f"the buyer reads {opened.rows} rows")


def _settle(story: Story) -> None:
    with story.step("settled", "结算，监管资金放行", "settled, escrow released"):
        story.go(11, 13)
        advance(story, DealStage.SETTLED, people.FINANCE)
        file(story, FilingKind.ESCROW_RELEASE, people.FINANCE)
        finish(story, DealStage.SETTLED, people.FINANCE)


def _close(story: Story) -> None:
    cast = story.cast
    with story.step("rooms_shut", "归档，数据室关闭", "archived, rooms shut") as note:
        at = story.go(11, 20)
        advance(story, DealStage.CLOSED, people.DPO)
        shut = rooms.shut_all(deal=story.deal, actor=cast[people.DPO], at=at)
        emptied = content_erasure.empty(deal=story.deal, actor=cast[people.DPO], at=at)
        file(story, FilingKind.ROOMS_SHUT, people.DPO)
        owed = calendar.running().get(deal=story.deal, key=DeadlineKey.DESTRUCTION_CERTIFICATES)
        assert owed.due.on is not None
        certificates.expect(
            deal=story.deal,
            party=story.refs[PartyRole.TE],
            due_on=owed.due.on,
            actor=cast[people.DPO],
            at=story.go_on(),
        )
        note.add(f"关闭 {shut} 间", f"{shut} shut")
        note.add(f"内容销毁 {emptied} 间", f"{emptied} emptied")
        note.add(f"接收方销毁证明至 {owed.due.on}", f"certificates due {owed.due.on}")
    if "order" in story.refs:
        _final_certificate(story)
    story.go(11, 24)
    story.not_built(
        "q4_report",
        "四季度监督报告（待建：监督一章）",
        "Q4 supervision report (to come: oversight)",
    )
    with story.step("closed", "收到接收方销毁证明，结案", "recipient's certificate; closed"):
        at = story.go(12, 2)
        paper = story_papers.recipient_certificate(story.number, at, cast)
        certificates.receive(
            deal=story.deal,
            party=story.refs[PartyRole.TE],
            paper=paper,
            actor=cast[people.BUYER],
            at=story.go_on(),
        )
        finish(story, DealStage.CLOSED, people.DPO)
    story.note_checkpoint()


def _final_certificate(story: Story) -> None:
    """Stage 2: the last backup of the keyring that could hold the keys has expired."""
    cast = story.cast
    with story.step("certificate_final", "销毁证明第二阶段", "certificate of destruction, stage 2"):
        order = destructions.of_deal(story.deal).get(ref=story.refs["order"])
        paper = story_papers.destruction(
            str(order), story.number, story.go_on(), 2, certificate_facts(order), cast
        )
        order = certificates.issue(
            order=Ref(order.ref), stage=2, paper=paper, actor=cast[people.DPO], at=story.go_on()
        )
        story.papers.append((f"{order}-stage2", Ref(order.document)))


def _measure(story: Story) -> None:
    """What is left where, counted in the database; and every deadline of the story."""
    active = subjects.of_deal(story.deal, State.ACTIVE, State.SEALED).count()
    if story.variant == "equity":
        story.counts["stays"] = subjects.of_deal(story.deal).count()
    elif story.variant == "asset":
        story.counts["stays"] = subjects.of_deal(story.deal).count() - story.counts["exported"]
    else:
        story.counts["active_after_transfer"] = active
    story.deadlines = deadlines(story)


def deadlines(story: Story) -> dict[str, str]:
    """The deadlines the deal really ran, and for the rest what the calendar says of the story."""
    found = moment(10, 12, 21, 40)
    drill = incident_clock.report_due(incident_clock.level(persons=1_050_000), found)
    assert drill is not None
    told = {
        "rofr_reply": due(date(2026, 8, 31), "deal_company.rofr_reply"),
        "rofr_reply_holiday_case": due(date(2026, 9, 2), "deal_company.rofr_reply"),
        "tax_report": due(date(2026, 9, 18), "tax.tax_report_equity_transfer"),
        "campaign_end": due(date(2026, 9, 21), "rights.campaign_window"),
        "dsr_0007": due(date(2026, 9, 24), "rights.dsr_reply", "rights.dsr_reply_outer"),
        "samr_filing": due(date(2026, 10, 9), "deal_company.samr_change_filing"),
        "bank_change": due(date(2026, 10, 23), "post_registration.bank_account_change"),
        "publicity": due(date(2026, 10, 23), "deal_company.public_info_equity_change"),
        "incident_report_drill": drill,
        "destruction_certificates": due(date(2026, 11, 20), "contract.return_or_destroy"),
    }
    ran = {row.key: row.due for row in calendar.of_deal(story.deal) if row.key in told}
    return {key: (ran.get(key) or value).isoformat() for key, value in told.items()}


def closing_report(story: Story, at: datetime) -> bytes:
    """The closing report, from what the database says."""
    milestones = [
        (
            milestone(code).zh,
            "完成" if row.done_at else row.state,
            f"{day_in_china(row.done_at or row.opened_at)}",
            row.position or 0,
        )
        for code, row in deals.milestones(story.deal).items()
        if row.opened_at
    ]
    ran = [
        (DEADLINES[row.key][0], row.due.isoformat(), f"{day_in_china(row.met_at)}")
        for row in calendar.of_deal(story.deal)
        if row.key in DEADLINES and row.met_at
    ]
    orders = [
        (str(order), sample_files.TARGET, f"{day_in_china(order.verified_at)}", _digest(order))
        for order in destructions.of_deal(story.deal)
        if order.verified_at
    ]
    return story_papers.closing(
        story.number,
        DEAL_TYPES[story.variant],
        at,
        milestones,
        {COUNTS[key][0]: value for key, value in story.counts.items()},
        ran,
        orders,
        story.cast,
    )


DEAL_TYPES = {"equity": "股权转让", "merger": "合并", "asset": "资产转让"}


def _digest(order: Order) -> str:
    return str(certificate_facts(order)["digest"])
