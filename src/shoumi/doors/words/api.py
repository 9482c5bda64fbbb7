"""Words of the API's own refusals."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "api.nothing": Words(
        zh="这里没有您能用的东西。",
        en="There is nothing here for this caller.",
        mend_zh="核对地址和编号。",
        mend_en="Check the address and its references.",
    ),
    "api.wrong_method": Words(
        zh="这个地址只接受 {allowed}。",
        en="This address takes {allowed}.",
        mend_zh="换一种方法。",
        mend_en="Use another method.",
    ),
    "api.too_many_calls": Words(
        zh="请求太密，{seconds} 秒后再来。",
        en="Too many calls; the next one is looked at in {seconds} s.",
        mend_zh="按 Retry-After 等待。",
        mend_en="Wait as Retry-After says.",
    ),
    "api.unreadable": Words(
        zh="请求的内容读不出来。",
        en="The body of the request cannot be read.",
        mend_zh="按 Content-Type 写：JSON 要合法，表单要完整。",
        mend_en="Send what the Content-Type says: valid JSON, or a whole form.",
    ),
    "api.too_large": Words(
        zh="请求的内容太大。",
        en="The body of the request is too large.",
        mend_zh="分几次发送；大文件用 shoumi intake。",
        mend_en="Send it in parts; for large files there is shoumi intake.",
    ),
    "api.unfit": Words(
        zh="有字段不能接受。",
        en="Some fields cannot be taken as they are.",
        mend_zh="按 errors 逐项改正。",
        mend_en="Mend each as errors says.",
    ),
    "api.cursor_unfit": Words(
        zh="这个 cursor 不是发给这个令牌、这份列表的。",
        en="This cursor was not handed out to this token for this list.",
        mend_zh="从头列起；翻页时其他条件不要改。",
        mend_en="Begin at the first part, and change nothing else on the way.",
    ),
    "api.by_hand": Words(
        zh="这一步要由人在页面上办理。",
        en="A person does this on a page.",
        mend_zh="打开 {where}。",
        mend_en="Open {where}.",
    ),
    "api.empty_file": Words(
        zh="这份文件是空的。",
        en="The paper is empty.",
        mend_zh="换一份有内容的文件。",
        mend_en="Send the paper itself.",
    ),
    "api.other_change": Words(
        zh="您答复的不是这份申请要改的内容。",
        en="The answer is for another change than this request is about.",
        mend_zh="重新读这份申请，看清要改什么，把它的 digest 一并发来。",
        mend_en="Read the request again, see what would change, and send its digest.",
    ),
    "api.bug": Words(
        zh="程序出错，什么也没有改动。",
        en="The program failed; nothing was changed.",
        mend_zh="已记下时间，可以再试一次。",
        mend_en="The time was noted; you may try again.",
    ),
}
