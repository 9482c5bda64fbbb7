"""Texts of the API: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "api.nothing": Message(
        zh="这里没有您能用的东西。",
        en="There is nothing here for this caller.",
        remedy_zh="核对地址和编号。",
        remedy_en="Check the address and its references.",
    ),
    "api.wrong_method": Message(
        zh="这个地址只接受 {allowed}。",
        en="This address takes {allowed}.",
        remedy_zh="换一种方法。",
        remedy_en="Use another method.",
    ),
    "api.too_many_calls": Message(
        zh="请求太密，{seconds} 秒后再来。",
        en="Too many calls; the next one is looked at in {seconds} s.",
        remedy_zh="按 Retry-After 等待。",
        remedy_en="Wait as Retry-After says.",
    ),
    "api.unreadable": Message(
        zh="请求的内容读不出来。",
        en="The body of the request cannot be read.",
        remedy_zh="按 Content-Type 写：JSON 要合法，没有半个代理对（\\ud800）；表单要完整。",
        remedy_en=(
            "Send what the Content-Type says: valid JSON whose texts have no half of a "
            "surrogate pair (as \\ud800), or a whole form."
        ),
    ),
    "api.too_large": Message(
        zh="请求的内容太大。",
        en="The body of the request is too large.",
        remedy_zh="分几次发送；大文件用 `shoumi intake`。",
        remedy_en="Send it in parts; for large files there is `shoumi intake`.",
    ),
    "api.unfit": Message(
        zh="有字段不能接受。",
        en="Some fields cannot be taken as they are.",
        remedy_zh="按 errors 逐项改正。",
        remedy_en="Mend each as errors says.",
    ),
    "api.cursor_unfit": Message(
        zh="这个 cursor 不是发给这个令牌、这份列表的。",
        en="This cursor was not handed out to this token for this list.",
        remedy_zh="从头列起；翻页时其他条件不要改。",
        remedy_en="Begin at the first part, and change nothing else on the way.",
    ),
    "api.by_hand": Message(
        zh="这一步要由人在页面上办理。",
        en="A person does this on a page.",
        remedy_zh="打开 {where}。",
        remedy_en="Open {where}.",
    ),
    "api.empty_file": Message(
        zh="这份文件是空的。",
        en="The paper is empty.",
        remedy_zh="换一份有内容的文件。",
        remedy_en="Send the paper itself.",
    ),
    "api.other_change": Message(
        zh="您答复的不是这份申请要改的内容。",
        en="The answer is for another change than this request is about.",
        remedy_zh="重新读这份申请，看清要改什么，把它的 digest 一并发来。",
        remedy_en="Read the request again, see what would change, and send its digest.",
    ),
    "api.bug": Message(
        zh="程序出错，什么也没有改动。",
        en="The program failed; nothing was changed.",
        remedy_zh="已记下，编号 {number}，可以再试一次。",
        remedy_en="It was noted as {number}; you may try again.",
    ),
}
