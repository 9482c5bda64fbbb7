"""Texts of the working group: refusals, why the demand holds in part, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "policy.no_member": Message(
        zh="没有这位小组成员。",
        en="There is no such member.",
        remedy_zh="在“政策起草小组”里找，或用 `shoumi group list`。",
        remedy_en="Look under Working group, or with `shoumi group list`.",
    ),
    "policy.no_meeting": Message(
        zh="没有这次会议。",
        en="There is no such meeting.",
        remedy_zh="在“政策起草小组”里找，或用 `shoumi meeting list`。",
        remedy_en="Look under Working group, or with `shoumi meeting list`.",
    ),
    "policy.no_comment": Message(
        zh="没有这条意见。",
        en="There is no such comment.",
        remedy_zh="从草稿的页面上打开。",
        remedy_en="Open it from the page of its draft.",
    ),
    "policy.group_incomplete": Message(
        zh="起草小组缺席位：{seats}。",
        en="Seats of the working group are empty: {seats}.",
        remedy_zh="请公司负责人在“政策起草小组”里任命；成员要有相应的岗位。",
        remedy_en=(
            "The head appoints somebody under Working group; a member holds the role of the seat."
        ),
    ),
    "policy.not_decided": Message(
        zh="起草小组还没有通过这一版现在的正文。",
        en="The working group has not adopted the text of this version as it stands.",
        remedy_zh="召集会议，过半数成员到会表决，写好纪要，由到会的另一位确认。",
        remedy_en=(
            "Call a meeting; more than half of the members vote, one writes the minutes, another "
            "who was there confirms them."
        ),
    ),
    "policy.comments_open": Message(
        zh="还有 {count} 条意见没有答复。",
        en="Comments that nobody answered: {count}.",
        remedy_zh="在这一版的页面上逐条答复。",
        remedy_en="Answer each on the version's page.",
    ),
    "policy.seat_unfit": Message(
        zh="此人没有适合“{seat}”席位的岗位。",
        en="That person holds no role that fills the seat {seat}.",
        remedy_zh="先申请、授予岗位，或另选一人。",
        remedy_en="Have a role granted first, or choose somebody else.",
    ),
    "policy.seat_taken": Message(
        zh="此人已经有这个席位。",
        en="That person has this seat already.",
        remedy_zh="换一个席位，或另选一人。",
        remedy_en="Choose another seat, or somebody else.",
    ),
    "policy.not_a_member": Message(
        zh="您不是起草小组的成员。",
        en="You do not sit in the working group.",
        remedy_zh="请公司负责人任命。",
        remedy_en="The head of the company appoints its members.",
    ),
    "policy.member_left_already": Message(
        zh="这个席位已经结束。",
        en="That seat is ended already.",
        remedy_zh="刷新“政策起草小组”看现在的成员。",
        remedy_en="Look under Working group who sits there now.",
    ),
    "policy.meeting_not_yet": Message(
        zh="会议 {held} 才开始。",
        en="The meeting begins {held}.",
        remedy_zh="到时再来。",
        remedy_en="Come back then.",
    ),
    "policy.meeting_over": Message(
        zh="会议已经结束。",
        en="The meeting is over.",
        remedy_zh="还要决定的，另召集一次。",
        remedy_en="Call another for what is left to decide.",
    ),
    "policy.meeting_runs": Message(
        zh="纪要还没有写。",
        en="The minutes are not written yet.",
        remedy_zh="先由一位成员写好纪要。",
        remedy_en="One of the members writes them first.",
    ),
    "policy.already_voted": Message(
        zh="您对这份正文已经表决过了。",
        en="You have voted on this text.",
        remedy_zh="正文改了以后可以再表决。",
        remedy_en="You vote again once the text changes.",
    ),
    "policy.minutes_by_same": Message(
        zh="纪要由到会的另一位成员确认，写的人不能确认。",
        en="Another member who was there confirms the minutes, not who wrote them.",
        remedy_zh="请另一位到会的成员确认。",
        remedy_en="Ask another member who was there.",
    ),
    "policy.own_comment": Message(
        zh="自己的意见由别人答复。",
        en="Somebody else answers your comment.",
        remedy_zh="请负责人、法务或小组另一位答复。",
        remedy_en="Ask the protection officer, legal, or another of the group.",
    ),
    "policy.comment_answered_already": Message(
        zh="这条意见已经答复。",
        en="That comment is answered.",
        remedy_zh="还有话说，另提一条。",
        remedy_en="Make another comment where there is more to say.",
    ),
    "policy.words_missing": Message(
        zh="还没有写：{part}。",
        en="Nobody wrote: {part}.",
        remedy_zh="写上再交。",
        remedy_en="Write it and hand it in again.",
    ),
    "policy.personal_data_in_text": Message(
        zh="文字里有 {count} 处像是某个人的号码。",
        en="Numbers that look like a person's stand in the text: {count}.",
        remedy_zh="去掉号码再交；说事情，不说是谁。",
        remedy_en="Take them out: say what it is about, not who.",
    ),
    "policy.not_in_force": Message(
        zh="这一版没有施行。",
        en="This version is not in force.",
        remedy_zh="打开施行中的一版再确认。",
        remedy_en="Open the version in force and accept that.",
    ),
    "policy.accepted_already": Message(
        zh="您已经确认过这一版。",
        en="You have accepted this version.",
        remedy_zh="不用再做什么。",
        remedy_en="There is nothing left to do.",
    ),
    "policy.field_unknown": Message(
        zh="施行中的登记表里没有这些字段：{fields}。",
        en="The register in force does not have these fields: {fields}.",
        remedy_zh="在“字段复核”里选。",
        remedy_en="Choose them under Fields looked at.",
    ),
    "policy.recipients_missing": Message(
        zh="没有写明谁会得到，或者既写“不给别人”又写了别人。",
        en="Nobody is named who gets it, or somebody beside “nobody”.",
        remedy_zh="选“不给别人”，或者选得到它的人。",
        remedy_en="Choose nobody, or those who get it.",
    ),
    "policy.no_proposal": Message(
        zh="没有这个建议的字段。",
        en="There is no such proposed field.",
        remedy_zh="在“隐私政策”里打开“文件里有、登记表没有的字段”。",
        remedy_en="Open the fields that files had from the page of policies.",
    ),
    "policy.proposal_settled": Message(
        zh="这个字段已经有人决定了。",
        en="Somebody has decided on this field.",
        remedy_zh="想法变了的，直接在登记表里加字段或去掉字段。",
        remedy_en="To change that, add the field to the register or take it out.",
    ),
    "policy.register_names_it": Message(
        zh="最新一版的登记表里已经有这个字段（{field}）。",
        en="The newest version has this field ({field}) already.",
        remedy_zh="选“不登记”，写明已经有了。",
        remedy_en="Refuse the proposal and say that it is there.",
    ),
    "policy.no_field_review": Message(
        zh="没有这次字段复核。",
        en="There is no such review of fields.",
        remedy_zh="在“字段复核”里找。",
        remedy_en="Look under Fields looked at.",
    ),
    # Why a demand holds in part: told in tables, so half a sentence.
    "policy.group_missing": Message(
        zh="还没有政策起草小组",
        en="nobody was appointed to the working group that writes the policy",
        remedy_zh="请公司负责人在“政策起草小组”里任命成员。",
        remedy_en="The head appoints its members under Working group.",
    ),
    "policy.group_lacks_a_seat": Message(
        zh="政策起草小组缺席位，新版本发布不了",
        en="a seat of the working group is empty, so no version can be published",
        remedy_zh="请公司负责人在“政策起草小组”里任命。",
        remedy_en="The head appoints somebody under Working group.",
    ),
    "policy.in_force_undecided": Message(
        zh="生效的版本没有经起草小组表决通过",
        en="the version in force was not adopted by the working group",
        remedy_zh="起草一版，由小组表决通过后发布。",
        remedy_en="Draw up a version, have the group adopt it, publish it.",
    ),
    "policy.fields_not_looked_at": Message(
        zh="还有字段没有人复核过是否必需、给谁",
        en="nobody looked yet whether each field is necessary, and who gets it",
        remedy_zh="由保护负责人、起草小组或法务在“字段复核”里逐个复核。",
        remedy_en="The officer, the working group or legal looks at them under Fields looked at.",
    ),
    "policy.fields_unused": Message(
        zh="有字段过了一年没有复核，或者复核认为不必需，现在不收不用",
        en="a field was not looked at for a year, or is not necessary: it is out of use",
        remedy_zh="在“字段复核”里复核；不必需的从登记表里去掉。",
        remedy_en="Look at it under Fields looked at; what is not necessary leaves the register.",
    ),
    "policy.size_outgrown": Message(
        zh="处理的人数超过了生效版本所按的规模",
        en="more people are handled than the size that the version in force is for",
        remedy_zh="按现在的规模起草一版，批准后发布。",
        remedy_en="Draw up a version of the size there is now; approve and publish it.",
    ),
    "policy.officer_part_time": Message(
        zh="按人数，个人信息保护负责人要专职（GB/T 35273-2020 11.1(c)）",
        en="by numbers the protection officer has to be full-time (GB/T 35273-2020 11.1(c))",
        remedy_zh="请公司负责人以专职重新任命负责人席位。",
        remedy_en="The head appoints the officer's seat anew as full-time.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "policies.Seat": {
        "OFFICER": ("个人信息保护负责人", "protection officer"),
        "LEGAL": ("法务", "legal"),
        "SECURITY": ("安全", "security"),
        "BUSINESS": ("业务", "business"),
        "MEMBER": ("其他成员", "another member"),
    },
    "policies.Answer": {
        "YES": ("赞成", "yes"),
        "NO": ("反对", "no"),
        "ABSTAIN": ("弃权", "abstains"),
    },
    "policies.Outcome": {
        "ADOPTED": ("通过", "adopted"),
        "REJECTED": ("未通过", "rejected"),
        "NOT_QUORATE": ("到会不足", "not quorate"),
    },
    "policies.MeetingState": {
        "CALLED": ("已召集", "called"),
        "MINUTED": ("纪要待确认", "minutes to be confirmed"),
        "CONFIRMED": ("纪要已确认", "minutes confirmed"),
    },
    "policies.Recipient": {
        "NOBODY": ("不给别人", "nobody"),
        "VENDOR": ("受托的供应商", "vendors that process for us"),
        "TRANSFEREE": ("受让方", "the transferee"),
        "ADVISER": ("中介机构", "advisers"),
        "AUTHORITY": ("主管机关", "authorities"),
        "BANK": ("银行和支付机构", "banks and payment services"),
    },
    "policies.Treatment": {
        "TAKEN": ("采纳", "taken up"),
        "DECLINED": ("不采纳", "not taken up"),
    },
}
