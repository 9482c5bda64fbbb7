"""Words of the outbox."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "outbox.subject_unfit": Words(
        zh="邮件主题为空、超过 {most} 个字符，或含有换行等控制字符。",
        en="The subject is empty, longer than {most} characters, or has line breaks in it.",
        mend_zh="改为一行文字。",
        mend_en="Write it as one line of text.",
    ),
    "outbox.body_unfit": Words(
        zh="文字为空、超过 {most} 字节，或含有控制字符。",
        en="The text is empty, over {most} bytes, or has control characters in it.",
        mend_zh="只保留文字、换行和制表符。",
        mend_en="Keep to text, line breaks and tabs.",
    ),
    "outbox.carries_identifier": Words(
        zh="文字中含有个人信息：{labels}。",
        en="The text has personal information in it: {labels}.",
        mend_zh="改用编号、链接或回执码。",
        mend_en="Give a reference, a link or a receipt code instead.",
    ),
    "outbox.address_unfit": Words(
        zh="收件地址不是单个邮箱地址。",
        en="The address is not one plain mail address.",
        mend_zh="更正收件人的邮箱。",
        mend_en="Correct the recipient's address.",
    ),
    "outbox.no_address": Words(
        zh="收件人没有可用地址。",
        en="The recipient has no address.",
        mend_zh="改用公告或其他渠道告知。",
        mend_en="Tell the person another way, or by announcement.",
    ),
    "outbox.already_queued": Words(
        zh="同一通知已经发出或在等待发送。",
        en="This was told already, or is about to be.",
        mend_zh="无需重复发送。",
        mend_en="There is no need to tell it twice.",
    ),
    "outbox.no_resolver": Words(
        zh="无法查到 {kind} 类收件人的地址。",
        en="Nobody knows the addresses of recipients of kind {kind}.",
        mend_zh="核对收件人编号。",
        mend_en="Check the recipient's reference.",
    ),
    "outbox.relay_unfit": Words(
        zh="SHOUMI_SMTP_URL 不是有效的邮件服务器地址。",
        en="SHOUMI_SMTP_URL names no mail relay.",
        mend_zh="形如 smtp://用户@主机:587?from=发件地址，或 smtps://。",
        mend_en="Write smtp://user@host:587?from=address, or smtps://.",
    ),
    "outbox.password_in_address": Words(
        zh="SHOUMI_SMTP_URL 中含有密码。",
        en="SHOUMI_SMTP_URL carries a password.",
        mend_zh="把密码写入权限为 0600 的文件，由 SHOUMI_SMTP_PASSWORD_FILE 指明。",
        mend_en="Put it in a file of mode 0600 and name that in SHOUMI_SMTP_PASSWORD_FILE.",
    ),
    "outbox.secret_exposed": Words(
        zh="邮件密码文件不存在、不属于本用户，或他人可读。",
        en="The mail password's file is missing, not ours, or open to others.",
        mend_zh="由运行本系统的用户创建，并设权限 0600。",
        mend_en="Create it as the user who runs this, with mode 0600.",
    ),
    "outbox.no_encryption": Words(
        zh="邮件服务器不支持加密连接。",
        en="The mail relay offers no encryption.",
        mend_zh="改用支持 STARTTLS 或 smtps 的服务器。",
        mend_en="Use a relay with STARTTLS or smtps.",
    ),
}
