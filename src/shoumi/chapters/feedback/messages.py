"""Texts of chapter 10: refusals, reasons of demands, names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.chapters.feedback import enclosure_messages, fulfilment_messages, mail_messages
from shoumi.core.messages import Both, Message

_ANOTHER_DAY = Message(
    zh="这件请求已经过了答复期限，不能再暂停或延长。",
    en="Its last day has passed: it can neither rest nor be extended.",
    remedy_zh="马上答复；逾期会留在记录里。",
    remedy_en="Answer it at once; that it is late stays on record.",
)
MESSAGES: Mapping[str, Message] = {
    "feedback.no_request": Message(
        zh="没有这件请求，或者不归您看。",
        en="There is no such request, or none that is yours to see.",
        remedy_zh="在“请求”里找，或用 `shoumi request list`。",
        remedy_en="Look under Requests, or with `shoumi request list`.",
    ),
    "feedback.no_channel": Message(
        zh="没有公布这个联系渠道。",
        en="No such channel is listed.",
        remedy_zh="在“联系渠道”里公布。",
        remedy_en="List it under Channels.",
    ),
    "feedback.text_missing": Message(
        zh="还没有写：{part}。",
        en="Nobody wrote: {part}.",
        remedy_zh="写上再提交。",
        remedy_en="Write it and send it again.",
    ),
    "feedback.contact_missing": Message(
        zh="没有写怎样联系：号码或地址。",
        en="Nobody wrote how the house is reached: a number or an address.",
        remedy_zh="写上公布给客户的号码或地址。",
        remedy_en="Write the number or address that customers are told.",
    ),
    "feedback.text_too_long": Message(
        zh="太长了，最多 {most} 字。",
        en="It is too long: {most} characters at most.",
        remedy_zh="分几次写。",
        remedy_en="Write it in several parts.",
    ),
    "feedback.not_yet_received": Message(
        zh="收到的时间还没有到。",
        en="It is said to have come later than now.",
        remedy_zh="填实际收到的时间，期限从那一天起算。",
        remedy_en="Fill in when it really came; the clock starts with that day.",
    ),
    "feedback.nobody_of_deal": Message(
        zh="这笔转让里没有这个编号的客户。",
        en="Nobody of that reference is held for the deal.",
        remedy_zh="核对编号；认不出是谁的，留空。",
        remedy_en="Check the reference; leave it empty where nobody is found.",
    ),
    "feedback.not_for_them": Message(
        zh="这个人没有处理请求的职责。",
        en="That person holds no role in which requests are answered.",
        remedy_zh="交给客服、顾问、法务或保护负责人。",
        remedy_en="Give it to customer service, a consultant, legal or the protection officer.",
    ),
    "feedback.not_assigned": Message(
        zh="这件请求还没有人负责。",
        en="Nobody is assigned to it yet.",
        remedy_zh="先接手，或由保护负责人指派。",
        remedy_en="Take it on, or have the protection officer assign it.",
    ),
    "feedback.not_theirs": Message(
        zh="这件请求由别人负责。",
        en="Somebody else is assigned to it.",
        remedy_zh="请负责的人办，或由保护负责人改派。",
        remedy_en="Whoever is assigned does it, or the protection officer assigns it anew.",
    ),
    "feedback.no_proof_asked": Message(
        zh="这类请求不用核实身份。",
        en="Nobody has to prove who that is for a request of this kind.",
        remedy_zh="直接答复。",
        remedy_en="Answer it.",
    ),
    "feedback.already_proven": Message(
        zh="身份已经核实过。",
        en="It is on record already who asks.",
        remedy_zh="直接答复。",
        remedy_en="Answer it.",
    ),
    "feedback.already_answered": Message(
        zh="这件请求已经答复。",
        en="It was answered already.",
        remedy_zh="记录结果，办结。",
        remedy_en="Record the outcome and close it.",
    ),
    "feedback.kind_said": Message(
        zh="要的是什么已经说过。",
        en="What it asks for was said already.",
        remedy_zh="只有没人说话而自动结束的会话，办结时才能说明要的是什么；这里留空。",
        remedy_en="Leave it empty: only of a chat that ended in silence it is said at the end.",
    ),
    "feedback.already_closed": Message(
        zh="这件请求已经办结。",
        en="It is closed already.",
        remedy_zh="对方又提出的，登记为新的请求。",
        remedy_en="What the person asks now is a new request.",
    ),
    "feedback.already_asked": Message(
        zh="已经请对方补充，还没有回音。",
        en="The person was asked and has not said more yet.",
        remedy_zh="等对方补充；补充了就记下来。",
        remedy_en="Wait for it, and take in what is said.",
    ),
    "feedback.nothing_asked": Message(
        zh="没有等着对方补充的事。",
        en="The person was asked for nothing.",
        remedy_zh="对方主动说的，记成备注或新的请求。",
        remedy_en="Write what is said in a note, or as a new request.",
    ),
    "feedback.too_late": _ANOTHER_DAY,
    "feedback.nothing_gained": Message(
        zh="已经延长过，或者延长了也不会更晚：最长三十天。",
        en="It was extended before, or would end no later: thirty days are the most.",
        remedy_zh="按现在的期限答复。",
        remedy_en="Answer it by its last day.",
    ),
    "feedback.proof_missing": Message(
        zh="还没有核实是谁在问，答了等于告诉陌生人。",
        en="It is not known who asks: an answer would tell a stranger.",
        remedy_zh="先核实身份；核实不了的，只能以“身份无法核实”拒绝。",
        remedy_en="Have it proved; where that fails, refuse for that reason alone.",
    ),
    "feedback.record_lacks": Message(
        zh="记录不完整，不能办结：{what}。",
        en="Its record is not whole, so it cannot be closed: {what}.",
        remedy_zh="补上这一步再办结。",
        remedy_en="Do that and close it then.",
    ),
    "feedback.outcome_unfit": Message(
        zh="结果“{outcome}”和答复对不上。",
        en="The outcome “{outcome}” does not fit what was answered.",
        remedy_zh="按实际答复选结果。",
        remedy_en="Choose the outcome by what was answered.",
    ),
    "feedback.channel_listed": Message(
        zh="这种渠道已经公布：{way}。",
        en="A channel of that way is listed already: {way}.",
        remedy_zh="先停用原来那个。",
        remedy_en="Take the other off the list first.",
    ),
    "feedback.code_unknown": Message(
        zh="没有这个回执码。",
        en="That code is nobody's.",
        remedy_zh="核对后重新输入；没有就不填。",
        remedy_en="Check it and type it again, or leave it out.",
    ),
    **mail_messages.MESSAGES,
    **fulfilment_messages.MESSAGES,
    **enclosure_messages.MESSAGES,
    # Why a demand does not hold: told in tables, so half a sentence.
    "feedback.not_begun": Message(
        zh="还没有公布联系渠道，也没有登记过请求",
        en="no channel is listed and no request was ever taken in",
    ),
    "feedback.no_phone": Message(zh="没有公布电话", en="no telephone is listed"),
    "feedback.no_mail": Message(zh="没有公布邮箱", en="no mail address is listed"),
    "feedback.not_online": Message(
        zh="没有公布在线渠道",
        en="nothing on line is listed",
    ),
    "feedback.too_few_channels": Message(
        zh="联系渠道不到三种",
        en="fewer than three channels are listed",
    ),
    "feedback.channel_not_tried": Message(
        zh="有联系渠道一个月没有人试过",
        en="nobody tried a channel for a month",
    ),
    "feedback.channel_failed": Message(
        zh="有联系渠道最近一次没有试通",
        en="a channel did not work when it was tried last",
    ),
    "feedback.overdue": Message(
        zh="有请求过了期限还没有答复",
        en="a request is overdue",
    ),
    "feedback.unassigned": Message(
        zh="有请求没有人负责",
        en="nobody is assigned to a request",
    ),
    "feedback.text_gone": Message(
        zh="有沟通记录的文字不见了",
        en="a text of a record is gone",
    ),
    "feedback.closed_without_record": Message(
        zh="有请求记录不完整就办结了",
        en="a request is closed without its whole record",
    ),
    "feedback.no_receipt": Message(
        zh="没有收到的内容",
        en="what was received is not on record",
    ),
    "feedback.not_proven": Message(
        zh="没有核实身份",
        en="it is not proved who asks",
    ),
    "feedback.not_answered": Message(
        zh="没有答复",
        en="it is not answered",
    ),
    "feedback.person_asked": Message(
        zh="对方还没有补充",
        en="the person was asked and has not answered",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    **mail_messages.NAMES,
    **fulfilment_messages.NAMES,
    **enclosure_messages.NAMES,
    "feedback.Scope": {
        "feedback:read": ("读请求和联系渠道", "read requests and channels"),
        "feedback:write": ("登记请求，办理，试渠道", "take requests in, handle them, try channels"),
        "feedback:answer": ("答复、拒绝、办结请求", "answer, refuse and close requests"),
        "feedback:texts": ("转来客户回复的短信", "hand replies by text message over"),
    },
    "feedback.Kind": {
        "KNOW": ("了解处理规则", "to know the rules of processing"),
        "ACCESS": ("查阅", "access"),
        "COPY": ("复制", "a copy"),
        "PORTABILITY": ("转移", "portability"),
        "CORRECT": ("更正、补充", "correction"),
        "DELETE": ("删除", "deletion"),
        "RESTRICT": ("限制处理", "restriction"),
        "OBJECT": ("拒绝处理", "objection"),
        "WITHDRAW": ("撤回同意", "withdrawal of consent"),
        "EXPLAIN": ("说明自动化决策", "an automated decision explained"),
        "CLOSE_ACCOUNT": ("注销账号", "closing the account"),
        "RELATIVES": ("已故者近亲属的请求", "by relatives of somebody who died"),
        "COMPLAINT": ("投诉", "a complaint"),
        "QUESTION": ("咨询", "a question"),
    },
    "feedback.Way": {
        "PHONE": ("电话", "telephone"),
        "MAIL": ("邮件", "mail"),
        "CHAT": ("在线客服", "chat"),
        "TEXT_MESSAGE": ("短信", "text message"),
        "LETTER": ("信件", "letter"),
        "COUNTER": ("柜台", "counter"),
        "PORTAL": ("网上表单", "form on line"),
        "API": ("程序", "program"),
    },
    "feedback.State": {
        "OPEN": ("待答复", "to be answered"),
        "ANSWERED": ("已答复", "answered"),
        "CLOSED": ("已办结", "closed"),
    },
    "feedback.Phase": {
        "unassigned": ("没有人负责", "nobody assigned"),
        "running": ("办理中", "in hand"),
        "resting": ("等对方补充", "waiting for the person"),
        "overdue": ("逾期", "overdue"),
        "answered": ("已答复", "answered"),
        "closed": ("已办结", "closed"),
    },
    "feedback.Proof": {
        "NOTICE_CODE": ("告知书的回执码", "the code of the notice"),
        "TWO_VALUES": ("两项登记过的信息", "two registered values"),
        "IN_PERSON": ("本人到场", "in person"),
        "GUARDIAN": ("监护人", "a guardian"),
        "AGENT": ("持委托书的代理人", "an agent with power of attorney"),
        "RELATIVE": ("近亲属的证明", "papers of a relative"),
    },
    "feedback.Part": {
        "RECEIVED": ("请求", "the request"),
        "ATTACHED": ("附件", "a file"),
        "NOTE": ("内部备注", "an internal note"),
        "ASKED": ("请对方补充", "a question to the person"),
        "ADDED": ("对方补充", "what the person added"),
        "EXTENDED": ("延长告知", "told of the extension"),
        "REPLY": ("答复", "the answer"),
        "REFUSAL": ("拒绝的理由和申诉途径", "reason of the refusal and way of appeal"),
        "CHAT": ("客服在会话里说的", "what the house said in the chat"),
        "CALL": ("通话录音", "the recording of a call"),
    },
    "feedback.Ground": {
        "NOT_PROVEN": ("身份无法核实", "it is not proved who asks"),
        "EXCESSIVE": ("明显过度重复", "repeated beyond reason"),
        "HARMS_OTHERS": ("会损害他人权益", "it would harm others"),
        "KEPT_BY_LAW": ("法定保存期未满", "a term of law has not ended"),
        "SECRET_BY_LAW": ("法律规定保密", "secret by law"),
        "NOT_FEASIBLE": ("技术上做不到", "not feasible"),
    },
    "feedback.Delay": {
        "COMPLEX": ("情况复杂", "it is complex"),
        "MANY": ("请求多", "many requests"),
        "OTHERS_ASKED": ("要先问接收方或供应商", "recipients or vendors are asked first"),
    },
    "feedback.Outcome": {
        "GRANTED": ("已满足", "granted"),
        "PARTLY": ("部分满足", "granted in part"),
        "ANSWERED": ("已答复", "answered"),
        "REFUSED": ("已拒绝", "refused"),
        "TAKEN_BACK": ("对方收回", "taken back"),
    },
    "feedback.Back": {
        "ANSWERED": ("有人答，答得对", "somebody answered who knew what to do"),
        "ARRIVED": ("收到了，进了队列", "it arrived in the queue"),
        "NOBODY": ("没有人答", "nobody answered"),
        "BOUNCED": ("退回", "it came back"),
        "WRONG": ("有人答，不知道怎么办", "somebody answered who did not know what to do"),
    },
    "feedback.WayLack": {
        "feedback.no_phone": ("没有公布电话", "no telephone is listed"),
        "feedback.no_mail": ("没有公布邮箱", "no mail address is listed"),
        "feedback.not_online": ("没有公布在线渠道", "nothing on line is listed"),
        "feedback.too_few_channels": ("联系渠道不到三种", "fewer than three are listed"),
        "feedback.channel_not_tried": (
            "有渠道一个月没有人试过",
            "nobody tried one for a month",
        ),
        "feedback.channel_failed": (
            "有渠道最近一次没有试通",
            "one did not work when it was tried last",
        ),
    },
    "feedback.Lack": {
        "feedback.no_receipt": ("没有收到的内容", "what was received is not on record"),
        "feedback.not_proven": ("没有核实身份", "it is not proved who asks"),
        "feedback.not_answered": ("没有答复", "it is not answered"),
        "feedback.person_asked": (
            "对方还没有补充",
            "the person was asked and has not answered",
        ),
    },
}
