"""Texts of approvals: refusals, names of closed words and parameters of changes."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message, Parameter

_ASK_ANEW_ZH = "重新申请，由另一人批准后再办理。"
_ASK_ANEW_EN = "Ask anew, and carry it out once another person has approved."

MESSAGES: Mapping[str, Message] = {
    "approvals.not_asked": Message(
        zh="这件事要两个人：还没有人申请过。",
        en="This takes two persons, and nobody has asked for it yet.",
        remedy_zh="先申请，由另一人在 24 小时内批准，再由申请人办理。",
        remedy_en="Ask for it; another person approves within 24 hours; then whoever asked does "
        "it.",
    ),
    "approvals.pending": Message(
        zh="已申请，还没有人批准。",
        en="It was asked for, and nobody has approved it yet.",
        remedy_zh="请有权批准的人在“待批”页查看并答复。",
        remedy_en="Ask somebody who may approve to answer on the page Approvals.",
    ),
    "approvals.differs": Message(
        zh="与批准的内容不一致：参数变了，或现状已和批准时不同。",
        en="It is not what was approved: the parameters, or what they replace, have changed.",
        remedy_zh="按批准的内容办理，或就新的内容重新申请。",
        remedy_en="Do exactly what was approved, or ask for the new change.",
    ),
    "approvals.over": Message(
        zh="申请已超过 24 小时，不再有效。",
        en="The request is older than 24 hours and counts no more.",
        remedy_zh=_ASK_ANEW_ZH,
        remedy_en=_ASK_ANEW_EN,
    ),
    "approvals.too_late": Message(
        zh="批准已超过 24 小时，不再有效。",
        en="The approvals are older than 24 hours and count no more.",
        remedy_zh="从头再办：重新提出，重新批准，当天办理。",
        remedy_en="Begin anew: propose it, have it approved, and carry it out within a day.",
    ),
    "approvals.spent": Message(
        zh="这次批准已经用过，一次批准只用一次。",
        en="That approval was used; one approval is good once.",
        remedy_zh=_ASK_ANEW_ZH,
        remedy_en=_ASK_ANEW_EN,
    ),
    "approvals.turned_down": Message(
        zh="申请没有获准。",
        en="The request was turned down.",
        remedy_zh="问清原因，改好后重新申请。",
        remedy_en="Find out why, and ask anew for something else.",
    ),
    "approvals.withdrawn": Message(
        zh="申请已撤回。",
        en="The request was withdrawn.",
        remedy_zh=_ASK_ANEW_ZH,
        remedy_en=_ASK_ANEW_EN,
    ),
    "approvals.requester_may_not": Message(
        zh="申请人已不担任可办理此事的岗位。",
        en="Whoever asked holds no role any more in which this may be done.",
        remedy_zh="由担任相应岗位的人重新申请。",
        remedy_en="Somebody who holds the role asks anew.",
    ),
    "approvals.approver_may_not": Message(
        zh="批准人已不担任可批准此事的岗位。",
        en="Whoever approved holds no role any more in which this may be approved.",
        remedy_zh="重新申请，由现任的人批准。",
        remedy_en="Ask anew; somebody who holds the role now approves.",
    ),
    "approvals.two_people_needed": Message(
        zh="自己的申请不能自己答复。",
        en="Nobody answers a request of one's own.",
        remedy_zh="请另一位有权批准的人答复。",
        remedy_en="Ask another person who may approve.",
    ),
    "approvals.missing": Message(
        zh="没有这份申请。",
        en="There is no such request.",
        remedy_zh="在“待批”页查看编号。",
        remedy_en="Look it up on the page Approvals.",
    ),
    "approvals.answered": Message(
        zh="申请已有结果，不能再答复或撤回。",
        en="The request has come to its end and takes no other answer.",
        remedy_zh="如仍需要，重新申请。",
        remedy_en="Ask anew if it is still wanted.",
    ),
    "approvals.answered_too_late": Message(
        zh="申请已超过 24 小时，不能再答复。",
        en="The request is older than 24 hours and cannot be answered.",
        remedy_zh="请申请人重新申请。",
        remedy_en="Whoever asked asks anew.",
    ),
    "approvals.asked_already": Message(
        zh="同一件事你已申请过，那份申请仍然有效。",
        en="You have asked for the same change, and that request is good still.",
        remedy_zh="等待答复，或先撤回。",
        remedy_en="Wait for the answer, or withdraw it first.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "approvals.Action": {
        "export": ("批量导出", "export in bulk"),
        "handover": ("封存与放行交接包", "sealing and release of a package"),
        "destruction": ("销毁", "destruction"),
        "rotation": ("更换密钥、复核算法", "rotation of keys, review of algorithms"),
        "policy": ("政策与保存期限变更", "change of policy or retention"),
        "access": ("授予岗位与重新开通登录", "granting a role, letting in again"),
        "egress": ("外联名单变更", "change of where calls may go"),
        "restore": ("恢复后重新启用", "going live after a restore"),
        "audit": ("审计去向变更", "change of where the ledger is carried"),
        "grace": ("要求失效期间的宽限", "a grace for demands that have lapsed"),
        "reading": ("逐个查看更多客户", "looking at more customers one by one"),
        "minor": ("看一次未成年人的记录", "one look at a minor's record"),
        "copy_key": ("登记备份公钥", "naming a key that opens copies"),
        "calendar": ("录入节假日安排", "entering the holidays of a year"),
    },
    "approvals.State": {
        "open": ("等待批准", "waiting"),
        "approved": ("已批准", "approved"),
        "turned_down": ("未获准", "turned down"),
        "withdrawn": ("已撤回", "withdrawn"),
        "used": ("已办理", "carried out"),
    },
    "approvals.Why": {
        "approvals.not_asked": ("没有申请过", "nobody had asked"),
        "approvals.pending": ("还没有批准", "nobody had approved"),
        "approvals.differs": ("与批准的内容不一致", "not what was approved"),
        "approvals.over": ("超过 24 小时", "older than 24 hours"),
        "approvals.too_late": ("批准超过 24 小时", "the approvals are older than 24 hours"),
        "approvals.spent": ("批准已用过", "the approval was used"),
        "approvals.turned_down": ("没有获准", "it was turned down"),
        "approvals.withdrawn": ("申请已撤回", "it was withdrawn"),
        "approvals.two_people_needed": ("自己批自己", "one person for both"),
        "approvals.requester_may_not": ("申请人已离岗", "who asked holds the role no more"),
        "approvals.approver_may_not": ("批准人已离岗", "who approved holds the role no more"),
        "accounts.not_permitted": ("没有相应岗位", "holds no role for it"),
    },
}

# What an approver reads of a change beside its values.
PARAMETERS: Mapping[str, Parameter] = {
    "fields": Parameter(("字段", "fields")),
    "reads": Parameter(("再看几位客户", "customers more")),
    "subject": Parameter(("客户", "customer")),
    "purpose": Parameter(("目的", "purpose"), "terms.Purpose"),
    "task": Parameter(("任务", "task")),
    "hosts": Parameter(("可外联的主机", "hosts that may be called")),
    "register": Parameter(("字段登记表摘要", "digest of the field register")),
}
