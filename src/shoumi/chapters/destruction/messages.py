"""Texts of chapter 8: refusals, names of closed words and conditions."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, ConditionText, Message

MESSAGES: Mapping[str, Message] = {
    # What the live check leaves out of the handbook's rule: told in tables, so half a sentence.
    "destruction.missing_8_1": Message(
        zh=(
            "还缺：反对转移的和未签委托满 180 天的，只由每日排单发现；"
            "撤回同意的、停止服务的，期满前由人提出才销毁；"
            "反对后 15 个工作日没有计时，正常办结时数据室副本的 10 个工作日没有逐个接收方计时；"
            "供应商一侧没有核对"
        ),
        en=(
            "who objected, and intakes without a mandate for 180 days, are found by the daily "
            "schedule alone; who withdrew, or whom service stopped for, goes before the end of the "
            "period only where somebody proposes it; no clock runs for the 15 working days after "
            "an objection, nor for each recipient the 10 for copies from rooms of a deal that "
            "closes; what vendors hold is not covered"
        ),
    ),
    "destruction.missing_8_2": Message(
        zh="还缺：存储介质和供应商一侧的销毁没有核对",
        en="media and what vendors hold are not covered",
    ),
    "destruction.missing_8_3": Message(
        zh=(
            "还缺：谁应交证明由人登记，不按进过数据室的人核对；"
            "接收方自备的证明只核对签名，内容按填报的记；销毁记录保存三年没有核对"
        ),
        en=(
            "who owes a certificate is noted by people and not held against who was in the rooms; "
            "of a paper the recipient made itself the signature is checked, what it says is typed; "
            "that records are kept 3 years is not checked"
        ),
    ),
    "destruction.nobody_named": Message(
        zh="销毁单里没有任何人。", en="The order names nobody to destroy."
    ),
    "destruction.not_held": Message(
        zh="有 {count} 人不属于这次转让、已销毁或重复列出。",
        en="{count} of them are not held under this deal, destroyed already or listed twice.",
        remedy_zh="先把他们移出名单。",
        remedy_en="Leave them out of the list.",
    ),
    "destruction.no_such_hold": Message(
        zh="没有这项法定保全，或已解除。", en="There is no such legal hold, or it is lifted."
    ),
    "destruction.not_of_the_deal": Message(
        zh="你不参与这次转让，不能提交接收方的销毁证明。",
        en="You take no part in this deal and cannot hand in a recipient's certificate.",
        remedy_zh="由接收方或经办人提交。",
        remedy_en="The recipient or who handles the deal hands it in.",
    ),
    "destruction.not_a_certificate": Message(
        zh="这不是 X.509 证书。",
        en="This is no X.509 certificate.",
        remedy_zh="请提供接收方签名证书的 PEM 文本。",
        remedy_en="Give the recipient's signing certificate, as PEM.",
    ),
    "destruction.not_signed_by_recipient": Message(
        zh="这份证明没有接收方的有效签名，不予收存。",
        en="This certificate bears no valid signature of the recipient and is not kept.",
        remedy_zh="由接收方登录后签署，或交来由其登记证书签名的 PDF。",
        remedy_en="The recipient signs in and signs it here, or sends a PDF signed with the "
        "certificate that was noted.",
    ),
    "destruction.not_the_recipient": Message(
        zh="只有该接收方登记的经办人能签这份证明。",
        en="Only the person named for that recipient signs it.",
        remedy_zh="请接收方本人登录签署。",
        remedy_en="That person signs in and signs.",
    ),
    "destruction.nothing_said": Message(
        zh="证明须写明销毁了什么、多少项、多少份。",
        en="The certificate says what was destroyed, how many things, in how many copies.",
    ),
    "destruction.not_yet_destroyed": Message(
        zh="销毁日期 {on} 还没有到。", en="The day of destruction, {on}, is still to come."
    ),
    "destruction.on_hold": Message(
        zh="有 {count} 人处于法定保全，不能销毁。",
        en="A legal hold lies on {count} of them; they cannot be destroyed.",
        remedy_zh="法务解除保全后再试，或先把他们移出销毁单。",
        remedy_en="Legal lifts the hold, or leave them out of the order.",
    ),
    "destruction.not_in_state": Message(
        zh="销毁单 {order} 当前状态为 {state}，不能这样操作。",
        en="Order {order} is {state}; this cannot be done now.",
    ),
    "destruction.not_a_witness": Message(
        zh="提出销毁的人不能作见证，一个人也不能见证两次。",
        en="Whoever proposed it cannot stand witness, and nobody twice.",
        remedy_zh="请另一位有见证资格的同事确认。",
        remedy_en="Another person with a witness's role confirms.",
    ),
    "destruction.not_witnessed": Message(
        zh="销毁单 {order} 需要两人见证，现有 {count} 人。",
        en="Order {order} needs two confirmations and has {count}.",
    ),
    "destruction.still_readable": Message(
        zh="销毁单 {order} 仍有 {count} 处残留，没有出具证明。",
        en="Order {order} left something behind (pieces: {count}); no certificate is issued.",
        remedy_zh="运行 `shoumi doctor` 查看原因，再运行 `shoumi destroy resume`。",
        remedy_en="See `shoumi doctor`, then run `shoumi destroy resume`.",
    ),
    "destruction.missing": Message(zh="没有这份销毁单。", en="There is no such order."),
    "destruction.backups_not_expired": Message(
        zh="密钥备份要到 {until} 才全部过期，最终证明不能提前出具。",
        en="Backups of the keyring live until {until}; the final certificate cannot come earlier.",
    ),
    "destruction.not_in_stage": Message(
        zh="销毁单 {order} 还不能出具第 {stage} 阶段证明，或已经出具。",
        en="Order {order} is not ready for a certificate of stage {stage}, or has it.",
    ),
    "destruction.no_such_recipient": Message(
        zh="此人不是需要出具销毁证明的接收方。",
        en="This is not a recipient that owes a certificate.",
    ),
    # Why a condition or a demand does not hold: told in tables, so half a sentence.
    "destruction.none_yet": Message(zh="还没有销毁", en="nothing was destroyed yet"),
    "destruction.no_certificate": Message(
        zh="有销毁没有证明",
        en="a destruction has no certificate",
        remedy_zh="由个人信息保护负责人为做完的销毁出具证明。",
        remedy_en="The protection officer certifies what was destroyed.",
    ),
    "destruction.unfinished": Message(
        zh="有销毁没有做完",
        en="a destruction is unfinished",
        remedy_zh="打开这份销毁单，把它执行完。",
        remedy_en="Open the order and carry it out to its end.",
    ),
    "destruction.retention_over": Message(
        zh="有人的保存期限已过",
        en="somebody is kept past retention",
        remedy_zh="排进销毁单，两人见证后执行；依法须保留的，设保全。",
        remedy_en="Put them in an order that two witness, or hold them where the law says so.",
    ),
    "destruction.schedule_waits": Message(
        zh="每日排出的销毁单超过七天没有见证",
        en="an order of the daily schedule has waited for witnesses for a week",
        remedy_zh="两名见证人在销毁页见证并执行。",
        remedy_en="Two witnesses confirm it on the page of destruction, and carry it out.",
    ),
    "destruction.no_room_opened": Message(
        zh="没有开过数据室，没有要交回的资料",
        en="no room was opened, so nothing came from one that has to come back",
    ),
    "destruction.recipients_unknown": Message(
        zh="没有登记应交证明的接收方", en="no recipient is noted that owes a certificate"
    ),
    "destruction.recipient_overdue": Message(
        zh="有接收方的销毁证明已逾期",
        en="a recipient is late with its certificate",
        remedy_zh="向接收方催交它签署的证明，收到后登记。",
        remedy_en="Ask the recipient for the certificate it signed and file it.",
    ),
    "destruction.recipient_outstanding": Message(
        zh="有接收方尚未交证明", en="a recipient still owes its certificate"
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "destruction.Scope": {
        "destruction:hold": ("法定保全及其解除", "place and lift legal holds"),
        "destruction:certify": ("签发销毁证明", "issue certificates of destruction"),
    },
    "destruction.DeadlineKey": {
        "recipient_copies": (
            "这个接收方交回或销毁并交证明",
            "this recipient returns or destroys, and certifies it",
        ),
    },
    "destruction.Basis": {
        "EXPIRED": ("保存期满", "past retention"),
        "WITHDRAWN": ("同意已撤回", "consent withdrawn"),
        "OBJECTED": ("本人反对", "the person objected"),
        "REQUESTED": ("本人请求删除", "the person asked for it"),
        "DEAL_CLOSED": ("转让已完成", "the deal is closed"),
        "DEAL_TERMINATED": ("转让已终止", "the deal is terminated"),
        "NO_MANDATE": ("受理后 180 天未签委托", "no mandate followed for 180 days"),
    },
    "destruction.State": {
        "PROPOSED": ("已提出", "proposed"),
        "CONFIRMED": ("已确认", "confirmed"),
        "BEGUN": ("销毁中", "begun"),
        "VERIFIED": ("已核实", "verified"),
        "CERTIFIED": ("已出证明", "certified"),
        "FINAL": ("已完结", "final"),
    },
    "destruction.Method": {
        "RETURNED": ("已返还", "returned"),
        "OVERWRITTEN": ("覆写删除", "overwritten"),
        "CRYPTO_ERASED": ("加密擦除", "crypto-erased"),
        "SHREDDED": ("物理粉碎", "shredded"),
    },
    "destruction.Cause": {
        "DISPUTE": ("存在争议", "a dispute"),
        "STATUTE": ("法律要求保存", "a statute keeps it"),
        "AUTHORITY": ("主管部门要求", "an authority asked for it"),
    },
}

CONDITIONS: Mapping[str, ConditionText] = {
    "destruction.recipients": ConditionText(
        ("接收方已证明返还或销毁", "recipients proved return or destruction"),
        ("向每个接收方取得销毁证明", "Obtain a certificate from each recipient"),
    ),
}
