"""What is refused of chats, and the names of their closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
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
        remedy_zh="去掉它再发；会话里还没有核实对方是谁。",
        remedy_en="Take it out: in a chat nobody has proved who that is.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
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
