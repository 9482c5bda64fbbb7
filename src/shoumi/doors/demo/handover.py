"""6 November: the data is sealed person by person, released by another, opened by the buyer."""

from __future__ import annotations

from datetime import timedelta

from shoumi.base.deals.rules import PartyRole
from shoumi.base.gate.tasks import close_task, open_task
from shoumi.base.handover import columns, operations, record
from shoumi.base.handover import services as handover
from shoumi.base.handover.models import Package
from shoumi.base.registry import StoryNote, StoryStep, field_register
from shoumi.base.registry.story import moment
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import State
from shoumi.core.gate import Act
from shoumi.core.milestones import FilingKind
from shoumi.core.notice_categories import choosable
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType, Purpose, Role
from shoumi.doors.demo import buyer_side
from shoumi.doors.demo.story import Story


def _seal(story: Story, note: StoryNote) -> None:
    story.file(FilingKind.SUPERVISOR_SIGNOFF, Role.SUP)
    story.advance(DealStage.DATA_HANDOVER, Role.DPO)
    at, officer = story.go_on(), story.person(Role.DPO)
    found = subjects.of_deal(story.deal, State.ACTIVE, State.SEALED, State.FROZEN)
    everybody = subjects.everyone(found)
    # What the notice named, of all that is registered for it.
    registered = choosable(field_register())
    exported = columns.sayable(story.deal, registered, everybody)
    # Nobody gives himself or herself a purpose: the head opens it for the officer.
    task = open_task(
        purpose=Purpose.HANDOVER,
        deal=story.deal,
        actors=[officer],
        acts=[Act.EXPORT],
        fields=exported,
        expires_at=at + timedelta(hours=8),
        actor=story.person(Role.HEAD),
        at=at,
    )
    package = handover.seal(
        deal=story.deal,
        recipient=story.refs[PartyRole.TE],
        key=buyer_side.buyer_key(story),
        task=task,
        subjects=everybody,
        fields=exported,
        receipts=operations.receipts(story.deal, officer, story.go_on()),
        actor=officer,
        at=story.go_on(),
    )
    close_task(task=task, actor=officer, at=story.go_on())
    story.refs["package"] = Ref(package.ref)
    sums = f"{package.rows} = {package.consented} − {package.withdrawn}"
    size = f"{package.size_bytes:,}"
    note.add(f"{sums}，{size} 字节", f"{sums}, {size} bytes")


def _sealer_releases(story: Story, note: StoryNote) -> None:
    handover.release(package=story.refs["package"], actor=story.person(Role.DPO), at=story.go_on())


def _receive(story: Story, note: StoryNote) -> None:
    ref, buyer = story.refs["package"], story.person(Role.TE)
    path = handover.release(package=ref, actor=story.person(Role.SUP), at=story.go_on())
    opened = buyer_side.open_as_buyer(story, path)
    at = story.go_on()
    handover.receive(
        package=ref,
        sha256=opened.sha256,
        record=record.record_of(Package.objects.get(ref=ref), buyer, at),
        actor=buyer,
        at=story.go_on(),
    )
    story.finish(DealStage.DATA_HANDOVER, Role.DPO)
    if story.deal_type is not DealType.MERGER:
        story.counts["exported"] = opened.rows
    note.add(f"受让方打开得 {opened.rows} 行", f"the buyer reads {opened.rows} rows")


STEPS: tuple[StoryStep[Story], ...] = (
    StoryStep(
        "sealed", moment(11, 6), ("逐人过闸门，密封给受让方", "person by person, sealed"), _seal
    ),
    StoryStep(
        "sealer_releases",
        moment(11, 6, 11),
        ("封包的人自己放行", "the sealer releases it alone"),
        _sealer_releases,
        expects=("handover.released_by_sealer",),
    ),
    StoryStep(
        "received",
        moment(11, 6, 14),
        ("监督员放行，受让方开包核对哈希，双签", "released, opened, receipt equal"),
        _receive,
    ),
)
