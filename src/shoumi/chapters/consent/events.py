"""What chapter 6 writes in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    NOTICE_WRITTEN = "notice.written"  # facts: instrument, text, document (where one was brought)
    NOTICE_RETURNED = "notice.returned"  # not approved, or taken back; facts: instrument, text
    NOTICE_APPROVED = "notice.approved"  # facts: instrument, text, document
    PREPARED = "campaign.prepared"  # facts: instrument, purpose, recipient, notice, text
    OPENED = "campaign.opened"  # bulk; facts: until; rows: pseudonym, lane
    DELIVERED = "campaign.delivered"  # bulk; facts: reached, unreached; rows: pseudonym, delivery
    REMINDED = "campaign.reminded"  # facts: count
    CLOSED = "campaign.closed"  # facts: given, refused, silent, unreached
    ANSWERED = "consent.answered"  # bulk; facts: given, refused; rows: pseudonym, answer, lane
    WITHDRAWN = "consent.withdrawn"  # about: pseudonym; facts: purpose
    PASSED_ON = "consent.passed_on"  # about: pseudonym; facts: told, package, until (day),
    # row, proof (position), mail (where told)
    OBJECTED = "consent.objected"  # bulk; facts: by outcome; rows: pseudonym, outcome
    REVISED = "campaign.revised"  # facts: notice, since (day)
    SUPERSEDED = "consent.superseded"  # bulk; about: campaign; facts: count, change, and each part
    # of the terms that changed; rows: pseudonym, state
    CHANGE_TOLD = "consent.change_told"  # about: campaign; facts: change, count
    ANNOUNCED = "campaign.announced"  # facts: count, document
    RECEIPTED = (
        "consent.receipted"  # bulk; facts: count, of; rows: pseudonym, state, places, digest
    )


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.NOTICE_WRITTEN: Sentence(
        (
            "写了告知书，等另一人批准：{instrument}",
            "wrote a notice for another to approve: {instrument}",
        ),
        {"instrument": "terms.Instrument"},
    ),
    Tag.NOTICE_RETURNED: Sentence(
        ("退回了告知书：{instrument}", "returned a notice: {instrument}"),
        {"instrument": "terms.Instrument"},
    ),
    Tag.NOTICE_APPROVED: Sentence(
        ("批准了告知书：{instrument}", "approved a notice: {instrument}"),
        {"instrument": "terms.Instrument"},
    ),
    Tag.PREPARED: Sentence(
        ("备好了征询：{purpose}，依据{instrument}", "prepared a campaign: {purpose}, {instrument}"),
        {"purpose": "consent.Purpose", "instrument": "terms.Instrument"},
    ),
    Tag.OPENED: Sentence(
        ("开始征询 {rows} 人，到 {until} 为止", "began to ask {rows:person|people} until {until}")
    ),
    Tag.DELIVERED: Sentence(
        (
            "记下送达结果：送达 {reached} 人，未送达 {unreached} 人",
            "recorded the delivery: {reached} reached, {unreached} not reached",
        )
    ),
    Tag.REMINDED: Sentence(
        ("提醒了 {count} 人，每人仅此一次", "reminded {count:person|people}, once and no more")
    ),
    Tag.ANNOUNCED: Sentence(
        (
            "为未送达的 {count} 人发布公告",
            "made an announcement for {count:person|people} not reached",
        )
    ),
    Tag.CLOSED: Sentence(
        (
            "截止征询：同意 {given}，不同意 {refused}，未答 {silent}，未送达 {unreached}",
            (
                "closed the campaign: {given} yes, {refused} no, {silent} silent, "
                "{unreached} not reached"
            ),
        )
    ),
    Tag.ANSWERED: Sentence(
        ("记下答复：同意 {given}，不同意 {refused}", "recorded answers: {given} yes, {refused} no")
    ),
    Tag.WITHDRAWN: Sentence(
        ("为一人登记撤回同意：{purpose}", "recorded that a person withdrew consent: {purpose}"),
        {"purpose": "consent.Purpose"},
    ),
    Tag.PASSED_ON: Sentence(
        (
            "把一人的撤回转告了接收方，{until} 前删除",
            "passed a withdrawal on to the recipient, to be deleted by {until}",
        ),
        asks="told",
        otherwise=(
            "一人撤回，接收方还没有人收得到邮件，{until} 前要删除；等在收件箱里",
            (
                "a person withdrew; nobody of the recipient can be mailed yet, to be deleted by "
                "{until}; it waits in inboxes"
            ),
        ),
    ),
    Tag.OBJECTED: Sentence(
        ("登记了 {rows} 人的反对", "recorded the objections of {rows:person|people}")
    ),
    Tag.REVISED: Sentence(
        ("定了新的告知文本，{since} 起代替原来的", "put a new notice in place of it from {since}")
    ),
    Tag.SUPERSEDED: Sentence(
        (
            "条件变了，{count} 人原来的同意失效",
            "the terms changed: the consents of {count:person|people} are superseded",
        )
    ),
    Tag.CHANGE_TOLD: Sentence(
        (
            "在告知页上向 {count} 人说明了变更",
            "told {count:person|people} of a change on their page",
        )
    ),
    Tag.RECEIPTED: Sentence(
        (
            "开出 {count} 份同意回执，共 {of} 份",
            "issued {count} of {of:consent receipt|consent receipts}",
        )
    ),
}
