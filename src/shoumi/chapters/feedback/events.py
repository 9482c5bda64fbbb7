"""What chapter 10 writes in the ledger.

Words that people said are no facts: ``record`` is a digest over the whole record so far, made with
a random number for each text, so nobody can guess a text by it.

feedback.received    about the request; facts: kind, way, lang, due, record, proof (where it was
                     proven at once)
feedback.assigned    about the request; facts: to
feedback.proven      about the request; facts: proof, compared (digest of the two fields, where the
                     house held them against what is stored)
feedback.unmatched   about the request: two values were compared and nobody has both
feedback.noted       about the request; facts: record
feedback.asked       about the request; facts: record, due
feedback.added       about the request; facts: record, due
feedback.enclosed    about the request: somebody of the house put a file in its record; facts: file,
                     record
feedback.extended    about the request; facts: delay, record, due
feedback.replied     about the request; facts: way, record, late
feedback.declined     about the request; facts: ground, way, record, late
feedback.closed      about the request; facts: outcome, late
feedback.sorted      about the request; facts: kind
feedback.mailed      about the request; facts: purpose, delivery
feedback.set_aside   about a mail; facts: why
feedback.judged      about a mail that was set aside; facts: fate
feedback.restricted  about the restriction; facts: request; one row: the customer whose data rest
feedback.released    about the restriction: the data are in use again; facts: ending
feedback.packed      about the request; facts: sha256 (of the sealed archive), until
feedback.fetched     about the request: the person fetched the archive
feedback.chat_opened about the chat
feedback.chat_taken  about the chat: the actor reads and writes in it from now on
feedback.chat_handed about the chat; facts: to
feedback.chat_ended  about the chat; facts: ending, texts (count), request (where it became one)
feedback.ordered     about the request: its customer is to be destroyed; facts: order, told (count)
feedback.withdrawn   about the request: what its customer agreed to is taken back, each with its own
                     entry; facts: consents (count)
feedback.entered     about the request: a field is to be corrected; facts: field (digest)
feedback.corrected   about the request: the second entered it too; facts: field (digest)
feedback.merged      about the merge of two requests; facts: request, into
feedback.unmerged    about the merge: it is undone
feedback.told        about the notice to a recipient; facts: request, recipient, wanted, until,
                     mailed
feedback.linked      about the notice: a link was made by which the recipient answers
feedback.reminded    about the notice; facts: until
feedback.confirmed   about the notice: what the recipient says; facts: answer, request
feedback.let_go      about the notice: it is waited for no longer; facts: request
feedback.opened      about the request; facts: texts (count)
feedback.forgotten   about the request, its term is over; facts: texts (count)
feedback.listed      about the channel; facts: way
feedback.unlisted    about the channel; facts: way
feedback.tried       about the channel; facts: way, back
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    RECEIVED = "feedback.received"
    ASSIGNED = "feedback.assigned"
    PROVEN = "feedback.proven"
    UNMATCHED = "feedback.unmatched"
    NOTED = "feedback.noted"
    ASKED = "feedback.asked"
    ADDED = "feedback.added"
    ENCLOSED = "feedback.enclosed"
    EXTENDED = "feedback.extended"
    REPLIED = "feedback.replied"
    DECLINED = "feedback.declined"
    CLOSED = "feedback.closed"
    SORTED = "feedback.sorted"
    MAILED = "feedback.mailed"
    SET_ASIDE = "feedback.set_aside"
    JUDGED = "feedback.judged"
    RESTRICTED = "feedback.restricted"
    RELEASED = "feedback.released"
    PACKED = "feedback.packed"
    FETCHED = "feedback.fetched"
    CHAT_OPENED = "feedback.chat_opened"
    CHAT_TAKEN = "feedback.chat_taken"
    CHAT_HANDED = "feedback.chat_handed"
    CHAT_ENDED = "feedback.chat_ended"
    ORDERED = "feedback.ordered"
    WITHDRAWN = "feedback.withdrawn"
    ENTERED = "feedback.entered"
    CORRECTED = "feedback.corrected"
    MERGED = "feedback.merged"
    UNMERGED = "feedback.unmerged"
    TOLD = "feedback.told"
    LINKED = "feedback.linked"
    REMINDED = "feedback.reminded"
    CONFIRMED = "feedback.confirmed"
    LET_GO = "feedback.let_go"
    OPENED = "feedback.opened"
    FORGOTTEN = "feedback.forgotten"
    LISTED = "feedback.listed"
    UNLISTED = "feedback.unlisted"
    TRIED = "feedback.tried"


# Those after which the row of a request is another.
OF_REQUEST = (
    Tag.RECEIVED,
    Tag.ASSIGNED,
    Tag.PROVEN,
    Tag.NOTED,
    Tag.ASKED,
    Tag.ADDED,
    Tag.ENCLOSED,
    Tag.EXTENDED,
    Tag.REPLIED,
    Tag.DECLINED,
    Tag.CLOSED,
    Tag.SORTED,
)
OF_RESTRICTION = (Tag.RESTRICTED, Tag.RELEASED)
OF_CHAT = (Tag.CHAT_OPENED, Tag.CHAT_TAKEN, Tag.CHAT_HANDED, Tag.CHAT_ENDED)
OF_MERGE = (Tag.MERGED, Tag.UNMERGED)
OF_NOTICE = (Tag.TOLD, Tag.CONFIRMED, Tag.LET_GO)
OF_CHANNEL = (Tag.LISTED, Tag.UNLISTED, Tag.TRIED)

_LATE = (("，按期", ", in time"), ("，逾期", ", late"))

SENTENCES: Mapping[Tag, Sentence] = {
    Tag.RECEIVED: Sentence(
        (
            "登记了一件请求（{kind}，{way}），限 {due} 前答复",
            "took in a request ({kind}, {way}), to be answered by {due}",
        ),
        {"kind": "feedback.Kind", "way": "feedback.Way"},
    ),
    Tag.ASSIGNED: Sentence(("把请求交给了 {to}", "assigned a request to {to}")),
    Tag.PROVEN: Sentence(
        ("核实了请求人的身份（{proof}）", "recorded who asks ({proof})"),
        {"proof": "feedback.Proof"},
    ),
    Tag.UNMATCHED: Sentence(
        ("核对了两项信息，没有对上", "compared two values, and nobody has both")
    ),
    Tag.NOTED: Sentence(("给请求加了内部备注", "added an internal note to a request")),
    Tag.ASKED: Sentence(
        (
            "请请求人补充，期限暂停，最迟 {due}",
            "asked the person for more; the clock rests, {due} at the latest",
        )
    ),
    Tag.ADDED: Sentence(
        ("记下了请求人的补充，限 {due} 前答复", "took in what the person added; due {due}")
    ),
    Tag.ENCLOSED: Sentence(
        ("放进了请求的记录：{file}", "put a file in the record of a request: {file}"),
        {"file": "feedback.Enclosure"},
    ),
    Tag.EXTENDED: Sentence(
        (
            "把答复期限延长到 {due}（{delay}），已告知请求人",
            "extended the time to {due} ({delay}) and told the person",
        ),
        {"delay": "feedback.Delay"},
    ),
    Tag.REPLIED: Sentence(
        ("答复了请求（{way}）{late}", "answered a request ({way}){late}"),
        {"way": "feedback.Way", "late": _LATE},
    ),
    Tag.DECLINED: Sentence(
        (
            "拒绝了请求（{ground}），写明了理由和申诉途径（{way}）{late}",
            "refused a request ({ground}) with reason and way of appeal ({way}){late}",
        ),
        {"ground": "feedback.Ground", "way": "feedback.Way", "late": _LATE},
    ),
    Tag.CLOSED: Sentence(
        ("办结了请求（{outcome}）{late}", "closed a request ({outcome}){late}"),
        {"outcome": "feedback.Outcome", "late": _LATE},
    ),
    Tag.SORTED: Sentence(
        ("说明了请求要的是什么（{kind}）", "said what a request is for ({kind})"),
        {"kind": "feedback.Kind"},
    ),
    Tag.MAILED: Sentence(
        ("寄了邮件（{purpose}）：{delivery}", "a mail ({purpose}): {delivery}"),
        {"purpose": "feedback.Purpose", "delivery": "feedback.Delivery"},
    ),
    Tag.SET_ASIDE: Sentence(
        ("来信放在一边（{why}）", "set a mail aside ({why})"), {"why": "feedback.Aside"}
    ),
    Tag.JUDGED: Sentence(
        ("看了放在一边的来信：{fate}", "looked at a mail that was set aside: {fate}"),
        {"fate": "feedback.Fate"},
    ),
    Tag.RESTRICTED: Sentence(
        ("限制了一位客户的信息，办理期间不使用", "let the data of a customer rest as was asked")
    ),
    Tag.RELEASED: Sentence(
        ("解除了对客户信息的限制（{ending}）", "lifted the restriction of a customer ({ending})"),
        {"ending": "feedback.Ending"},
    ),
    Tag.PACKED: Sentence(
        (
            "为请求人制作了其个人信息的副本，可取到 {until}",
            "packed what is held of the person who asks, to be fetched by {until}",
        )
    ),
    Tag.FETCHED: Sentence(("请求人取走了副本", "the person fetched the copy")),
    Tag.CHAT_OPENED: Sentence(("有人打开了在线客服", "somebody opened a chat")),
    Tag.CHAT_TAKEN: Sentence(("接入了在线客服", "took a chat")),
    Tag.CHAT_HANDED: Sentence(("把在线客服转给了 {to}", "handed a chat over to {to}")),
    Tag.CHAT_ENDED: Sentence(
        ("结束了在线客服（{ending}，{texts} 段文字）", "ended a chat ({ending}, {texts} texts)"),
        {"ending": "feedback.ChatEnding"},
    ),
    Tag.ORDERED: Sentence(
        (
            "按请求列入销毁，告知了 {told} 家接收方",
            "ordered the destruction that was asked for and told recipients: {told}",
        )
    ),
    Tag.WITHDRAWN: Sentence(
        (
            "按请求撤回了 {consents} 项同意",
            "took back {consents:consent|consents} as was asked",
        )
    ),
    Tag.ENTERED: Sentence(("填了要更正的值，等另一人", "entered a correction; another does too")),
    Tag.CORRECTED: Sentence(
        ("两人所填一致，更正了一个字段", "both entered the same: a field is corrected")
    ),
    Tag.MERGED: Sentence(
        ("合并了同一人的两件请求，按早的期限", "merged two requests of one person, earlier clock")
    ),
    Tag.UNMERGED: Sentence(("撤销了请求的合并", "undid the merge of two requests")),
    Tag.TOLD: Sentence(
        ("告知接收方{wanted}，限 {until} 前确认", "told a recipient ({wanted}), due {until}"),
        {"wanted": "feedback.Wanted"},
    ),
    Tag.LINKED: Sentence(("给接收方做了答复的链接", "made a link for a recipient's answer")),
    Tag.REMINDED: Sentence(("催接收方确认（{until} 到期）", "reminded a recipient, due {until}")),
    Tag.CONFIRMED: Sentence(
        ("接收方答复：{answer}", "a recipient answered: {answer}"),
        {"answer": "feedback.Answer"},
    ),
    Tag.LET_GO: Sentence(
        (
            "不再等接收方的确认，原因写在记录里",
            "waits for a recipient no longer; the record says why",
        )
    ),
    Tag.OPENED: Sentence(
        ("打开了请求的记录（{texts} 段）", "opened the record of a request ({texts} texts)")
    ),
    Tag.FORGOTTEN: Sentence(
        ("销毁了请求的文字（{texts} 段）", "destroyed the texts of a request ({texts})")
    ),
    Tag.LISTED: Sentence(
        ("公布了联系渠道（{way}）", "listed a channel ({way})"), {"way": "feedback.Way"}
    ),
    Tag.UNLISTED: Sentence(
        ("停用了联系渠道（{way}）", "took a channel off the list ({way})"),
        {"way": "feedback.Way"},
    ),
    Tag.TRIED: Sentence(
        ("试了联系渠道（{way}）：{back}", "tried a channel ({way}): {back}"),
        {"way": "feedback.Way", "back": "feedback.Back"},
    ),
}
