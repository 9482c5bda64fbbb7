"""21 September to 19 October: people are told and asked; silence is no."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from shoumi.base.calendar import queries as calendar
from shoumi.base.deals.rules import PartyRole
from shoumi.base.gate.tasks import close_task, open_task
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import Kind, State
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.services import answers, campaigns, notices
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, Instrument, LegalBasis, Purpose
from shoumi.doors.demo import answer_script, expected, signature, story_papers
from shoumi.doors.demo import cast as people
from shoumi.doors.demo.deal_steps import advance, finish
from shoumi.doors.demo.story import Story

CONTENTS = {
    "recipient_name": story_papers.BUYER_NAME,
    "recipient_contact": story_papers.BUYER_CONTACT,
    "recipient_address": "示例省虚构市样本路1号",
    "purpose": "延续家政服务并联系客户安排服务",
    "method": "加密交付，存入接收方客户系统",
    "categories": "、".join(story_papers.CATEGORIES),
    "refusal": "拒绝或撤回不影响现有服务",
    "event": "云岚虚构家政服务有限公司转让",
    "effective_on": "2026-10-23",
    "rights": "查阅、更正、删除、撤回、限制处理",
    "controller": "云岚虚构家政服务有限公司",
    "controller_address": "示例省虚构市样本路1号",
    "controller_contact": "154 0000 0002",
    "retention": "服务关系结束后 3 年",
    "storage_location": "中国境内",
}
OUTCOMES = {
    rules.Outcome.EXCLUDED: ("不转移", "not moved"),
    rules.Outcome.SEALED: ("封存", "sealed"),
    rules.Outcome.MARKETING_OFF: ("停止营销", "no marketing"),
    rules.Outcome.FROZEN: ("冻结", "frozen"),
}
NEW_PURPOSE = "上门家教推荐"
WINDOW_END = date(2026, 10, 19)
# Days on which answers come in.
DAYS = ((9, 22), (9, 24), (9, 28), (10, 9), (10, 10), (10, 13), (10, 16), (10, 19))


def tell(story: Story) -> None:
    _open(story)
    signature.report_tax(story)
    _answers(story, DAYS[:1])
    story.go(9, 24)
    story.not_built(
        "dsr_0007",
        "客户删除请求 DSR-0007（待建：反馈一章）",
        "deletion request DSR-0007 (to come: feedback)",
    )
    _answers(story, DAYS[1:3])
    signature.pay_tax(story)
    signature.new_holders(story)
    _answers(story, DAYS[3:5])
    _remind(story)
    story.go(10, 12, 21, 40)
    story.not_built(
        "incident_1012",
        "供应商误发事件（待建：应急一章）",
        "the vendor's incident (to come: incidents)",
    )
    _answers(story, DAYS[5:])
    _close(story)


def _people(story: Story) -> list[answer_script.Person]:
    found = subjects.of_deal(story.deal, State.ACTIVE).values_list("ref", "kind", "basis")
    return [
        (Ref(ref), Kind(kind), LegalBasis(basis)) for ref, kind, basis in found.iterator(10_000)
    ]


def _open(story: Story) -> None:
    """The campaign the handover rests on; in a merger a second one asks for the new purpose."""
    everybody = _people(story)
    children = sum(kind == Kind.CHILD for _, kind, _ in everybody)
    story.answers = expected.answers_of(len(everybody), children)
    story.script = answer_script.script(everybody, story.answers)
    story.objectors = answer_script.objectors(everybody, story.script, story.answers)
    with story.step(
        "campaign", "告知与单独同意：发给每一位客户", "notice and consent to everyone"
    ) as note:
        at = story.go(9, 21)
        if story.variant == "merger":
            paper = story_papers.notice("NT-2026-001", "art22", CONTENTS["event"], at, WINDOW_END)
            _run(story, "moving", Instrument.ART22_NOTICE, rules.Purpose.SUCCESSION, paper)
            paper = story_papers.consent_notice("SC-2026-001", at, NEW_PURPOSE)
            _run(story, "asking", Instrument.ART22_RECONSENT, rules.Purpose.NEW_PURPOSE, paper)
        else:
            paper = story_papers.consent_notice("SC-2026-001", at, CONTENTS["purpose"])
            _run(story, "moving", Instrument.ART23_SEPARATE_CONSENT, rules.Purpose.PROVISION, paper)
            story.refs["asking"] = story.refs["moving"]
        running = calendar.running().filter(about=story.refs["asking"]).first()
        due = running.due.isoformat() if running else "—"
        note.add(f"{len(everybody)} 人，至 {due}", f"{len(everybody)} people, until {due}")
    story.refused(
        "asked_again",
        "同一目的再征求一次",
        "put the same purpose to people again",
        lambda: campaigns.prepare(
            deal=story.deal,
            notice=story.refs["asking_notice"],
            purpose=_asked(story),
            recipient=story.refs[PartyRole.TE],
            actor=story.cast[people.DPO],
            at=story.go_on(),
        ),
        "campaign.asked_already",
    )


def _asked(story: Story) -> rules.Purpose:
    return rules.Purpose.NEW_PURPOSE if story.variant == "merger" else rules.Purpose.PROVISION


def _run(
    story: Story, name: str, instrument: Instrument, purpose: rules.Purpose, paper: bytes
) -> None:
    cast = story.cast
    text = notices.approve(
        deal=story.deal,
        instrument=instrument,
        contents={**CONTENTS, **({"purpose": NEW_PURPOSE} if name == "asking" else {})},
        paper=paper,
        actor=cast[people.DPO],
        at=story.go_on(),
    )
    story.papers.append((f"notice-{purpose.value.lower().replace('_', '-')}", Ref(text.document)))
    story.refs[f"{name}_notice"] = story.refs["asking_notice"] = Ref(text.ref)
    campaign = campaigns.prepare(
        deal=story.deal,
        notice=Ref(text.ref),
        purpose=purpose,
        recipient=story.refs[PartyRole.TE],
        actor=cast[people.DPO],
        at=story.go_on(),
    )
    story.refs[name] = ref = Ref(campaign.ref)
    if name == "moving":
        advance(story, DealStage.NOTICE_CAMPAIGN, people.DPO)
    at = story.go_on()
    codes = campaigns.open_window(campaign=ref, actor=cast[people.DPO], at=at)
    task = open_task(
        purpose=Purpose.NOTICE,
        deal=story.deal,
        actors=[cast[people.SERVICE]],
        acts=[Act.SEND],
        fields=campaigns.CONTACT_FIELDS,
        expires_at=at + timedelta(days=2),
        actor=cast[people.DPO],
        at=story.go_on(),
    )
    campaigns.send(
        campaign=ref,
        codes=codes,
        task=task,
        sender=answer_script.PretendVendor(frozenset(story.script.unreached)),
        actor=cast[people.SERVICE],
        at=story.go_on(),
    )
    close_task(task=task, actor=cast[people.DPO], at=story.go_on())


def _answers(story: Story, days: Sequence[tuple[int, int]]) -> None:
    told = story.script.said()
    for month, day in days:
        index = DAYS.index((month, day))
        part = told[index :: len(DAYS)]
        story.go(month, day, 18)
        if not part:
            continue
        with story.step(
            f"answers_{month:02d}{day:02d}", "答复（按种子模拟）", "answers (simulated by seed)"
        ) as note:
            answers.record(
                campaign=story.refs["asking"],
                answers=part,
                channel=rules.Channel.SIMULATED,
                actor=story.cast[people.SERVICE],
                at=story.go_on(),
            )
            note.add(f"{len(part)} 人", f"{len(part)} people")


def _remind(story: Story) -> None:
    with story.step("reminder", "提醒一次", "the one reminder") as note:
        at = story.go_on()
        silent = campaigns.remind(
            campaign=story.refs["asking"], actor=story.cast[people.SERVICE], at=at
        )
        note.add(f"{silent} 人未答复", f"{silent} have not answered")
    story.refused(
        "second_reminder",
        "再提醒一次",
        "a second reminder",
        lambda: campaigns.remind(
            campaign=story.refs["asking"], actor=story.cast[people.SERVICE], at=story.go_on()
        ),
        "campaign.reminded_already",
    )


def _object(story: Story) -> None:
    with story.step("objections", "异议按法律依据分流", "objections, by legal basis") as note:
        routed = answers.object_to(
            campaign=story.refs["moving"],
            subjects=story.objectors,
            actor=story.cast[people.SERVICE],
            at=story.go_on(),
        )
        for outcome, refs in routed.items():
            zh, en = OUTCOMES[outcome]
            note.add(f"{zh} {len(refs)}", f"{en} {len(refs)}")


def _close(story: Story) -> None:
    if story.variant == "merger":
        _object(story)
    with story.step(
        "campaign_closed", "告知期结束：沉默视为不同意", "the window ends: silence is no"
    ) as note:
        story.go(10, 20, 0)
        for name in ("moving", "asking"):
            campaign = queries.campaign_of(story.deal, _asked(story)) if name == "asking" else None
            if name == "moving" or story.refs["asking"] != story.refs["moving"]:
                campaigns.close(
                    campaign=story.refs[name], actor=story.cast[people.DPO], at=story.go_on()
                )
            if campaign is not None:
                tally = queries.tally(campaign)
                story.counts |= {
                    "consented": tally["given"],
                    "refused": tally["refused"],
                    "no_reply": tally["silent"],
                    "undeliverable": tally["unreached"],
                }
        finish(story, DealStage.NOTICE_CAMPAIGN, people.DPO)
        counts = story.counts
        for key, zh, en in (
            ("consented", "同意", "yes"),
            ("refused", "不同意", "no"),
            ("no_reply", "未答复", "silent"),
            ("undeliverable", "未送达", "not reached"),
        ):
            note.add(f"{zh} {counts[key]}", f"{en} {counts[key]}")
        _measure_objections(story)
    story.note_checkpoint()
    if not story.script.silent:
        return
    story.refused(
        "late_answer",
        "期满后才答复",
        "an answer after the window",
        lambda: answers.record(
            campaign=story.refs["asking"],
            answers=[answers.Said(story.script.silent[0], rules.Answer.GIVEN)],
            channel=rules.Channel.SIMULATED,
            actor=story.cast[people.SERVICE],
            at=story.go_on(),
        ),
        "campaign.not_in_state",
    )


def _measure_objections(story: Story) -> None:
    if story.variant != "merger":
        return
    campaign = queries.moving(story.deal)
    assert campaign is not None
    outcomes = queries.objections(campaign)
    story.counts |= {
        "objected": sum(outcomes.values()),
        "excluded": outcomes.get(rules.Outcome.EXCLUDED, 0),
        "sealed": outcomes.get(rules.Outcome.SEALED, 0),
        "marketing_off": outcomes.get(rules.Outcome.MARKETING_OFF, 0),
    }
