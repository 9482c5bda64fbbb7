"""What chapter 1 writes in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    # ``text`` is the digest of all that is approved: text, items, handler and register.
    DRAFTED = "policy.drafted"  # facts: number, register (digest), fields (count), text (digest)
    SAVED = "policy.saved"  # facts: number, text (digest), passages (count)
    APPROVED = "policy.approved"  # facts: number, role, text (digest)
    PUBLISHED = "policy.published"  # facts: number, register (digest), text (digest)
    # About the member.
    MEMBER_APPOINTED = "policy.member_appointed"  # facts: person, seat, full_time
    MEMBER_LEFT = "policy.member_left"  # facts: person, seat
    # About the meeting.
    MEETING_CALLED = "policy.meeting_called"  # facts: number, version, held, agenda (digest)
    # Facts besides: yes, no, text and minutes (digests).
    MINUTED = "policy.minuted"  # facts: number, outcome, members, present
    MINUTES_CONFIRMED = "policy.minutes_confirmed"  # facts: number
    # About the vote.
    VOTED = "policy.voted"  # facts: meeting, answer, text (digest)
    # About the comment.
    COMMENTED = "policy.commented"  # facts: version, words (digest)
    COMMENT_ANSWERED = "policy.comment_answered"  # facts: treatment, answer (digest)
    # About the acceptance.
    ACCEPTED = "policy.accepted"  # facts: version
    # About the review; facts besides: said (digest).
    FIELDS_REVIEWED = "policy.fields_reviewed"  # facts: fields, necessary
    # About the proposal; the field it is of is told by its code.
    FIELD_PROPOSED = "policy.field_proposed"  # facts: dataset, said (digest)
    PROPOSAL_SETTLED = "policy.proposal_settled"  # facts: accepted, said (digest)
    # About the telling.
    TOLD = "policy.people_told"  # facts: version, dataset, way, told, content
    TELLING_CONFIRMED = "policy.telling_confirmed"  # facts: the same
    # About the answer; whose it is no entry says.
    CUSTOMER_ANSWERED = "policy.customer_answered"  # facts: version, agrees


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.DRAFTED: Sentence(
        (
            "起草了第 {number} 版隐私政策，登记 {fields} 个字段",
            "drafted policy {number} with {fields:field|fields}",
        )
    ),
    Tag.SAVED: Sentence(
        (
            "保存了第 {number} 版隐私政策的正文，{passages} 段",
            "saved the text of policy {number}, {passages:passage|passages}",
        )
    ),
    Tag.APPROVED: Sentence(
        ("以{role}身份批准了第 {number} 版隐私政策", "approved policy {number} as {role}"),
        {"role": "terms.Role"},
    ),
    Tag.PUBLISHED: Sentence(("发布了第 {number} 版隐私政策", "published policy {number}")),
    Tag.MEMBER_APPOINTED: Sentence(
        ("任命了起草小组成员：{seat}", "appointed a member of the working group: {seat}"),
        {"seat": "policies.Seat"},
    ),
    Tag.MEMBER_LEFT: Sentence(
        ("起草小组少了一位成员：{seat}", "ended a seat in the working group: {seat}"),
        {"seat": "policies.Seat"},
    ),
    Tag.MEETING_CALLED: Sentence(
        ("召集了起草小组第 {number} 次会议", "called meeting {number} of the working group")
    ),
    Tag.MINUTED: Sentence(
        (
            "写了第 {number} 次会议的纪要：{outcome}，{members} 名成员中 {present} 人到会",
            "wrote the minutes of meeting {number}: {outcome}, {present} of {members} present",
        ),
        {"outcome": "policies.Outcome"},
    ),
    Tag.MINUTES_CONFIRMED: Sentence(
        ("确认了第 {number} 次会议的纪要", "confirmed the minutes of meeting {number}")
    ),
    Tag.VOTED: Sentence(
        ("对草稿表决：{answer}", "voted on a draft: {answer}"), {"answer": "policies.Answer"}
    ),
    Tag.COMMENTED: Sentence(("对草稿提了意见", "commented on a draft")),
    Tag.COMMENT_ANSWERED: Sentence(
        ("答复了对草稿的意见：{treatment}", "answered a comment on a draft: {treatment}"),
        {"treatment": "policies.Treatment"},
    ),
    Tag.ACCEPTED: Sentence(("确认读过并遵守隐私政策", "accepted the policy")),
    Tag.FIELDS_REVIEWED: Sentence(
        ("复核了 {fields} 个字段，仍然必需", "found {fields:field|fields} still necessary"),
        asks="necessary",
        otherwise=(
            "复核了 {fields} 个字段，不再必需",
            "found {fields:field|fields} necessary no more",
        ),
    ),
    Tag.FIELD_PROPOSED: Sentence(
        (
            "导入的文件里有登记表没有的字段，建议登记",
            "proposed a field that an imported file had and the register lacks",
        )
    ),
    Tag.TOLD: Sentence(
        (
            "登记：{told} 已用{way}逐一告知一个数据集的人新的用途",
            "noted that the people of a data set were told of new purposes on {told}: {way}",
        ),
        {"way": "policies.ToldBy"},
    ),
    Tag.TELLING_CONFIRMED: Sentence(
        ("核对了告知新用途的凭证", "confirmed that people were told of new purposes")
    ),
    Tag.CUSTOMER_ANSWERED: Sentence(
        ("一位客户同意了新的用途", "a customer agreed to the new purposes"),
        asks="agrees",
        otherwise=("一位客户不同意新的用途", "a customer refused the new purposes"),
    ),
    Tag.PROPOSAL_SETTLED: Sentence(
        ("把建议的字段写进了草稿", "took a proposed field into a draft"),
        asks="accepted",
        otherwise=("没有登记建议的字段", "refused a proposed field"),
    ),
}
