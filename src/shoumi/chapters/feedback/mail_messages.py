"""Texts of how requests come in, by recorded call, chat and mail, and of mails that go out."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "feedback.number_unfit": Message(
        zh="这不是一个号码。",
        en="It is no number.",
        remedy_zh="写对方的号码，数字，可以带国家代码。",
        remedy_en="Give the number it came from: digits, with or without the country's code.",
    ),
    "feedback.text_message_long": Message(
        zh="短信超过 {most} 个字。",
        en="The text message has more than {most} characters.",
        remedy_zh="分成几条，各有自己的编号。",
        remedy_en="Hand it over in parts, each with an id of its own.",
    ),
    "feedback.recorded_untold": Message(
        zh="通话录了音，却没有在开头告诉对方。",
        en="The call was recorded, and the person was not told at its beginning.",
        remedy_zh="删掉录音，按没有录音登记；下次先说明再录。",
        remedy_en="Delete the recording and enter the call as not recorded; tell people first.",
    ),
    "feedback.no_call": Message(
        zh="只有电话才有录音。",
        en="Only a call can be recorded.",
        remedy_zh="渠道选“电话”，或去掉录音的勾。",
        remedy_en="Choose the telephone, or take the tick away.",
    ),
    "feedback.no_mail_there": Message(
        zh="没有这封来信。",
        en="There is no such mail.",
        remedy_zh="在“来信”里找，或用 `shoumi mail list`。",
        remedy_en="Look under Mails, or with `shoumi mail list`.",
    ),
    "feedback.not_reached_by_mail": Message(
        zh="还没有设置收请求的信箱，或者没有发件服务器。",
        en="No mailbox of requests is set, or no mail relay.",
        remedy_zh="在“联系渠道”里设置信箱，在“设置”里设置发件服务器。",
        remedy_en="Set the mailbox under Channels and the relay under Settings.",
    ),
    "feedback.not_set_aside": Message(
        zh="这封来信已经有人看过了。",
        en="Somebody looked at that mail already.",
        remedy_zh="回到“来信”，看下一封。",
        remedy_en="Go back to the mails and look at the next.",
    ),
    "feedback.unread_mail": Message(
        zh="这封来信打不开，不能自动登记。",
        en="That mail cannot be read, so it cannot be taken in by itself.",
        remedy_zh="打开原文看看；确实是请求的，照内容登记一件，再把来信标为“不是请求”。",
        remedy_en="Open it; where it asks for something take that in by hand, then say so.",
    ),
    "feedback.no_file": Message(
        zh="这件请求里没有这个附件，或者已经销毁。",
        en="The request has no such file, or it was destroyed.",
        remedy_zh="打开请求的记录，从那里下载。",
        remedy_en="Open the record of the request and fetch it there.",
    ),
    "feedback.no_chat": Message(
        zh="没有这个会话。",
        en="There is no such chat.",
        remedy_zh="在“请求 › 在线客服”里选一个。",
        remedy_en="Choose one under Requests, Chats.",
    ),
    "feedback.chat_shut": Message(
        zh="现在没有客服在线。",
        en="Nobody is there to chat now.",
        remedy_zh="请填网上表单：同样算正式请求，按期答复。",
        remedy_en="Use the form on line: it counts as a request all the same.",
    ),
    "feedback.chats_full": Message(
        zh="在线客服的人太多，暂时接不了。",
        en="Too many chats are open for another one.",
        remedy_zh="过一会儿再试，或者填网上表单。",
        remedy_en="Try again in a while, or use the form on line.",
    ),
    "feedback.chat_ended_before": Message(
        zh="会话已经结束。",
        en="The chat is over.",
        remedy_zh="登记成请求的，在请求里看记录；还有话要说的，另开一个。",
        remedy_en="What became a request has its record there; to say more, open another.",
    ),
    "feedback.chat_taken_before": Message(
        zh="会话已有人接待。",
        en="Somebody has taken the chat.",
        remedy_zh="要接手的，请对方转交，或者请保护负责人转交。",
        remedy_en="Ask whoever has it, or the protection officer, to hand it over.",
    ),
    "feedback.chat_not_taken": Message(
        zh="会话还没有人接待。",
        en="Nobody has taken the chat.",
        remedy_zh="先接入会话。",
        remedy_en="Take it first.",
    ),
    "feedback.chat_not_theirs": Message(
        zh="会话由别人接待。",
        en="Somebody else has the chat.",
        remedy_zh="请对方转交。",
        remedy_en="Ask that person to hand it over.",
    ),
    "feedback.chat_line_long": Message(
        zh="一次最多写 {most} 个字。",
        en="One text has {most} characters at most.",
        remedy_zh="分几次发。",
        remedy_en="Send it in parts.",
    ),
    "feedback.chat_too_fast": Message(
        zh="发得太快。",
        en="Too many texts at once.",
        remedy_zh="等一分钟再发。",
        remedy_en="Wait a minute.",
    ),
    "feedback.chat_too_long": Message(
        zh="这个会话太长，不能再写。",
        en="This chat is as long as one may be.",
        remedy_zh="把它登记为请求，在请求里继续。",
        remedy_en="Make it a request, and go on there.",
    ),
    "feedback.others_data": Message(
        zh="内容里有对方没有说过的号码或地址（{labels}），没有发出。",
        en="The text has a number or an address that the person did not say ({labels}); not sent.",
        remedy_zh="去掉它再发；本人的信息放在副本里，凭口令取。",
        remedy_en="Take it out; what is held of the person goes into the copy, by passphrase.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "feedback.Fate": {
        "REQUEST": ("新的请求", "a new request"),
        "ADDED": ("补充到请求", "added to its request"),
        "COPY": ("同一封信又来了一次", "the same mail once more"),
        "TRIAL": ("渠道试验", "a trial of the channel"),
        "ASIDE": ("放在一边", "set aside"),
        "ACCEPTED": ("看过，登记为请求", "looked at: a request"),
        "DISMISSED": ("看过，不是请求", "looked at: no request"),
    },
    "feedback.Aside": {
        "MACHINE": ("自动回复或群发", "an automatic answer or a mailing"),
        "REPORT": ("退信报告", "a report of a mail server"),
        "OURS": ("从本公司的地址发来", "from an address of the house"),
        "NO_SENDER": ("没有发件人", "no sender"),
        "TOO_LARGE": ("太大", "too large"),
        "BROKEN": ("打不开", "it cannot be read"),
    },
    "feedback.Genuine": {
        "YES": ("我们的邮件服务器核实过", "found genuine by our mail server"),
        "SIGNED": ("发件的域签过名，签名对", "signed by the sender's domain; the signature holds"),
        "NO": ("我们的邮件服务器认为是冒充的，或有两个发件人", "held to be forged, or two senders"),
        "UNKNOWN": ("没有核实", "not verified"),
    },
    "feedback.Purpose": {
        "RECEIPT": ("收到的回执", "a receipt"),
        "ANSWER": ("给请求人的信", "to the person"),
        "TRIAL": ("渠道试验", "a trial of the channel"),
    },
    "feedback.Delivery": {
        "QUEUED": ("等着寄出", "waiting to go"),
        "SENDING": ("寄的时候中断，不知道到没到", "broken off, nobody knows whether it left"),
        "SENT": ("已寄出", "sent"),
        "FAILED": ("没有寄成", "not sent"),
        "BOUNCED": ("被退回", "it came back"),
    },
    "feedback.ChatState": {
        "WAITING": ("等人接", "waiting"),
        "TAKEN": ("接待中", "taken"),
        "ENDED": ("已结束", "over"),
    },
    "feedback.ChatPart": {
        "PERSON": ("对方说", "said by the person"),
        "HOUSE": ("客服说", "said by the house"),
        "NOTE": ("内部备注", "an internal note"),
        "TAKEN": ("客服接入", "taken"),
        "HANDED": ("转交", "handed over"),
        "ENDED": ("结束", "over"),
    },
    "feedback.ChatEnding": {
        "REQUEST": ("登记为请求", "it became a request"),
        "NOTHING": ("不是请求，已销毁", "it asked for nothing and is destroyed"),
    },
}
