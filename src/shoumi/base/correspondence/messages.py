"""Texts of letters: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "letters.no_way": Message(
        zh="没有选寄送方式。",
        en="No way of sending was chosen.",
        remedy_zh="在短信、邮件、书信里至少选一样。",
        remedy_en="Choose at least one of text message, mail and paper.",
    ),
    "letters.not_set_up": Message(
        zh="{way}还没有接通，信寄不出去。答复期没有开始。",
        en="{way} is not set up, so nothing can leave. No clock has started.",
        remedy_zh="在“设置 → 寄送渠道”接通并试发一条，再来发出。",
        remedy_en="Set it up under Settings, Ways of sending; send a test message; then come back.",
    ),
    "letters.not_tried": Message(
        zh="{way}接通后还没有试发成功过。答复期没有开始。",
        en="No test message has left by {way} since it was set up. No clock has started.",
        remedy_zh="在“设置 → 寄送渠道”试发一条，收到后再来发出。",
        remedy_en="Send a test message under Settings, Ways of sending, then come back.",
    ),
    "letters.no_site": Message(
        zh="门户还没有对外的网址，信里写不出链接。答复期没有开始。",
        en="The portal has no public address, so a letter can have no link. No clock has started.",
        remedy_zh="用对外的域名启动服务（`shoumi serve --host`），再来发出。",
        remedy_en="Serve under a public name (`shoumi serve --host`), then come back.",
    ),
    "letters.fields_not_given": Message(
        zh="这项任务没有包括所选寄送方式要用的字段：{fields}。答复期没有开始。",
        en="The task does not cover what the chosen ways need: {fields}. No clock has started.",
        remedy_zh="另开一项告知任务，把这些字段选上；或者换一种寄送方式。",
        remedy_en="Open a task of giving notice with these fields, or choose another way.",
    ),
    "letters.nothing_to_print": Message(
        zh="没有待打印的信。",
        en="There is no letter to be printed.",
        remedy_zh="发出告知时选上“书信”，没有手机和邮箱的人就会排进来。",
        remedy_en="Choose paper when sending: who has no number and no mail address comes here.",
    ),
    "letters.nothing_printed": Message(
        zh="没有已打印、待交寄的信。",
        en="No printed letter waits to be posted.",
        remedy_zh="先“排版书信”，打印装封，交寄以后再来登记。",
        remedy_en="Set the letters, print them, post them; then record it here.",
    ),
    "letters.nothing_to_resend": Message(
        zh="没有要换一种方式再寄的信：没有退回的，也没有寄不出去的。",
        en="No letter has to go another way: none came back and none failed.",
        remedy_zh="等有了退信再来；已经答复的人不用再寄。",
        remedy_en="Come back when some did; who has answered is not written to again.",
    ),
    "letters.nothing_queued": Message(
        zh="没有等着寄的信。",
        en="No letter waits to be sent.",
        remedy_zh="都寄出了；进展在告知页上。",
        remedy_en="All have gone; the campaign's page shows how they fare.",
    ),
    "letters.account_unfit": Message(
        zh="短信账号没有保存：{part} 不对。",
        en="The account was not kept: {part} is not right.",
        remedy_zh="照服务商控制台上的原样填写，前后不要有空格。",
        remedy_en="Copy it as the vendor's console shows it, without blanks around it.",
    ),
    "letters.account_there": Message(
        zh="已经有短信账号了。",
        en="There is an account for text messages already.",
        remedy_zh="要换的话，在“寄送渠道”里设置短信账号。",
        remedy_en="Change it under Ways of sending.",
    ),
    "letters.no_such_account": Message(
        zh="没有设置短信账号。",
        en="There is no account for text messages.",
        remedy_zh="在“设置 → 寄送渠道”填写。",
        remedy_en="Set one up under Settings, Ways of sending.",
    ),
    "letters.relay_stopped": Message(
        zh="对方服务器现在连不上，或者说要稍后再发。",
        en="The other side cannot be reached now, or says later.",
        remedy_zh="没寄出的会自动接着寄，不会重复。",
        remedy_en="What has not left goes on by itself, and nothing twice.",
    ),
    "letters.trial_failed": Message(
        zh="试发没有成功，对方答：{answer}。",
        en="The trial did not get through; the other side said: {answer}.",
        remedy_zh="短信按服务商控制台的说明处理（密钥、签名、模板、余额、权限），邮件核对收件地址，再试一次。",
        remedy_en=(
            "Mend it in the vendor's console (keys, sign, template, balance, rights), or look at "
            "the mail address, and try again."
        ),
    ),
    "letters.vendor_refused": Message(
        zh="短信服务商没有接受：{answer}。没寄出的还排着。",
        en="The vendor of text messages refused: {answer}. What has not left still waits.",
        remedy_zh="按服务商控制台的说明处理（签名、模板、余额、权限），再“发出告知”接着寄。",
        remedy_en="Mend it in the vendor's console (sign, template, balance, rights), then go on.",
    ),
    "letters.restored": Message(
        zh="系统是从备份恢复的，没人知道哪些信在备份之后已经寄出，所以停下了。",
        en="This home was put back from a copy; nobody knows which letters left since.",
        remedy_zh="先查邮件和短信服务商的发送记录，再“发出告知”接着寄。",
        remedy_en="Look into the logs of relay and vendor first, then go on.",
    ),
    "letters.mailbox_host_unfit": Message(
        zh="主机、用户名或文件夹不是一个信箱会有的写法。",
        en="Host, user or folder is not written as that of a mailbox is.",
        remedy_zh="主机如 imap.example.com，文件夹如 INBOX，用户名通常就是邮箱地址。",
        remedy_en="A host such as imap.example.com, a folder such as INBOX; the user: the address.",
    ),
    "letters.mailbox_failed": Message(
        zh="信箱没有登进去，什么也没保存：{answer}",
        en="Nobody could log in to the mailbox, and nothing is saved: {answer}",
        remedy_zh="核对主机、端口、用户名、密码和文件夹；邮箱服务商可能要另设“客户端授权码”。",
        remedy_en="Check host, port, user, password, folder; a provider may want an app password.",
    ),
    "letters.mailbox_unfit": Message(
        zh="SHOUMI_IMAP_URL 不是有效的信箱地址。",
        en="SHOUMI_IMAP_URL names no mailbox.",
        remedy_zh="形如 imaps://用户@主机/INBOX，密码写入 SHOUMI_IMAP_PASSWORD_FILE 指明的文件。",
        remedy_en="Write imaps://user@host/INBOX, the password in SHOUMI_IMAP_PASSWORD_FILE.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "correspondence.State": {
        "queued": ("待寄", "queued"),
        "to_print": ("待打印", "to be printed"),
        "printed": ("已排版，待交寄", "set, to be posted"),
        "sending": ("正在寄，还不知道结果", "being handed over, not known yet"),
        "sent": ("已寄出", "sent"),
        "delivered": ("已送达", "delivered"),
        "bounced": ("退回", "bounced"),
        "failed": ("寄不出去", "failed"),
        "dropped": ("不用寄了", "not needed any more"),
    },
    "correspondence.Failure": {
        "letters.no_address": ("没有可用的号码或地址", "no number and no address"),
        "letters.returned": ("退信已登记", "recorded as returned"),
        "letters.unprintable": ("姓名或地址印不出来", "name or address cannot be printed"),
        "letters.doubtful": ("不知道寄没寄出，已另寄", "not known; sent another way"),
        "letters.not_let": ("此人的资料现在不能读", "this person's data may not be read now"),
        "letters.not_delivered": ("运营商说没有送到", "the operator did not deliver it"),
        "outbox.address_unfit": ("不是邮箱地址", "no mail address"),
    },
    "correspondence.Part": {
        "mobile": ("手机号", "mobile number"),
        "email": ("电子邮箱", "e-mail"),
        "address": ("地址", "address"),
        "name": ("姓名", "name"),
        "guardian_mobile": ("监护人手机号", "guardian's mobile number"),
        "guardian_name": ("监护人姓名", "guardian's name"),
    },
    "correspondence.Occasion": {
        "notice": ("告知", "the notice"),
        "reminder": ("提醒", "the reminder"),
        "incident": ("事件告知", "the notice of an incident"),
    },
    "correspondence.Vendor": {
        "aliyun": ("阿里云短信", "Aliyun"),
        "tencent": ("腾讯云短信", "Tencent Cloud"),
    },
}
