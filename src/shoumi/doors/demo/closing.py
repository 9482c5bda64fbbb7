"""November and December: settlement, closing, and what is left where."""

from __future__ import annotations

from datetime import date

from shoumi.base.calendar import queries as calendar
from shoumi.base.calendar import year_tables
from shoumi.base.registry import StoryNote, StoryStep
from shoumi.base.registry.story import moment
from shoumi.base.rooms import content_erasure
from shoumi.base.rooms import services as rooms
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import State
from shoumi.core import incident_clock
from shoumi.core.milestones import FilingKind
from shoumi.core.terms import DealStage, DealType, Role
from shoumi.doors.demo import expected
from shoumi.doors.demo.preparation import look_at_the_log
from shoumi.doors.demo.story import Story


def _settle(story: Story, note: StoryNote) -> None:
    story.advance(DealStage.SETTLED, Role.FIN)
    story.file(FilingKind.ESCROW_RELEASE, Role.FIN)
    story.finish(DealStage.SETTLED, Role.FIN)


def _shut(story: Story, note: StoryNote) -> None:
    officer = story.person(Role.DPO)
    story.advance(DealStage.CLOSED, Role.DPO)
    shut = rooms.shut_all(deal=story.deal, actor=officer, at=story.go_on())
    emptied = content_erasure.empty(deal=story.deal, actor=officer, at=story.go_on())
    story.file(FilingKind.ROOMS_SHUT, Role.DPO)
    note.add(f"关闭 {shut} 间", f"{shut} shut")
    note.add(f"内容销毁 {emptied} 间", f"{emptied} emptied")


def _begin_to_close(story: Story, note: StoryNote) -> None:
    """Whatever chapters wait for comes in first."""


def _close(story: Story, note: StoryNote) -> None:
    story.finish(DealStage.CLOSED, Role.DPO)


def _count(story: Story, note: StoryNote) -> None:
    """Who is held, counted in the database before the first is destroyed on request."""
    is_merger = story.deal_type is DealType.MERGER
    states = (State.ACTIVE, State.SEALED) if is_merger else ()
    story.staying = subjects.of_deal(story.deal, *states).count()


def _measure(story: Story, note: StoryNote) -> None:
    """What is left where, and every deadline of the story."""
    if story.deal_type is DealType.EQUITY:
        story.counts["stays"] = story.staying
    elif story.deal_type is DealType.ASSET:
        story.counts["stays"] = story.staying - story.counts["exported"]
    else:
        story.counts["active_after_transfer"] = story.staying
    story.deadlines = deadlines(story)


def deadlines(story: Story) -> dict[str, str]:
    """The deadlines that steps found or the deal really ran, and for the rest what the calendar
    says of the story."""
    found = moment(10, 12, 21, 40)
    drill = incident_clock.report_due(incident_clock.level(persons=1_050_000), found)
    assert drill is not None
    told = {
        "rofr_reply": year_tables.due(date(2026, 8, 31), "deal_company.rofr_reply"),
        "rofr_reply_holiday_case": year_tables.due(date(2026, 9, 2), "deal_company.rofr_reply"),
        "tax_report": year_tables.due(date(2026, 9, 18), "tax.tax_report_equity_transfer"),
        "campaign_end": year_tables.due(date(2026, 9, 21), "rights.campaign_window"),
        "samr_filing": year_tables.due(date(2026, 10, 9), "deal_company.samr_change_filing"),
        "bank_change": year_tables.due(date(2026, 10, 23), "post_registration.bank_account_change"),
        "publicity": year_tables.due(date(2026, 10, 23), "deal_company.public_info_equity_change"),
        "incident_report_drill": drill,
        "destruction_certificates": year_tables.due(
            date(2026, 11, 20), "contract.return_or_destroy"
        ),
    }
    ran = {row.key: row.due for row in calendar.of_deal(story.deal) if row.key in told}
    due = {key: (ran.get(key) or value).isoformat() for key, value in told.items()}
    due |= story.deadlines
    return {key: due[key] for key in expected.DEADLINES if key in due}


STEPS: tuple[StoryStep[Story], ...] = (
    StoryStep("staying", moment(10, 22, 8), tell=_count),
    StoryStep(
        "settled", moment(11, 13), ("结算，监管资金放行", "settled, escrow released"), _settle
    ),
    StoryStep("rooms_shut", moment(11, 20), ("归档，数据室关闭", "archived, rooms shut"), _shut),
    StoryStep(
        "q4_report",
        moment(11, 24),
        ("四季度监督报告（待建：监督一章）", "Q4 supervision report (to come: oversight)"),
    ),
    StoryStep(
        "closed",
        moment(12, 2),
        ("收到接收方销毁证明，结案", "recipient's certificate; closed"),
        _begin_to_close,
    ),
    StoryStep("closed", moment(12, 2, 10), tell=_close),
    StoryStep("seen_closed", moment(12, 2, 10, 5), tell=look_at_the_log),
    StoryStep("measured", moment(12, 2, 10, 10), tell=_measure),
)
