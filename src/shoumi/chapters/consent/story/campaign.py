"""The campaign of the story: people are told and asked; silence is no."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from shoumi.base.calendar import queries as calendar
from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.gate.tasks import close_task, open_task
from shoumi.base.registry import StoryContext, StoryNote
from shoumi.base.registry.story import Answers
from shoumi.base.subjects import queries as subjects
from shoumi.base.subjects.models import Kind, State
from shoumi.base.vault import bulk_operations
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.documents import notice
from shoumi.chapters.consent.services import answers, campaigns, dispatch, notices
from shoumi.chapters.consent.story import answer_script
from shoumi.core.gate import Act
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType, Instrument, LegalBasis, Purpose, Role

NEW_PURPOSE = "上门家教推荐"
# The kinds of data the notices of the story name, and the fields they cover.
CATEGORIES: notices.Chosen = (
    (("姓名", "name"), ("name",)),
    (("手机号", "mobile number"), ("mobile",)),
    (("地址与区县", "address and district"), ("address", "district")),
    (("服务类型与年消费额", "service and yearly amount"), ("service_type", "yearly_amount")),
)
_OUTCOMES: Mapping[rules.Outcome, Both] = {
    rules.Outcome.EXCLUDED: ("不转移", "not moved"),
    rules.Outcome.SEALED: ("封存", "sealed"),
    rules.Outcome.MARKETING_OFF: ("停止营销", "no marketing"),
    rules.Outcome.FROZEN: ("冻结", "frozen"),
}


def contents(deal: Ref) -> dict[str, str]:
    """What the notices of the story say of the deal."""
    buyer, target = (deals.parties(deal, role)[0].name for role in (PartyRole.TE, PartyRole.TARGET))
    return {
        "recipient_name": buyer,
        "recipient_contact": "154 0000 0103",
        "recipient_address": "示例省虚构市样本路1号",
        "purpose": "延续家政服务并联系客户安排服务",
        "method": "加密交付，存入接收方客户系统",
        "categories": "姓名、手机号、地址、区县、服务类型、年消费额",
        "refusal": "拒绝或撤回不影响现有服务",
        "event": f"{target}转让",
        "effective_on": "2026-10-23",
        "rights": "查阅、更正、删除、撤回、限制处理",
        "controller": target,
        "controller_address": "示例省虚构市样本路1号",
        "controller_contact": "154 0000 0002",
        "retention": "服务关系结束后 3 年",
        "storage_location": "中国境内",
    }


def is_merger(story: StoryContext) -> bool:
    return story.deal_type is DealType.MERGER


class StoryCampaign:
    """The campaign the handover rests on, ``moving``, and the one that asks people: in a merger
    that is a second one, for the new purpose."""

    moving: Ref
    asking: Ref
    notice: Ref
    script: answer_script.Script
    objectors: list[Ref]
    wanted: Answers

    def __init__(self, days: int) -> None:
        """``days``  on how many of them answers come in"""
        self.days = days

    def open(self, story: StoryContext, note: StoryNote) -> None:
        found = subjects.of_deal(story.deal, State.ACTIVE).values_list("ref", "kind", "basis")
        people: list[answer_script.Person] = [
            (Ref(ref), Kind(kind), LegalBasis(basis)) for ref, kind, basis in found.iterator(10_000)
        ]
        self.wanted = story.answers(len(people), sum(kind == Kind.CHILD for _, kind, _ in people))
        self.script = answer_script.script(people, self.wanted)
        self.objectors = answer_script.objectors(people, self.script, self.wanted)
        if is_merger(story):
            self.moving = self._run(story, Instrument.ART22_NOTICE, rules.Purpose.SUCCESSION)
            self.asking = self._run(story, Instrument.ART22_RECONSENT, rules.Purpose.NEW_PURPOSE)
        else:
            instrument = Instrument.ART23_SEPARATE_CONSENT
            self.moving = self.asking = self._run(story, instrument, rules.Purpose.PROVISION)
        self._leave_letter(story, people)
        running = calendar.running().filter(about=self.asking).first()
        due = running.due.isoformat() if running else "—"
        note.add(f"{len(people)} 人，至 {due}", f"{len(people)} people, until {due}")

    def _leave_letter(self, story: StoryContext, people: list[answer_script.Person]) -> None:
        """The code of one who refuses, with which that person can ask for more."""
        found = answer_script.refuser(people, self.script, self.objectors, self.days)
        if found is not None:
            [(_, _, code)] = bulk_operations.coded([found], self.asking)
            story.letters["refused"] = code

    def _run(self, story: StoryContext, instrument: Instrument, purpose: rules.Purpose) -> Ref:
        """Approve the notice, prepare the campaign, open its window and send."""
        at, officer = story.go_on(), story.person(Role.DPO)
        said = contents(story.deal)
        if purpose is rules.Purpose.NEW_PURPOSE:
            said["purpose"] = NEW_PURPOSE
        said, categories = notices.written(said, CATEGORIES)
        draft = notices.write(
            deal=story.deal,
            instrument=instrument,
            contents=said,
            chosen=CATEGORIES,
            actor=story.person(Role.LEG),
            at=at,
        )
        self.notice = Ref(draft.ref)
        paper = notice.notice(deals.deal(story.deal), instrument, said, categories, at)
        notices.approve(draft=self.notice, paper=paper, actor=officer, at=at)
        campaign = self._prepare(story, purpose)
        if purpose is not rules.Purpose.NEW_PURPOSE:
            story.advance(DealStage.NOTICE_CAMPAIGN, Role.DPO)
        at = story.go_on()
        codes = campaigns.open_window(campaign=campaign, actor=officer, at=at)
        self._send(story, campaign, codes)
        return campaign

    def _prepare(self, story: StoryContext, purpose: rules.Purpose) -> Ref:
        campaign = campaigns.prepare(
            deal=story.deal,
            notice=self.notice,
            purpose=purpose,
            recipient=Ref(deals.parties(story.deal, PartyRole.TE)[0].ref),
            actor=story.person(Role.DPO),
            at=story.go_on(),
        )
        return Ref(campaign.ref)

    def _send(self, story: StoryContext, campaign: Ref, codes: Mapping[Ref, str]) -> None:
        officer, service = story.person(Role.DPO), story.person(Role.CS)
        task = open_task(
            purpose=Purpose.NOTICE,
            deal=story.deal,
            actors=[service],
            acts=[Act.SEND],
            fields=dispatch.CONTACT_FIELDS,
            expires_at=story.now() + timedelta(days=2),
            actor=officer,
            at=story.go_on(),
        )
        dispatch.send(
            campaign=campaign,
            codes=codes,
            task=task,
            sender=answer_script.PretendVendor(frozenset(self.script.unreached)),
            actor=service,
            at=story.go_on(),
        )
        close_task(task=task, actor=officer, at=story.go_on())

    def ask_again(self, story: StoryContext, note: StoryNote) -> None:
        self._prepare(story, self._asked(story))

    def _asked(self, story: StoryContext) -> rules.Purpose:
        return rules.Purpose.NEW_PURPOSE if is_merger(story) else rules.Purpose.PROVISION

    def record(self, story: StoryContext, note: StoryNote, said: list[answers.Said]) -> None:
        answers.record(
            campaign=self.asking,
            answers=said,
            channel=rules.Channel.SIMULATED,
            actor=story.person(Role.CS),
            at=story.go_on(),
        )
        note.add(f"{len(said)} 人", f"{len(said)} people")

    def remind(self, story: StoryContext, note: StoryNote) -> None:
        silent = dispatch.remind(
            campaign=self.asking, actor=story.person(Role.CS), at=story.go_on()
        )
        note.add(f"{silent} 人未答复", f"{silent} have not answered")

    def object(self, story: StoryContext, note: StoryNote) -> None:
        routed = answers.object_to(
            campaign=self.moving,
            subjects=self.objectors,
            actor=story.person(Role.CS),
            at=story.go_on(),
        )
        for outcome, refs in routed.items():
            zh, en = _OUTCOMES[outcome]
            note.add(f"{zh} {len(refs)}", f"{en} {len(refs)}")

    def close(self, story: StoryContext, note: StoryNote) -> None:
        for campaign in dict.fromkeys((self.moving, self.asking)):
            campaigns.close(campaign=campaign, actor=story.person(Role.DPO), at=story.go_on())
        tally = self._tally(story)
        for key, counted, zh, en in (
            ("consented", "given", "同意", "yes"),
            ("refused", "refused", "不同意", "no"),
            ("no_reply", "silent", "未答复", "silent"),
            ("undeliverable", "unreached", "未送达", "not reached"),
        ):
            story.counts[key] = tally[counted]
            note.add(f"{zh} {tally[counted]}", f"{en} {tally[counted]}")
        story.finish(DealStage.NOTICE_CAMPAIGN, Role.DPO)
        if is_merger(story):
            self._measure_objections(story)

    def _tally(self, story: StoryContext) -> Mapping[str, int]:
        campaign = queries.campaign_of(story.deal, self._asked(story))
        assert campaign is not None
        return queries.tally(campaign)

    def _measure_objections(self, story: StoryContext) -> None:
        campaign = queries.moving(story.deal)
        assert campaign is not None
        outcomes = queries.objections(campaign)
        story.counts["objected"] = sum(outcomes.values())
        story.counts["excluded"] = outcomes.get(rules.Outcome.EXCLUDED, 0)
        story.counts["sealed"] = outcomes.get(rules.Outcome.SEALED, 0)
        story.counts["marketing_off"] = outcomes.get(rules.Outcome.MARKETING_OFF, 0)

    def is_somebody_silent(self, story: StoryContext) -> bool:
        return bool(self.script.silent)

    def answer_late(self, story: StoryContext, note: StoryNote) -> None:
        self.record(story, note, [answers.Said(self.script.silent[0], rules.Answer.GIVEN)])

    def withdraw(self, story: StoryContext, note: StoryNote) -> None:
        adults = [ref for ref in self.script.consent if ref not in self.script.children]
        for ref in adults[: self.wanted.withdraw]:
            answers.withdraw(
                campaign=self.asking,
                subject=ref,
                actor=story.person(Role.CS),
                at=story.go_on(),
            )
        count = story.counts["withdrawn"] = self._tally(story)["withdrawn"]
        note.add(f"{count} 人", f"{count} people")
