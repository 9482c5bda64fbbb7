"""September: first refusal, the agreement, rooms level by level, and what may not go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole, WaiveReason
from shoumi.base.gate import disclosure
from shoumi.base.gate.tasks import close_task, open_task, question
from shoumi.base.rooms import content
from shoumi.base.rooms import services as rooms
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import State
from shoumi.chapters.agreements import rules as clauses
from shoumi.chapters.agreements import services as agreements
from shoumi.chapters.agreements.models import Agreement
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Act
from shoumi.core.milestones import FilingKind
from shoumi.core.redact import pseudonym
from shoumi.core.redact.bands import Bands
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DisclosureLevel, Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.demo import room_documents, story_papers
from shoumi.doors.demo.deal_steps import advance, file, finish, parties
from shoumi.doors.demo.story import Story

L1, L2, L3 = DisclosureLevel.L1, DisclosureLevel.L2, DisclosureLevel.L3
UNTIL = date(2028, 9, 2)
LOSS, TOO_MUCH, AGREED = 120_000, 200_000, 150_000


def tell(story: Story) -> None:
    if story.variant == "equity":
        with story.step("rofr_notice", "优先购买权通知送达钱虚乙", "first-refusal notice") as note:
            story.go(8, 31)
            file(
                story,
                FilingKind.ROFR_NOTICE,
                people.SELLER,
                party=story.refs[PartyRole.OTHER_HOLDER],
            )
            note.add("答复期 30 日", "30 days to reply")
    else:
        with story.step(
            "resolution", "股东会决议，通知并公告债权人", "resolution; creditors told"
        ) as note:
            story.go(8, 31)
            file(story, FilingKind.RESOLUTION, people.SELLER)
            if story.variant == "merger":
                file(story, FilingKind.CREDITORS_NOTICE, people.SELLER)
                file(story, FilingKind.CREDITORS_ANNOUNCEMENT, people.SELLER)
                note.add("债权人申报期 45 日", "45 days for creditors")
    _prepare_l1(story)
    _agree(story)
    _visit_l1(story)
    _level_2(story)


def _prepare_l1(story: Story) -> None:
    """The first room is ready, and the consultant is curious before anybody has signed."""
    cast = story.cast
    with story.step(
        "room_l1_ready", "备好一级数据室：只有汇总", "level L1 prepared: counts only"
    ) as note:
        at = story.go(9, 1)
        room = rooms.prepare(
            deal=story.deal,
            inside=_read(story, Bands(day_in_china(at)), content.tables),
            actor=cast[people.CONSULTANT],
            at=story.go_on(),
        )
        story.refs["L1"] = Ref(room.ref)
        room_documents.counts(story, Ref(room.ref))
        note.add(
            f"{room.rows} 格，不公开 {room.suppressed} 格",
            f"{room.rows} cells, {room.suppressed} suppressed",
        )
    story.refused(
        "early_visit",
        "陈示例在签保密协议之前进数据室",
        "the consultant enters before the NDA",
        lambda: rooms.enter(room=story.refs["L1"], actor=cast[people.CONSULTANT], at=story.go_on()),
        "gate.no_agreement",
    )


def _read(
    story: Story, banding: Bands, make: Callable[[content.Parts], content.Inside]
) -> content.Inside:
    """Make a room of what is read inside the house for a task that ends the same day."""
    at = story.go_on()
    reader = story.cast[people.DPO]
    task = open_task(
        purpose=Purpose.INVENTORY,
        deal=story.deal,
        actors=[reader],
        acts=[Act.LIST],
        fields=content.FIELDS,
        expires_at=at + timedelta(hours=8),
        actor=reader,
        at=at,
    )
    asked = question(actor=reader, act=Act.LIST, task=task, at=story.go_on(), fields=content.FIELDS)
    everybody = subjects.everyone(subjects.of_deal(story.deal, State.ACTIVE))
    parts, _ = disclosure.open_made(asked, everybody, banding)
    inside = make(parts)
    close_task(task=task, actor=reader, at=story.go_on())
    return inside


def _terms(kind: clauses.Kind, damages: int) -> clauses.Terms:
    return clauses.Terms(
        kind=kind,
        clauses=clauses.MANDATORY
        | {clauses.Clause.NO_REIDENTIFICATION, clauses.Clause.HIGHLIGHTED_LIMITS},
        damages=damages,
        estimated_loss=LOSS,
        until=UNTIL,
    )


def _draft(story: Story, damages: int, kind: clauses.Kind = clauses.Kind.MUTUAL) -> Agreement:
    at = story.go_on()
    names = list(parties(story))
    return agreements.draft(
        deal=story.deal,
        terms=_terms(kind, damages),
        persons={story.cast[name]: name for name in names},
        levels=[L1, L2, L3],
        paper=story_papers.nda(story.number, at, UNTIL, damages, LOSS, names),
        actor=story.cast[people.LEGAL],
        at=at,
    )


def _agree(story: Story) -> None:
    cast = story.cast
    with story.step("matched", "受让方核验", "the buyer is found and checked"):
        story.go(9, 2)
        file(story, FilingKind.BUYER_NOTICE, people.BUYER)
        advance(story, DealStage.MATCHED)
        file(story, FilingKind.BUYER_KYC, people.BUYER)
        finish(story, DealStage.MATCHED)
    with story.step(
        "nda_warning", "违约金 200,000：超过损失的 1.30 倍，提示", "damages of 200,000: a warning"
    ) as note:
        drafted = _draft(story, TOO_MUCH)
        ceiling = f"{clauses.damages_ceiling(LOSS):,}"
        note.add(f"上限 {ceiling}", f"ceiling {ceiling}")
        if drafted.warnings:
            note.add("有提示", "warned")
    story.refused(
        "employee_damages",
        "员工保密协议写违约金",
        "an employee's NDA with damages",
        lambda: _draft(story, 10_000, clauses.Kind.EMPLOYEE),
        "agreement.employee_damages",
    )
    with story.step("nda", "改为 150,000，双方签署", "150,000, signed by both") as note:
        drafted = _draft(story, AGREED)
        advance(story, DealStage.NDA, people.LEGAL)
        signed = drafted
        for name in parties(story):
            signed = agreements.sign(
                agreement=Ref(drafted.ref), person=cast[name], name=name, at=story.go_on()
            )
        finish(story, DealStage.NDA, people.LEGAL)
        story.papers.append(("NDA-2026-001", Ref(signed.document)))
        note.add(f"至 {UNTIL}", f"until {UNTIL}")


def _open(story: Story, level: str, days: int = 0, hours: int = 0) -> None:
    """The protection officer approves, the consultant opens to the buyer's side."""
    cast, room = story.cast, story.refs[level]
    rooms.approve(room=room, actor=cast[people.DPO], at=story.go_on())
    if level == "L3":
        rooms.approve(room=room, actor=cast[people.SELLER], at=story.go_on())
    at = story.go_on()
    rooms.open_room(
        room=room,
        persons=[cast[people.BUYER]],
        closes_at=at + timedelta(days=days, hours=hours),
        actor=cast[people.CONSULTANT],
        at=at,
    )


def _visit_l1(story: Story) -> None:
    cast = story.cast
    with story.step("dd_l1", "一级尽调：受让方看汇总", "due diligence L1: the buyer sees counts"):
        story.go(9, 4)
        advance(story, DealStage.DD_L1)
        _open(story, "L1", days=55)
        rooms.enter(room=story.refs["L1"], actor=cast[people.BUYER], at=story.go_on())
        room_documents.look(story, "4.1")
    story.go(9, 5)
    story.refused(
        "export_attempt",
        "受让方想导出数据室",
        "the buyer tries to export",
        lambda: rooms.export(room=story.refs["L1"], actor=cast[people.BUYER], at=story.go_on()),
        "gate.room_export",
    )


def _level_2(story: Story) -> None:
    cast = story.cast
    with story.step(
        "dd_l2", "二级尽调：去标识化的行，k≥5、l≥2", "due diligence L2: rows, k≥5, l≥2"
    ) as note:
        at = story.go(9, 7)
        advance(story, DealStage.DD_L2)
        banding = Bands(day_in_china(at), pseudonym.new_key())
        shown = _read(story, banding, content.rows)
        room = rooms.prepare(
            deal=story.deal,
            inside=shown,
            actor=cast[people.CONSULTANT],
            at=story.go_on(),
        )
        story.refs["L2"] = Ref(room.ref)
        room_documents.rows_and_contract(story, Ref(room.ref))
        _open(story, "L2", days=55)
        rooms.enter(room=story.refs["L2"], actor=cast[people.BUYER], at=story.go_on())
        room_documents.look(story, "3.1")
        room_documents.ask(story, "3.1")
        note.add(
            f"{room.rows} 行，泛化 {room.generalised} 行，剔除 {room.suppressed} 行",
            f"{room.rows} rows, {room.generalised} generalised, {room.suppressed} left out",
        )
    with story.step("term_sheet", "一级尽调结束，意向书", "L1 closed, term sheet"):
        story.go(9, 10)
        finish(story, DealStage.DD_L1)
        advance(story, DealStage.TERM_SHEET)
        file(story, FilingKind.LOI, people.BUYER)
        finish(story, DealStage.TERM_SHEET)


def clean_room(story: Story) -> None:
    """Level L3: the contacts of key contracts, two approvals, 72 hours."""
    cast = story.cast
    if not subjects.of_deal(story.deal, State.ACTIVE).filter(is_key_contract=True).exists():
        _no_clean_room(story)
        return
    with story.step(
        "dd_l3", "三级净室：重点业务联系人，双批，72 小时", "clean room: key contacts, 72 h"
    ) as note:
        at = story.go(9, 15)
        keys = subjects.refs(
            subjects.of_deal(story.deal, State.ACTIVE).filter(is_key_contract=True)
        )
        file(story, FilingKind.REVIEWERS_DPA, people.LEGAL)
        room = rooms.prepare(
            deal=story.deal,
            inside=content.people(keys),
            persons=[cast[people.BUYER]],
            actor=cast[people.CONSULTANT],
            at=at,
        )
        story.refs["L3"] = Ref(room.ref)
        advance(story, DealStage.DD_L3)
        _open(story, "L3", hours=72)
        items = list(
            rooms.view_items(room=story.refs["L3"], actor=cast[people.BUYER], at=story.go_on())
        )
        note.add(f"看到 {len(items)} 人", f"{len(items)} people seen")
    story.go(9, 18, 9, 30)
    story.refused(
        "clean_room_over",
        "72 小时后再进净室",
        "the clean room after 72 hours",
        lambda: list(
            rooms.view_items(room=story.refs["L3"], actor=cast[people.BUYER], at=story.go_on())
        ),
        "gate.room_shut",
    )
    with story.step("dd_closed", "二、三级尽调结束", "L2 and L3 closed"):
        finish(story, DealStage.DD_L2)
        finish(story, DealStage.DD_L3)


def _no_clean_room(story: Story) -> None:
    """Files without key contracts leave nobody to show by name."""
    with story.step("dd_l3", "没有重点合同联系人，净室免开", "nobody for a clean room: waived"):
        story.go(9, 18, 9, 30)
        finish(story, DealStage.DD_L2)
        deals.waive(
            deal=story.deal,
            stage=DealStage.DD_L3,
            reason=WaiveReason.NO_PERSONS,
            actor=story.cast[people.DPO],
            at=story.go_on(),
        )
