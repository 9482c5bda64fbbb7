"""Texts of handover: refusals, names of closed words and conditions."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, ConditionText, Message

MESSAGES: Mapping[str, Message] = {
    "cli.no_campaign": Message(
        zh="这次转让还没有告知或征求过任何人，因此不能交付。",
        en="Nobody was told or asked in this deal, so nothing may leave.",
        remedy_zh="先在“告知批次”完成告知；命令行用 `shoumi campaign`。",
        remedy_en="Run the campaign first, on the page Campaigns or by `shoumi campaign`.",
    ),
    "handover.missing": Message(zh="没有这个交接包。", en="There is no such package."),
    "handover.not_in_state": Message(
        zh="交接包当前状态为 {state}，不能这样操作。",
        en="The package is {state}; this cannot be done now.",
    ),
    "handover.wrong_task": Message(
        zh="任务 {task} 不是本次转让的资料交接任务。",
        en="The task {task} is not one of handing over in this deal.",
        remedy_zh="在转让页“开出任务”：目的选资料交接，勾上导出；命令行用 `shoumi task open`。",
        remedy_en="Open one on the deal's page, or by `shoumi task open`: purpose hand-over, act "
        "export.",
    ),
    "handover.wrong_recipient": Message(
        zh="这些资料的告知或同意不是对这个接收方作出的。",
        en="What people were told or agreed to was not for this recipient.",
        remedy_zh="交给数据集登记的接收方；换接收方须重新告知或征得同意。",
        remedy_en="Send it to the recipient of the data set; another one needs a new campaign.",
    ),
    "handover.columns_not_said": Message(
        zh="没有告知过客户会交出这些字段：{fields}。没有交付。",
        en="No notice told people that these leave: {fields}. Nothing was sent.",
        remedy_zh="任务只开告知文本写明的字段；旧文本没有字段的，在新一版政策里把它的用词登记为字段"
        "的表头写法，或另行告知。",
        remedy_en="Open a task for the fields the notice names. An old notice without fields: enter"
        " its words as headings of the fields in a new policy version, or give a new notice.",
    ),
    "handover.nobody": Message(
        zh="没有要交接的人。",
        en="There is nobody to hand over.",
    ),
    "handover.nobody_agreed": Message(
        zh="没有一个人的同意算数，什么也不能交接。",
        en="Nobody's consent stands, so nothing may be handed over.",
        remedy_zh="不交接资料继续转让：省略“资料与客户数据交接”，原因选“没有人同意”；或者终止转让。",
        remedy_en="Go on without the handover of data, for the reason that nobody agreed, or "
        "terminate the deal.",
    ),
    "handover.nobody_may_leave": Message(
        zh="现在一个人的资料也不能交出，没有守住的要求是第 {demands} 条。",
        en="Nobody's data may leave now; the demands that are not kept: {demands}.",
        remedy_zh="先补正，再封包：",
        remedy_en="Mend them, then seal:",
    ),
    "handover.file_differs": Message(
        zh="交接包的文件不在，或已不是封好的那个。",
        en="The package's file is gone, or is not the one that was sealed.",
        remedy_zh="在交接包页作废，查明原因后重新封包；命令行用 `shoumi handover void`。",
        remedy_en="Void it on its page or by `shoumi handover void`, find out why, and seal a new "
        "package.",
    ),
    "handover.someone_left": Message(
        zh="包中有 {count} 人现在不能再交出（撤回、异议或已销毁）。",
        en="{count} people in the package may not leave any more (withdrawn, objected, destroyed).",
        remedy_zh="在交接包页作废，重新封包；命令行用 `shoumi handover void`。",
        remedy_en="Void it on its page or by `shoumi handover void`, and seal a new package.",
    ),
    "handover.someone_left_since": Message(
        zh="包已签收，包中有 {count} 人此后撤回、异议或已销毁，不能再取。",
        en="The package was received; {count} people in it left since, so nobody fetches it again.",
        remedy_zh="接收方用手上的文件，并停用、删除这些人的资料；要补交其他人的，重新封包。",
        remedy_en="The recipient keeps to the file it holds and stops using those people's data;"
        " for the others, seal a new package.",
    ),
    "handover.received_by_sender": Message(
        zh="封包或放行的人不能代接收方签收。",
        en="Whoever sealed or released the package does not give its receipt.",
        remedy_zh="由接收方的人，或带回接收方签收单的平台顾问办理。",
        remedy_en="The recipient's own person does, or the consultant with the recipient's paper.",
    ),
    "handover.released_by_sealer": Message(
        zh="封包的人不能自己放行。",
        en="Whoever sealed the package may not release it.",
        remedy_zh="由个人信息保护负责人、监督机构或主要负责人中的另一人放行。",
        remedy_en="Another person releases it: the DPO, the supervisory body or the head.",
    ),
    "handover.receipt_differs": Message(
        zh="接收方的哈希与交付的不一致。",
        en="The recipient's hash is not that of what was sent.",
        remedy_zh="请接收方重新计算文件的 SHA-256；仍不一致时在交接包页作废后重封；命令行用 "
        "`shoumi handover void`。",
        remedy_en="The recipient hashes the file again; if it still differs, void the package "
        "on its page or by `shoumi handover void`, and seal a new one.",
    ),
    "package.row_unfit": Message(
        zh="第 {row} 行的“{column}”与约定的字段不符，没有封包。",
        en="Row {row}, column “{column}”, does not fit the agreed fields; nothing was sealed.",
        remedy_zh="更正该行或字段定义后重新封包。",
        remedy_en="Correct the row or the fields and seal again.",
    ),
    "package.schema_unfit": Message(
        zh="交付字段为空、重复或名称不合规。",
        en="The fields to hand over are empty, repeated or badly named.",
        remedy_zh="请使用字段登记表中的代码，每个只列一次。",
        remedy_en="Use codes of the field register, each once.",
    ),
    "package.recipient_refused": Message(
        zh="接收方公钥无法使用。",
        en="The recipient's public key cannot be used.",
        remedy_zh="请接收方提供 age 公钥（age1…），或不少于 3072 位的 RSA 证书。",
        remedy_en="Ask for an age key (age1…) or an RSA certificate of at least 3072 bits.",
    ),
    "package.no_recipient": Message(
        zh="没有接收方公钥。",
        en="There is no recipient key.",
        remedy_zh="请先登记并核对接收方公钥的指纹。",
        remedy_en="Register the recipient's key and compare its fingerprint first.",
    ),
    "package.receipt_unfit": Message(
        zh="回执文件名只能用英文字母、数字、点、横线和下划线。",
        en="Names of receipts hold letters, digits, dots, hyphens and underscores only.",
        remedy_zh="请用回执编号作文件名，不要用姓名。",
        remedy_en="Name receipts by their codes, never by a person's name.",
    ),
    "package.too_large": Message(
        zh="CMS 包最大 {megabytes} MB，当前数据超出。",
        en="A CMS package holds at most {megabytes} MB; this is more.",
        remedy_zh="请接收方提供 age 公钥，age 包没有这一限制。",
        remedy_en="Ask for an age key: an age package has no such bound.",
    ),
    "package.already_there": Message(
        zh="同名的包已经存在，没有覆盖。",
        en="A package of this name exists; it was not overwritten.",
        remedy_zh="请换一个编号，或先核对已有的包。",
        remedy_en="Use another reference, or look at the package that is there.",
    ),
    "package.will_not_open": Message(
        zh="这个包打不开，没有输出任何内容。",
        en="The package does not open; nothing was given out.",
        remedy_zh="核对文件哈希与私钥；哈希不符的，请对方重新发送。",
        remedy_en="Compare the hash and the key; if the hash differs, have it sent again.",
    ),
    "package.not_reconciled": Message(
        zh="核对不符：同意 {consented} − 撤回或已销毁 {withdrawn} = {expected}，"
        "拟交付 {sent}。未交付。",
        en="Consented {consented} − withdrawn or destroyed {withdrawn} = {expected}, "
        "to be sent {sent}. Nothing was sent.",
        remedy_zh="查明差额来自哪些人，再重新封包；不得手工增减。",
        remedy_en="Find out who makes the difference and seal again; never adjust by hand.",
    ),
    # Why a condition or a demand does not hold: told in tables, so half a sentence.
    "handover.not_received": Message(zh="接收方尚未签收", en="the recipient has not received it"),
    "handover.nobody_asked": Message(zh="还没有问过任何客户", en="no customer was asked yet"),
    "handover.somebody_agreed": Message(
        zh="有客户同意了，而且没有撤回", en="a customer agreed, and has not withdrawn"
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "handover.State": {
        "SEALED": ("已封包", "sealed"),
        "RELEASED": ("已放行", "released"),
        "RECEIVED": ("已签收", "received"),
        "VOIDED": ("已作废", "void"),
    },
    "handover.Why": {
        "handover.not_open": ("资料交接没有打开", "the handover is not open"),
        "deal.stage_not_open": ("资料交接没有开启", "its milestone is not open"),
        "deal.stage_over": ("资料交接已经结束", "its milestone is over"),
        "deal.stage_turned_down": ("资料交接被驳回了", "its milestone was turned down"),
        "handover.wrong_task": ("任务不对", "the wrong task"),
        "handover.wrong_recipient": ("接收方不对", "the wrong recipient"),
        "handover.columns_not_said": ("字段没有告知过", "columns nobody was told of"),
        "package.not_reconciled": ("人数对不上", "the numbers do not reconcile"),
        "handover.released_by_sealer": ("封包人不能自己放行", "the sealer may not release"),
        "handover.file_differs": ("文件不是封好的那个", "the file is not the sealed one"),
        "handover.someone_left": ("有人不能再交出", "somebody may not leave any more"),
        "handover.someone_left_since": ("签收后有人离开", "somebody left since its receipt"),
        "handover.receipt_differs": ("签收的哈希不一致", "the receipt's hash differs"),
        "handover.received_by_sender": ("交出方不能代为签收", "the sender may not receive"),
    },
}

CONDITIONS: Mapping[str, ConditionText] = {
    "keys.rotated": ConditionText(
        ("密钥在更换期限内", "keys in date"),
        ("更换到期的密钥", "Replace the keys that are due"),
    ),
    "answers.none_stand": ConditionText(
        ("问过客户，没有一个人的同意算数", "customers were asked, and nobody's consent stands"),
        (
            "把同意的人的资料交接，或换一个与事实相符的理由",
            "Hand over who agreed, or give another reason",
        ),
    ),
    "handover.reconciled": ConditionText(
        ("交接包已签收且人数一致", "package received and reconciled"),
        ("封包、由另一人放行、取得接收方签收", "Seal, have another release, obtain the receipt"),
    ),
}
