"""Words of acts that take two persons."""

from shoumi.doors.words.kinds import Words

_ASK_ANEW_ZH = "重新申请，由另一人批准后再办理。"
_ASK_ANEW_EN = "Ask anew, and carry it out once another person has approved."

WORDS = {
    "approvals.not_asked": Words(
        zh="这件事要两个人：还没有人申请过。",
        en="This takes two persons, and nobody has asked for it yet.",
        mend_zh="先申请，由另一人在 24 小时内批准，再由申请人办理。",
        mend_en="Ask for it; another person approves within 24 hours; then whoever asked does it.",
    ),
    "approvals.pending": Words(
        zh="已申请，还没有人批准。",
        en="It was asked for, and nobody has approved it yet.",
        mend_zh="请有权批准的人在“待批”页查看并答复。",
        mend_en="Ask somebody who may approve to answer on the page Approvals.",
    ),
    "approvals.differs": Words(
        zh="与批准的内容不一致：参数变了，或现状已和批准时不同。",
        en="It is not what was approved: the parameters, or what they replace, have changed.",
        mend_zh="按批准的内容办理，或就新的内容重新申请。",
        mend_en="Do exactly what was approved, or ask for the new change.",
    ),
    "approvals.over": Words(
        zh="申请已超过 24 小时，不再有效。",
        en="The request is older than 24 hours and counts no more.",
        mend_zh=_ASK_ANEW_ZH,
        mend_en=_ASK_ANEW_EN,
    ),
    "approvals.too_late": Words(
        zh="批准已超过 24 小时，不再有效。",
        en="The approvals are older than 24 hours and count no more.",
        mend_zh="从头再办：重新提出，重新批准，当天办理。",
        mend_en="Begin anew: propose it, have it approved, and carry it out within a day.",
    ),
    "approvals.spent": Words(
        zh="这次批准已经用过，一次批准只用一次。",
        en="That approval was used; one approval is good once.",
        mend_zh=_ASK_ANEW_ZH,
        mend_en=_ASK_ANEW_EN,
    ),
    "approvals.turned_down": Words(
        zh="申请没有获准。",
        en="The request was turned down.",
        mend_zh="问清原因，改好后重新申请。",
        mend_en="Find out why, and ask anew for something else.",
    ),
    "approvals.withdrawn": Words(
        zh="申请已撤回。",
        en="The request was withdrawn.",
        mend_zh=_ASK_ANEW_ZH,
        mend_en=_ASK_ANEW_EN,
    ),
    "approvals.requester_may_not": Words(
        zh="申请人已不担任可办理此事的岗位。",
        en="Whoever asked holds no role any more in which this may be done.",
        mend_zh="由担任相应岗位的人重新申请。",
        mend_en="Somebody who holds the role asks anew.",
    ),
    "approvals.approver_may_not": Words(
        zh="批准人已不担任可批准此事的岗位。",
        en="Whoever approved holds no role any more in which this may be approved.",
        mend_zh="重新申请，由现任的人批准。",
        mend_en="Ask anew; somebody who holds the role now approves.",
    ),
    "approvals.two_people_needed": Words(
        zh="自己的申请不能自己答复。",
        en="Nobody answers a request of one's own.",
        mend_zh="请另一位有权批准的人答复。",
        mend_en="Ask another person who may approve.",
    ),
    "approvals.missing": Words(
        zh="没有这份申请。",
        en="There is no such request.",
        mend_zh="在“待批”页查看编号。",
        mend_en="Look it up on the page Approvals.",
    ),
    "approvals.answered": Words(
        zh="申请已有结果，不能再答复或撤回。",
        en="The request has come to its end and takes no other answer.",
        mend_zh="如仍需要，重新申请。",
        mend_en="Ask anew if it is still wanted.",
    ),
    "approvals.answered_too_late": Words(
        zh="申请已超过 24 小时，不能再答复。",
        en="The request is older than 24 hours and cannot be answered.",
        mend_zh="请申请人重新申请。",
        mend_en="Whoever asked asks anew.",
    ),
    "approvals.asked_already": Words(
        zh="同一件事你已申请过，那份申请仍然有效。",
        en="You have asked for the same change, and that request is good still.",
        mend_zh="等待答复，或先撤回。",
        mend_en="Wait for the answer, or withdraw it first.",
    ),
}
