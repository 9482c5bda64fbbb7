"""What the core's refusals say; reasons of the gate stand in ``gate``."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "copies.refused": Message(
        zh="副本不能用：{fault}。",
        en="The copy cannot be used: {fault}.",
        remedy_zh="换一处副本再试；把原样留着，通知安全负责人。",
        remedy_en="Try the copies at another place; leave this one as it is and tell the security "
        "lead.",
    ),
    "handbook.unknown_duty": Message(
        zh="手册中没有这一条。",
        en="The handbook has no such demand.",
        remedy_zh="编号为 1.1 至 20.3、S1 至 S4 或 P。",
        remedy_en="Ids are 1.1 to 20.3, S1 to S4, and P.",
    ),
    "calendar.day_of_another_year": Message(
        zh="{day} 不在 {year} 年里。",
        en="{day} is no day of {year}.",
        remedy_zh="核对年份；通知是别的年份的，就选那一年。",
        remedy_en="Check the year; where the notice is of another year, choose that one.",
    ),
    "calendar.day_twice": Message(
        zh="{day} 出现了两次：两个假期重叠，或者既放假又上班。",
        en="{day} stands there twice: two holidays overlap, or it rests and is worked.",
        remedy_zh="与通知逐条核对。",
        remedy_en="Compare it with the notice, line by line.",
    ),
    "calendar.make_up_no_weekend": Message(
        zh="{day} 不是周六或周日，不会是调休上班的日子。",
        en="{day} is neither Saturday nor Sunday, so it is no make-up working day.",
        remedy_zh="核对日期；平常的工作日不用填。",
        remedy_en="Check the date; ordinary working days are not filled in.",
    ),
    "calendar.range_unfit": Message(
        zh="从 {first} 到 {last} 不是一个假期：结束早于开始，或者超过 {most} 天。",
        en="{first} to {last} is no holiday: it ends before it begins, or exceeds {most} days.",
        remedy_zh="核对起止日期。",
        remedy_en="Check both dates.",
    ),
    "calendar.holiday_missing": Message(
        zh="{year} 年的安排不全，缺：{holidays}。",
        en="The holidays of {year} are not complete; missing: {holidays}.",
        remedy_zh="把通知全文粘贴进来，或补上缺的假期。",
        remedy_en="Paste the whole notice, or add what is missing.",
    ),
    "calendar.notice_unread": Message(
        zh="第 {line} 行读不出假期。",
        en="No holiday can be read from line {line}.",
        remedy_zh=(
            "通知原文每个假期一段，如“一、元旦：1月1日至3日放假，共3天。”；"
            "自己填写的，每行写名称、起、止，如“元旦 2027-01-01 2027-01-03”。"
        ),
        remedy_en=(
            "The notice has a paragraph for each; of lines of your own each is a name, the first "
            "and the last day: new_year 2027-01-01 2027-01-03."
        ),
    ),
    "calendar.no_such_day": Message(
        zh="第 {line} 行里有不存在的日期。",
        en="Line {line} has a day that does not exist.",
        remedy_zh="核对月和日。",
        remedy_en="Check month and day.",
    ),
    "calendar.weekday_differs": Message(
        zh="通知里 {day} 的星期与这一年的不符。",
        en="The notice gives {day} another weekday than it has.",
        remedy_zh="通知可能是别的年份的，核对年份。",
        remedy_en="It may be the notice of another year; check which.",
    ),
    "calendar.count_differs": Message(
        zh="{first} 至 {last} 的天数与通知写的 {told} 天不符。",
        en="From {first} to {last} are not {told} days, as the notice says.",
        remedy_zh="原文可能没有粘贴完整，核对起止日期。",
        remedy_en="The text may not be whole; check both dates.",
    ),
    "calendar.bad_period": Message(
        zh="这段期间无法计算。",
        en="This period cannot be counted.",
        remedy_zh="按日计算至少一日；按小时计算须从带时区的时刻起算。",
        remedy_en="Count at least one day; count hours from a moment with its time zone.",
    ),
    "constant.unknown": Message(
        zh="没有名为 {name} 的数值。",
        en="No number is called {name}.",
        remedy_zh="请核对“组.名称”的写法。",
        remedy_en="Check how group.name is written.",
    ),
    "error": Message(
        zh="未能办理。",
        en="This could not be done.",
        remedy_zh="请联系个人信息保护负责人。",
        remedy_en="Ask the protection officer.",
    ),
    "refused": Message(
        zh="不允许此操作。",
        en="You may not do this.",
        remedy_zh="请由有权限的人办理。",
        remedy_en="Ask someone who may.",
    ),
    "missing": Message(
        zh="没有这项内容。",
        en="There is no such thing.",
        remedy_zh="核对编号。",
        remedy_en="Check the reference.",
    ),
    "conflict": Message(
        zh="当前状态下不能这样做。",
        en="This cannot be done in its present state.",
        remedy_zh="刷新后查看当前状态。",
        remedy_en="Look at its present state and try again.",
    ),
    "invalid": Message(
        zh="输入的内容无法采用。",
        en="The input cannot be taken as it is.",
        remedy_zh="更正后重新提交。",
        remedy_en="Correct it and try again.",
    ),
    "unavailable": Message(
        zh="现在办不了，什么也没有改动。",
        en="This cannot be done at the moment; nothing was changed.",
        remedy_zh="稍后再试。",
        remedy_en="Try again a little later.",
    ),
    "ref.malformed": Message(
        zh="编号格式不对。",
        en="That is not the form of a reference.",
        remedy_zh="编号形如“种类-字符”。",
        remedy_en="A reference reads kind-characters.",
    ),
    "egress.url_unfit": Message(
        zh="这不是可以连接的外部地址。",
        en="This is no address that can be called.",
        remedy_zh="写作 https://主机名/路径：小写英文主机名，不带端口、用户名、# 或 IP 地址。",
        remedy_en="Write https://host/path: a host in lower-case ASCII; no port, user name, # or "
        "IP.",
    ),
    "egress.host_unfit": Message(
        zh="这不是完整的主机名。",
        en="This is no full host name.",
        remedy_zh="写作 hooks.example.com：小写；中文域名用 xn-- 开头的写法。IP 只能是内网的。",
        remedy_en="Write hooks.example.com in lower case; other scripts as xn--…. Of IP addresses "
        "only one of the office's own network does.",
    ),
    "ledger.tile_unreadable": Message(
        zh="账本的瓦片文件不完整或不是瓦片。",
        en="A tile of the ledger is cut short or is none.",
        remedy_zh="重新导出：`shoumi ledger tiles`；本系统内的瓦片会由数据库自动重建。",
        remedy_en="Export them again: `shoumi ledger tiles`; tiles inside the home are made "
        "again from the database.",
    ),
    "ledger.cosignature_refused": Message(
        zh="这不是该见证人对此检查点的副署。",
        en="This is not that witness's cosignature of this checkpoint.",
        remedy_zh="核对 SHOUMI_WITNESS_VKEY 是否为该见证人的公钥。",
        remedy_en="Check that SHOUMI_WITNESS_VKEY is that witness's key.",
    ),
    "witness.request_refused": Message(
        zh="这不是见证请求（tlog-witness 的 add-checkpoint）。",
        en="This is no request to a witness (add-checkpoint of tlog-witness).",
        remedy_zh="只把守密提交的请求发给见证人。",
        remedy_en="Send a witness only what Shoumi submits.",
    ),
    "ledger.leaf_unreadable": Message(
        zh="这不是一条规范的账本记录。",
        en="These bytes are not a ledger entry in its canonical form.",
        remedy_zh="请使用系统导出的原始文件，不要重新排版或另存。",
        remedy_en="Use the file as it was exported, neither reformatted nor saved again.",
    ),
    "ledger.note_refused": Message(
        zh="签名文本无法通过验证。",
        en="The signed note could not be verified.",
        remedy_zh="核对公钥（vkey），并使用未经改动的原文件。",
        remedy_en="Check the public key (vkey) and use the file unaltered.",
    ),
    "ledger.key_refused": Message(
        zh="这不是有效的 Ed25519 日志公钥（vkey）或私钥。",
        en="This is not a valid Ed25519 log key (vkey or skey).",
        remedy_zh="从公示页面或证据包重新复制完整的公钥。",
        remedy_en="Copy the whole key again from the published page or the evidence bundle.",
    ),
    "ledger.checkpoint_refused": Message(
        zh="检查点无法通过验证。",
        en="The checkpoint could not be verified.",
        remedy_zh="核对日志名称与公钥（vkey），并使用未经改动的原文件。",
        remedy_en="Check the log's name and public key (vkey) and use the file unaltered.",
    ),
    "ledger.succession_refused": Message(
        zh="这份换公钥的说明无法通过验证。",
        en="The note of a new log key could not be verified.",
        remedy_zh="用 `shoumi ledger keys --json` 打印的原文；它须从现在见证的公钥接上。",
        remedy_en="Use the note as `shoumi ledger keys --json` prints it; it has to lead on "
        "from the key that is watched.",
    ),
    "ledger.proof_refused": Message(
        zh="该证明不能表明此记录在账本中。",
        en="The proof does not show that this entry is in the ledger.",
        remedy_zh="核对记录、公钥（vkey）与证明是否配套，并使用未经改动的原文件。",
        remedy_en="Check that entry, public key (vkey) and proof belong together and are "
        "unaltered.",
    ),
    "scan.names_would_take_hours": Message(
        zh="在正文中查找姓名约需 {minutes} 分钟（{characters} 字），上限为 {most} 分钟，已停止。",
        en="Looking for names in running text would take about {minutes} minutes ({characters} "
        "characters); {most} is the most, so it stopped.",
        remedy_zh="可用 --names gated 只查可能之处，或 --names off，或提高 --names-minutes。",
        remedy_en="Use --names gated for likely places only, --names off for none, or raise "
        "--names-minutes.",
    ),
    "vault.will_not_open": Message(
        zh="这份密文在此处打不开。",
        en="This sealed value does not open here.",
        remedy_zh="停止操作并告知信息安全负责人；请从备份中取回原件核对。",
        remedy_en="Stop, tell the security officer, and compare with the copy in the backup.",
    ),
    "vault.not_sealable": Message(
        zh="要加密的内容不是完整的文字。",
        en="What is to be sealed is not whole text.",
        remedy_zh="数字、日期和图片请先转成文字；文件如有乱码，请更正后重试。",
        remedy_en="Turn numbers, dates and images into text; mend damaged characters in the file.",
    ),
    "vault.unknown_suite": Message(
        zh="密码套件 {suite} 不在允许清单中。",
        en="Cipher suite {suite} is not on the allow-list.",
        remedy_zh="请使用允许清单中的套件：1 intl（AES-256-GCM）或 2 gm（SM4-GCM）。",
        remedy_en="Use a suite from the allow-list: 1 intl (AES-256-GCM) or 2 gm (SM4-GCM).",
    ),
    "vault.wrong_key_length": Message(
        zh="密钥长度不符合要求({expected_bytes} 字节)。",
        en="The key does not have the {expected_bytes} bytes that it must have.",
        remedy_zh="请检查密钥的来源；密钥应由系统生成。",
        remedy_en="Check where the key came from; the system makes its own keys.",
    ),
    "vault.key_file_malformed": Message(
        zh="根密钥文件的内容不是 64 位十六进制数字。",
        en="The root key file does not hold 64 hex digits.",
        remedy_zh="请从离线副本恢复该文件。",
        remedy_en="Restore the file from your offline copy.",
    ),
    "vault.passphrase_too_short": Message(
        zh="口令太短，至少需要 {least} 个字符。",
        en="The passphrase is too short: it needs at least {least} characters.",
        remedy_zh="请在口令文件中写入更长的口令。",
        remedy_en="Write a longer one into the passphrase file.",
    ),
    # Why a condition or a demand does not hold: told in tables, so half a sentence.
    "condition.unknown": Message(zh="没有功能说明这一条件", en="nothing states this condition"),
}
