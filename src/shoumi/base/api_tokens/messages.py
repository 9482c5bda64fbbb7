"""Texts of bearers: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

MESSAGES: Mapping[str, Message] = {
    "token.not_for_parties": Message(
        zh="当事方不能制作访问令牌。",
        en="A party of a deal makes no access tokens.",
        remedy_zh="请在自己的页面上办理。",
        remedy_en="Act on your own pages.",
    ),
    "token.name_malformed": Message(
        zh="令牌要有名称，最多 {most} 个字符。",
        en="A token needs a name of at most {most} characters.",
        remedy_zh="写明哪个程序在用，例如“财务对接”。",
        remedy_en="Say which program uses it, such as “accounting”.",
    ),
    "token.no_scope": Message(
        zh="没有选任何权限。",
        en="No scope was chosen.",
        remedy_zh="至少选一项；只选程序用得着的。",
        remedy_en="Choose at least one, and only what the program needs.",
    ),
    "token.lasts_too_long": Message(
        zh="带这些权限的令牌最长 {hours} 小时有效。",
        en="A token with these scopes lasts {hours} hours at most.",
        remedy_zh="缩短期限；查看明文、封包、告知这三项只有一天，其余最长九十天。",
        remedy_en="Shorten it. Revealing, sealing and campaigns last a day, all else ninety.",
    ),
    "token.too_many": Message(
        zh="有效的令牌已有 {most} 个。",
        en="There are {most} living tokens already.",
        remedy_zh="先撤销不用的。",
        remedy_en="Revoke those that are not used first.",
    ),
    "token.no_such": Message(
        zh="没有这个访问令牌。",
        en="There is no such access token.",
        remedy_zh="核对编号。",
        remedy_en="Check its reference.",
    ),
    "token.not_living": Message(
        zh="没有带上有效的访问令牌。",
        en="No valid access token came with the call.",
        remedy_zh=(
            "在“我的登录”里制作一个，放进 Authorization: Bearer。"
            "到期、撤销、岗位收回或停用登录后，旧令牌立即失效。"
        ),
        remedy_en=(
            "Make one under “My log-ins” and send it as Authorization: Bearer. "
            "Expiry, revocation, a withdrawn role or a lock-down ends one at once."
        ),
    ),
    "token.scope_needed": Message(
        zh="这个令牌没有 {scope} 权限。",
        en="The token lacks the scope {scope}.",
        remedy_zh="制作一个带有这项权限的令牌。",
        remedy_en="Make a token that has it.",
    ),
    "call.key_needed": Message(
        zh="缺少 Idempotency-Key，或写法不对。",
        en="The Idempotency-Key is missing or malformed.",
        remedy_zh="每次办理带一个新的 8 到 64 位字母数字；重试时用同一个。",
        remedy_en="Send 8 to 64 letters and digits, new for each act and the same for a retry.",
    ),
    "call.key_reused": Message(
        zh="这个 Idempotency-Key 已用于另一个请求。",
        en="The Idempotency-Key came with another request before.",
        remedy_zh="换一个新的。",
        remedy_en="Use a new one.",
    ),
    "call.still_running": Message(
        zh="同一个 Idempotency-Key 的第一次请求还在办理。",
        en="The first call with this Idempotency-Key is still running.",
        remedy_zh="稍候用同一个再试，会得到第一次的结果。",
        remedy_en="Try again shortly with the same key for its answer.",
    ),
    "call.broken_off": Message(
        zh="同一个 Idempotency-Key 的第一次请求中断了，没有留下结果。",
        en="The first call with this Idempotency-Key broke off without an answer.",
        remedy_zh="先在账本里看它做成了没有，再用新的 Idempotency-Key。",
        remedy_en="See in the ledger what came of it, then use a new key.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "bearers.Scope": {
        "deals:read": ("读转让", "read deals"),
        "deals:write": ("办理转让", "act on deals"),
        "customers:read": ("读客户名录（无明文）", "list customers, no values"),
        "customers:reveal": ("经闸门查看明文", "reveal values through the gate"),
        "tasks:read": ("读任务", "read tasks"),
        "tasks:write": ("开出和结束任务", "open and close tasks"),
        "intake:write": ("接收文件", "take files in"),
        "filings:write": ("归档文件", "put papers on file"),
        "rooms:read": ("读数据室名册", "read the list of rooms"),
        "handover:read": ("读交接包", "read packages"),
        "handover:seal": ("封交接包", "seal packages"),
        "destruction:read": ("读销毁单", "read destruction orders"),
        "destruction:write": ("提出销毁", "propose destruction"),
        "approvals:read": ("读待批的事", "read requests for a second yes"),
        "approvals:write": (
            "作为第二人答复、放行、见证",
            "answer, release, witness as the second person",
        ),
        "keys:rotate": ("申请和开始更换密钥", "ask for and begin rotations of keys"),
        "emergencies:read": ("读紧急开启", "read emergencies"),
        "attestations:read": ("读声明", "read attestations"),
        "attestations:write": ("作出和收回声明", "attest and take back"),
        "evidence:read": ("读账本和证明", "read ledger and proofs"),
        "duties:read": ("读六十三项要求", "read the demands"),
        "graces:write": ("申请和结束宽限", "ask for and end graces"),
        "calendar:write": ("录入节假日安排", "enter the holidays of a year"),
        "jobs:read": ("读后台任务", "read jobs"),
        "jobs:write": ("重新投递后台任务", "deliver jobs again"),
        "terminal": ("在命令行代表本人办事", "act for oneself at the command line"),
    },
    "bearers.Standing": {
        "living": ("有效", "valid"),
        "revoked": ("已撤销", "revoked"),
        "over": ("已到期", "expired"),
        "left": ("本人已离任", "its person has left"),
        "role_lost": ("岗位已收回", "a role was withdrawn"),
        "locked": ("本人的登录曾被停用", "its person was locked out"),
        "altered": ("与账本不符", "not as the ledger says"),
    },
}
