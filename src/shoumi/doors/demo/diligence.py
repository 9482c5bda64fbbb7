"""September: first refusal, rooms level by level, and what may not go."""

from __future__ import annotations

from datetime import timedelta

from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import PartyRole, WaiveReason
from shoumi.base.registry import StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.base.rooms import materials
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.models import Room
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import State
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType, DisclosureLevel, Role
from shoumi.doors.demo import room_documents
from shoumi.doors.demo.story import Story

EQUITY = frozenset({DealType.EQUITY})
OTHERS = frozenset({DealType.MERGER, DealType.ASSET})
L1, L2, L3 = DisclosureLevel.L1, DisclosureLevel.L2, DisclosureLevel.L3


def _first_refusal(story: Story, note: StoryNote) -> None:
    story.file(FilingKind.ROFR_NOTICE, Role.TR, party=story.refs[PartyRole.OTHER_HOLDER])
    note.add("答复期 30 日", "30 days to reply")


def _resolution(story: Story, note: StoryNote) -> None:
    story.file(FilingKind.RESOLUTION, Role.TR)
    if story.deal_type is DealType.MERGER:
        story.file(FilingKind.CREDITORS_NOTICE, Role.TR)
        story.file(FilingKind.CREDITORS_ANNOUNCEMENT, Role.TR)
        note.add("债权人申报期 45 日", "45 days for creditors")


def _prepare(story: Story, level: DisclosureLevel) -> Room:
    """The protection officer reads what goes in, the consultant makes the room of it."""
    inside = materials.prepared(story.deal, level, (), story.person(Role.DPO), story.go_on())
    room = rooms.prepare(
        deal=story.deal,
        inside=inside,
        persons=[story.person(Role.TE)] if level is L3 else [],
        actor=story.person(Role.CON),
        at=story.go_on(),
    )
    story.refs[level] = Ref(room.ref)
    return room


def _prepare_l1(story: Story, note: StoryNote) -> None:
    """The first room is ready, and the consultant is curious before anybody has signed."""
    room = _prepare(story, L1)
    room_documents.counts(story, Ref(room.ref))
    note.add(
        f"{room.rows} 格，不公开 {room.suppressed} 格",
        f"{room.rows} cells, {room.suppressed} suppressed",
    )


def _early_visit(story: Story, note: StoryNote) -> None:
    rooms.enter(room=story.refs[L1], actor=story.person(Role.CON), at=story.go_on())


def _match(story: Story, note: StoryNote) -> None:
    story.file(FilingKind.BUYER_NOTICE, Role.TE)
    story.advance(DealStage.MATCHED)
    story.file(FilingKind.BUYER_KYC, Role.TE)
    story.finish(DealStage.MATCHED)


def _open(story: Story, level: DisclosureLevel, **lasting: int) -> None:
    """The protection officer approves, the consultant opens to the buyer's side."""
    room = story.refs[level]
    rooms.approve(room=room, actor=story.person(Role.DPO), at=story.go_on())
    if level is L3:
        rooms.approve(room=room, actor=story.person(Role.TR), at=story.go_on())
    at = story.go_on()
    rooms.open_room(
        room=room,
        persons=[story.person(Role.TE)],
        closes_at=at + timedelta(**lasting),
        actor=story.person(Role.CON),
        at=at,
    )


def _visit_l1(story: Story, note: StoryNote) -> None:
    story.advance(DealStage.DD_L1)
    _open(story, L1, days=55)
    rooms.enter(room=story.refs[L1], actor=story.person(Role.TE), at=story.go_on())
    room_documents.look(story, "4.1")


def _export(story: Story, note: StoryNote) -> None:
    rooms.export(room=story.refs[L1], actor=story.person(Role.TE), at=story.go_on())


def _level_2(story: Story, note: StoryNote) -> None:
    story.advance(DealStage.DD_L2)
    room = _prepare(story, L2)
    room_documents.rows_and_contract(story, Ref(room.ref))
    _open(story, L2, days=55)
    rooms.enter(room=story.refs[L2], actor=story.person(Role.TE), at=story.go_on())
    room_documents.look(story, "3.1")
    room_documents.ask(story, "3.1")
    note.add(
        f"{room.rows} 行，泛化 {room.generalised} 行，剔除 {room.suppressed} 行",
        f"{room.rows} rows, {room.generalised} generalised, {room.suppressed} left out",
    )


def _term_sheet(story: Story, note: StoryNote) -> None:
    story.finish(DealStage.DD_L1)
    story.advance(DealStage.TERM_SHEET)
    story.file(FilingKind.LOI, Role.TE)
    story.finish(DealStage.TERM_SHEET)


def _has_key_contacts(story: Story) -> bool:
    found = subjects.of_deal(story.deal, State.ACTIVE).filter(is_key_contract=True)
    return found.exists()


def _clean_room(story: Story, note: StoryNote) -> None:
    """Level L3: the contacts of key contracts, two approvals, 72 hours."""
    story.file(FilingKind.REVIEWERS_DPA, Role.LEG)
    _prepare(story, L3)
    story.advance(DealStage.DD_L3)
    _open(story, L3, hours=72)
    count = len(_look_inside(story))
    note.add(f"看到 {count} 人", f"{count} people seen")


def _look_inside(story: Story) -> list[object]:
    seen = rooms.view_items(room=story.refs[L3], actor=story.person(Role.TE), at=story.go_on())
    return list(seen)


def _too_late(story: Story, note: StoryNote) -> None:
    _look_inside(story)


def _close(story: Story, note: StoryNote) -> None:
    story.finish(DealStage.DD_L2)
    story.finish(DealStage.DD_L3)


def _no_clean_room(story: Story, note: StoryNote) -> None:
    """Files without key contracts leave nobody to show by name."""
    story.finish(DealStage.DD_L2)
    deals.waive(
        deal=story.deal,
        stage=DealStage.DD_L3,
        reason=WaiveReason.NO_PERSONS,
        actor=story.person(Role.DPO),
        at=story.go_on(),
    )


_FIRST: tuple[StoryStep[Story], ...] = (
    StoryStep(
        "rofr_notice",
        moment(8, 31),
        ("优先购买权通知送达钱虚乙", "first-refusal notice"),
        _first_refusal,
        types=EQUITY,
    ),
    StoryStep(
        "resolution",
        moment(8, 31),
        ("股东会决议，通知并公告债权人", "resolution; creditors told"),
        _resolution,
        types=OTHERS,
    ),
    StoryStep(
        "room_l1_ready",
        moment(9, 1),
        ("备好一级数据室：只有汇总", "level L1 prepared: counts only"),
        _prepare_l1,
    ),
    StoryStep(
        "early_visit",
        moment(9, 1, 10),
        ("陈示例在签保密协议之前进数据室", "the consultant enters before the NDA"),
        _early_visit,
        expects=("gate.no_agreement",),
    ),
    StoryStep("matched", moment(9, 2), ("受让方核验", "the buyer is found and checked"), _match),
    StoryStep(
        "dd_l1",
        moment(9, 4),
        ("一级尽调：受让方看汇总", "due diligence L1: the buyer sees counts"),
        _visit_l1,
    ),
    StoryStep(
        "export_attempt",
        moment(9, 5),
        ("受让方想导出数据室", "the buyer tries to export"),
        _export,
        expects=("gate.room_export",),
    ),
)
STEPS: tuple[StoryStep[Story], ...] = (
    *_FIRST,
    StoryStep(
        "dd_l2",
        moment(9, 7),
        ("二级尽调：去标识化的行，k≥5、l≥2", "due diligence L2: rows, k≥5, l≥2"),
        _level_2,
    ),
    StoryStep(
        "term_sheet", moment(9, 10), ("一级尽调结束，意向书", "L1 closed, term sheet"), _term_sheet
    ),
    StoryStep(
        "dd_l3",
        moment(9, 15),
        ("三级净室：重点业务联系人，双批，72 小时", "clean room: key contacts, 72 h"),
        _clean_room,
        applies=_has_key_contacts,
    ),
    StoryStep(
        "clean_room_over",
        moment(9, 18, 9, 30),
        ("72 小时后再进净室", "the clean room after 72 hours"),
        _too_late,
        expects=("gate.room_shut",),
        applies=_has_key_contacts,
    ),
    StoryStep(
        "dd_closed",
        moment(9, 18, 10),
        ("二、三级尽调结束", "L2 and L3 closed"),
        _close,
        applies=_has_key_contacts,
    ),
    StoryStep(
        "dd_l3",
        moment(9, 18, 10, 30),
        ("没有重点合同联系人，净室免开", "nobody for a clean room: waived"),
        _no_clean_room,
        applies=lambda story: not _has_key_contacts(story),
    ),
)
