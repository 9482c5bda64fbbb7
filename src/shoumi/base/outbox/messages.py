"""Texts of outbox: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "outbox.subject_unfit": Message(
        zh="邮件主题为空、超过 {most} 个字符，或含有换行等控制字符。",
        en="The subject is empty, longer than {most} characters, or has line breaks in it.",
        remedy_zh="改为一行文字。",
        remedy_en="Write it as one line of text.",
    ),
    "outbox.body_unfit": Message(
        zh="文字为空、超过 {most} 字节，或含有控制字符。",
        en="The text is empty, over {most} bytes, or has control characters in it.",
        remedy_zh="只保留文字、换行和制表符。",
        remedy_en="Keep to text, line breaks and tabs.",
    ),
    "outbox.carries_identifier": Message(
        zh="文字中含有个人信息：{labels}。",
        en="The text has personal information in it: {labels}.",
        remedy_zh="改用编号、链接或回执码。",
        remedy_en="Give a reference, a link or a receipt code instead.",
    ),
    "outbox.address_unfit": Message(
        zh="收件地址不是单个邮箱地址。",
        en="The address is not one plain mail address.",
        remedy_zh="更正收件人的邮箱。",
        remedy_en="Correct the recipient's address.",
    ),
    "outbox.no_address": Message(
        zh="收件人没有可用地址。",
        en="The recipient has no address.",
        remedy_zh="改用公告或其他渠道告知。",
        remedy_en="Tell the person another way, or by announcement.",
    ),
    "outbox.already_queued": Message(
        zh="同一通知已经发出或在等待发送。",
        en="This was told already, or is about to be.",
        remedy_zh="无需重复发送。",
        remedy_en="There is no need to tell it twice.",
    ),
    "outbox.no_resolver": Message(
        zh="无法查到 {kind} 类收件人的地址。",
        en="Nobody knows the addresses of recipients of kind {kind}.",
        remedy_zh="核对收件人编号。",
        remedy_en="Check the recipient's reference.",
    ),
    "outbox.relay_host_unfit": Message(
        zh="主机名不对。",
        en="This is no name of a host.",
        remedy_zh="写邮件服务商给的主机名，如 smtp.example.com，不带 smtp:// 和端口。",
        remedy_en="Write the name alone, such as smtp.example.com, without smtp:// and port.",
    ),
    "outbox.trial_wanted": Message(
        zh="还没有试发的收信地址。",
        en="There is no address for the trial.",
        remedy_zh="填上您自己的邮箱；一定不试，就勾“不试，直接保存”。",
        remedy_en="Give your own address, or tick that it is saved without a trial.",
    ),
    "outbox.relay_failed": Message(
        zh="试发没有成功，服务器答：{answer}",
        en="The trial did not get through; the server said: {answer}",
        remedy_zh="核对主机、端口、加密方式、用户名和密码，再试一次。",
        remedy_en="Check host, port, encryption, user and password, and try again.",
    ),
    "outbox.relay_unfit": Message(
        zh="SHOUMI_SMTP_URL 不是有效的邮件服务器地址。",
        en="SHOUMI_SMTP_URL names no mail relay.",
        remedy_zh="形如 smtp://用户@主机:587?from=发件地址，或 smtps://。",
        remedy_en="Write smtp://user@host:587?from=address, or smtps://.",
    ),
    "outbox.password_in_address": Message(
        zh="SHOUMI_SMTP_URL 中含有密码。",
        en="SHOUMI_SMTP_URL carries a password.",
        remedy_zh="把密码写入权限为 0600 的文件，由 SHOUMI_SMTP_PASSWORD_FILE 指明。",
        remedy_en="Put it in a file of mode 0600 and name that in SHOUMI_SMTP_PASSWORD_FILE.",
    ),
    "outbox.secret_exposed": Message(
        zh="邮件密码文件不存在、不属于本用户，或他人可读。",
        en="The mail password's file is missing, not ours, or open to others.",
        remedy_zh="由运行本系统的用户创建，并设权限 0600。",
        remedy_en="Create it as the user who runs this, with mode 0600.",
    ),
    "outbox.no_encryption": Message(
        zh="邮件服务器不支持加密连接。",
        en="The mail relay offers no encryption.",
        remedy_zh="改用支持 STARTTLS 或 smtps 的服务器。",
        remedy_en="Use a relay with STARTTLS or smtps.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "outbox.Encryption": {
        "starttls": ("STARTTLS（常用 587）", "STARTTLS (mostly 587)"),
        "at_once": ("一开始就用 TLS（常用 465）", "TLS at once (mostly 465)"),
    },
    "outbox.Channel": {
        "email": ("电子邮件", "e-mail"),
    },
    "outbox.State": {
        "queued": ("待发送", "queued"),
        "sent": ("已发出", "sent"),
        "sunk": ("写入文件，未寄出", "written to a file, sent to nobody"),
        "undeliverable": ("无法送达", "undeliverable"),
        "refused": ("闸门不放行地址", "the gate kept the address"),
        "dead": ("多次失败，已放弃", "given up after many attempts"),
    },
    "outbox.Via": {
        "smtp": ("邮件服务器", "mail server"),
        "sink": ("本机文件", "a file of this home"),
    },
}
