"""What chapters 9 and 20 write in the ledger.

incidents.plan_drafted       about the plan; facts: number, cause, text and changes (digests)
incidents.plan_approved      about the plan; facts: number
incidents.post_named         about the post; facts: post, person, deputy
incidents.post_left          about the post; facts: post
incidents.contact_told       about the contact; facts: person, said (digest)
incidents.contact_tried      about the contact; facts: person, reached
incidents.change_raised      about the change; facts: number, cause, due, said (digest); of, missed
                             where it comes from an incident or a drill
incidents.change_adopted     about the change; facts: plan
incidents.change_declined    about the change; facts: said (digest)
incidents.reported           about the incident; facts: number, drill, kind, source, found,
                             operator, persons, loss (fen), leak, judged, raised, severity, level,
                             injects and said (digests).  Rows: each deal it touches
incidents.taken_in           about what an incident came from; facts: breach, origin, source
incidents.graded             about the incident; facts: persons, loss, leak, judged, raised,
                             severity, level.  Rows: each deal it touches
incidents.lowering_asked     about the request; facts: breach, persons, loss, leak, judged, raised,
                             said (digest)
incidents.lowering_decided   about the request; facts: breach, agreed
incidents.step_taken         about the step; facts: breach, kind; of, document and said (digests)
incidents.exposure_counted   about the count; facts: breach, since, until, first, last, persons,
                             names (digest); deal, person where it is about one
incidents.contained          about the incident
incidents.notice_given       about the notice; facts: breach, addressee, count, spared, text and
                             proof (digests); way
incidents.letters_queued     about the letters; facts: breach, notice, people
incidents.letters_noted      about the letters; facts: breach, reached, lost, waiting
incidents.status_written     about the public note; facts: breach, number, text (digest); next
incidents.status_agreed      about the public note: the first yes; facts: breach
incidents.status_shown       about the public note: the second, it is public; facts: breach
incidents.status_taken_down  about the public note; facts: breach, said (digest)
incidents.cause_found        about the incident; facts: root, said (digest)
incidents.liability_told     about the question; facts: breach, said (digest); person, until
incidents.liability_replied  about the question; facts: said (digest)
incidents.liability_decided  about the question; facts: finding, said (digest)
incidents.closing_asked      about the incident; facts: said (digest)
incidents.closed             about the incident; facts: drill, missed (how many);
                             of a drill expected (how many)
incidents.drill_arranged     about the unannounced drill; facts: since, until, commitment, said and
                             injects (digests)
incidents.drill_drawn        about the unannounced drill: it begins; facts: breach, seed
incidents.drill_called_off   about the unannounced drill
incidents.inject_fired       about what happened in a drill; facts: breach, number, channel,
                             late (ms)
incidents.forgotten          about an incident, a contact or a question; facts: texts
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    PLAN_DRAFTED = "incidents.plan_drafted"
    PLAN_APPROVED = "incidents.plan_approved"
    POST_NAMED = "incidents.post_named"
    POST_LEFT = "incidents.post_left"
    CONTACT_TOLD = "incidents.contact_told"
    CONTACT_TRIED = "incidents.contact_tried"
    CHANGE_RAISED = "incidents.change_raised"
    CHANGE_ADOPTED = "incidents.change_adopted"
    CHANGE_DECLINED = "incidents.change_declined"
    REPORTED = "incidents.reported"
    TAKEN_IN = "incidents.taken_in"
    GRADED = "incidents.graded"
    LOWERING_ASKED = "incidents.lowering_asked"
    LOWERING_DECIDED = "incidents.lowering_decided"
    STEP_TAKEN = "incidents.step_taken"
    EXPOSURE_COUNTED = "incidents.exposure_counted"
    CONTAINED = "incidents.contained"
    NOTICE_GIVEN = "incidents.notice_given"
    LETTERS_QUEUED = "incidents.letters_queued"
    LETTERS_NOTED = "incidents.letters_noted"
    STATUS_WRITTEN = "incidents.status_written"
    STATUS_AGREED = "incidents.status_agreed"
    STATUS_SHOWN = "incidents.status_shown"
    STATUS_TAKEN_DOWN = "incidents.status_taken_down"
    CAUSE_FOUND = "incidents.cause_found"
    LIABILITY_TOLD = "incidents.liability_told"
    LIABILITY_REPLIED = "incidents.liability_replied"
    LIABILITY_DECIDED = "incidents.liability_decided"
    CLOSING_ASKED = "incidents.closing_asked"
    CLOSED = "incidents.closed"
    DRILL_ARRANGED = "incidents.drill_arranged"
    DRILL_DRAWN = "incidents.drill_drawn"
    DRILL_CALLED_OFF = "incidents.drill_called_off"
    INJECT_FIRED = "incidents.inject_fired"
    FORGOTTEN = "incidents.forgotten"


_GRADES = {"severity": "incident_clock.Severity", "level": "incident_clock.Level"}
SENTENCES: Mapping[Tag, Sentence] = {
    Tag.PLAN_DRAFTED: Sentence(
        ("起草了应急预案第 {number} 版：{cause}", "drafted version {number} of the plan: {cause}"),
        {"cause": "incidents.Cause"},
    ),
    Tag.PLAN_APPROVED: Sentence(
        ("批准了应急预案第 {number} 版，即日施行", "approved version {number} of the plan")
    ),
    Tag.POST_NAMED: Sentence(
        (
            "定了应急值守：{post}由 {person} 担任，{deputy} 替补",
            "named {person} for {post}, with {deputy} as deputy",
        ),
        {"post": "incidents.Post"},
    ),
    Tag.POST_LEFT: Sentence(
        ("结束了一项应急值守：{post}", "ended who holds a post: {post}"),
        {"post": "incidents.Post"},
    ),
    Tag.CONTACT_TOLD: Sentence(
        ("登记了 {person} 的应急联系方式", "wrote down how {person} is reached")
    ),
    Tag.CONTACT_TRIED: Sentence(
        ("联络测试：联系上了 {person}", "tried the contact of {person}: reached"),
        asks="reached",
        otherwise=("联络测试：没有联系上 {person}", "tried the contact of {person}: not reached"),
    ),
    Tag.CHANGE_RAISED: Sentence(
        (
            "提出修订预案（{cause}），{due} 前决定",
            "called for a change of the plan ({cause}), to be decided by {due}",
        ),
        {"cause": "incidents.Cause"},
    ),
    Tag.CHANGE_ADOPTED: Sentence(("修订意见写进了新一版预案", "took a change into the plan")),
    Tag.CHANGE_DECLINED: Sentence(
        ("不采纳一条修订意见，写明了理由", "declined a change of the plan and said why")
    ),
    Tag.REPORTED: Sentence(
        (
            "演练：报告第 {number} 号，{kind}，{severity}",
            "drill: reported number {number}: {kind}, {severity}",
        ),
        {"kind": "incidents.Kind", **_GRADES},
        asks="drill",
        otherwise=(
            "报告了第 {number} 号安全事件：{kind}，{severity}，{level}",
            "reported incident {number}: {kind}, {severity}, level {level}",
        ),
    ),
    Tag.TAKEN_IN: Sentence(
        ("由{source}立为安全事件", "took it in as an incident: {source}"),
        {"source": "incidents.Source"},
    ),
    Tag.GRADED: Sentence(
        (
            "定级：{severity}，{level}，涉及 {persons} 人",
            "graded it {severity}, level {level}, {persons:person|people}",
        ),
        _GRADES,
    ),
    Tag.LOWERING_ASKED: Sentence(
        ("提请降低事件级别，写明了理由", "asked to grade an incident lower and said why")
    ),
    Tag.LOWERING_DECIDED: Sentence(
        ("同意降低事件级别", "agreed to grade an incident lower"),
        asks="agreed",
        otherwise=("不同意降低事件级别", "refused to grade an incident lower"),
    ),
    Tag.STEP_TAKEN: Sentence(
        ("事件处置：{kind}", "handled an incident: {kind}"), {"kind": "incidents.StepKind"}
    ),
    Tag.EXPOSURE_COUNTED: Sentence(
        (
            "按账本数出 {since} 至 {until} 涉及 {persons} 人",
            "counted from the ledger, {since} to {until}: {persons:person|people}",
        )
    ),
    Tag.CONTAINED: Sentence(("确认止损，泄露已停", "confirmed that it is contained")),
    Tag.NOTICE_GIVEN: Sentence(
        (
            "确认危害已有效避免，可以不通知个人",
            "confirmed that harm was averted, so persons need not be told",
        ),
        {"addressee": "incidents.Addressee", "way": "incidents.Way"},
        asks="spared",
        otherwise=(
            "通知了{addressee}：{way}，{count} 份",
            "told {addressee}: {way}, {count:notice|notices}",
        ),
    ),
    Tag.LETTERS_QUEUED: Sentence(
        (
            "开始给 {people} 人寄事件告知信",
            "began to send {people:letter|letters} of an incident",
        )
    ),
    Tag.LETTERS_NOTED: Sentence(
        (
            "事件告知信：寄出 {reached}，退回 {lost}，未寄 {waiting}",
            "letters of an incident: {reached} left, {lost} lost, {waiting} waiting",
        )
    ),
    Tag.STATUS_WRITTEN: Sentence(
        ("起草了事件的第 {number} 份公开说明", "wrote public note {number} on an incident")
    ),
    Tag.STATUS_AGREED: Sentence(
        ("批准了事件的公开说明，等第二位", "approved a public note; it waits for another")
    ),
    Tag.STATUS_SHOWN: Sentence(
        ("第二位批准，事件的公开说明公开了", "approved a public note as the second; it is public")
    ),
    Tag.STATUS_TAKEN_DOWN: Sentence(
        ("撤下了事件的公开说明，写明了原因", "took a public note down and said why")
    ),
    Tag.CAUSE_FOUND: Sentence(
        ("查明原因：{root}", "found the cause: {root}"), {"root": "incidents.Root"}
    ),
    Tag.LIABILITY_TOLD: Sentence(
        ("就事件责任作了认定前的告知", "put the question who answers for an incident")
    ),
    Tag.LIABILITY_REPLIED: Sentence(("就事件责任作了申辩", "replied about an incident")),
    Tag.LIABILITY_DECIDED: Sentence(
        ("认定责任：{finding}", "decided who answers for it: {finding}"),
        {"finding": "incidents.Finding"},
    ),
    Tag.CLOSING_ASKED: Sentence(("提请结案，写下了教训", "asked to close it, with its lesson")),
    Tag.CLOSED: Sentence(
        (
            "结束了演练，{missed} 项没有按时做到",
            "ended the drill: {missed:thing was|things were} missed",
        ),
        asks="drill",
        otherwise=("结案", "closed it"),
    ),
    Tag.DRILL_ARRANGED: Sentence(
        (
            "安排了突击演练，{since} 至 {until} 之间随机开始",
            "arranged an unannounced drill, drawn between {since} and {until}",
        )
    ),
    Tag.DRILL_DRAWN: Sentence(
        ("突击演练按抽出的时间开始，公开了种子", "the drawn drill began; its seed is said")
    ),
    Tag.DRILL_CALLED_OFF: Sentence(("取消了突击演练", "called an unannounced drill off")),
    Tag.INJECT_FIRED: Sentence(
        (
            "演练情况注入第 {number} 条：{channel}，晚了 {late} 毫秒",
            "let inject {number} of a drill happen: {channel}, {late} ms late",
        ),
        {"channel": "incidents.Channel"},
    ),
    Tag.FORGOTTEN: Sentence(
        (
            "保存期限已满，销毁了 {texts} 段文字",
            "destroyed {texts:text|texts} whose term was over",
        )
    ),
}
