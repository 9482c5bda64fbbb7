"""Words of access tokens and of calls made with them."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "token.not_for_parties": Words(
        zh="当事方不能制作访问令牌。",
        en="A party of a deal makes no access tokens.",
        mend_zh="请在自己的页面上办理。",
        mend_en="Act on your own pages.",
    ),
    "token.name_malformed": Words(
        zh="令牌要有名称，最多 {most} 个字符。",
        en="A token needs a name of at most {most} characters.",
        mend_zh="写明哪个程序在用，例如“财务对接”。",
        mend_en="Say which program uses it, such as “accounting”.",
    ),
    "token.no_scope": Words(
        zh="没有选任何权限。",
        en="No scope was chosen.",
        mend_zh="至少选一项；只选程序用得着的。",
        mend_en="Choose at least one, and only what the program needs.",
    ),
    "token.lasts_too_long": Words(
        zh="带这些权限的令牌最长 {hours} 小时有效。",
        en="A token with these scopes lasts {hours} hours at most.",
        mend_zh="缩短期限；查看明文、封包、告知这三项只有一天，其余最长九十天。",
        mend_en="Shorten it. Revealing, sealing and campaigns last a day, all else ninety.",
    ),
    "token.too_many": Words(
        zh="有效的令牌已有 {most} 个。",
        en="There are {most} living tokens already.",
        mend_zh="先撤销不用的。",
        mend_en="Revoke those that are not used first.",
    ),
    "token.no_such": Words(
        zh="没有这个访问令牌。",
        en="There is no such access token.",
        mend_zh="核对编号。",
        mend_en="Check its reference.",
    ),
    "token.not_living": Words(
        zh="没有带上有效的访问令牌。",
        en="No valid access token came with the call.",
        mend_zh=(
            "在“我的登录”里制作一个，放进 Authorization: Bearer。"
            "到期、撤销、岗位收回或停用登录后，旧令牌立即失效。"
        ),
        mend_en=(
            "Make one under “My log-ins” and send it as Authorization: Bearer. "
            "Expiry, revocation, a withdrawn role or a lock-down ends one at once."
        ),
    ),
    "token.scope_needed": Words(
        zh="这个令牌没有 {scope} 权限。",
        en="The token lacks the scope {scope}.",
        mend_zh="制作一个带有这项权限的令牌。",
        mend_en="Make a token that has it.",
    ),
    "call.key_needed": Words(
        zh="缺少 Idempotency-Key，或写法不对。",
        en="The Idempotency-Key is missing or malformed.",
        mend_zh="每次办理带一个新的 8 到 64 位字母数字；重试时用同一个。",
        mend_en="Send 8 to 64 letters and digits, new for each act and the same for a retry.",
    ),
    "call.key_reused": Words(
        zh="这个 Idempotency-Key 已用于另一个请求。",
        en="The Idempotency-Key came with another request before.",
        mend_zh="换一个新的。",
        mend_en="Use a new one.",
    ),
    "call.still_running": Words(
        zh="同一个 Idempotency-Key 的第一次请求还在办理。",
        en="The first call with this Idempotency-Key is still running.",
        mend_zh="稍候用同一个再试，会得到第一次的结果。",
        mend_en="Try again shortly with the same key for its answer.",
    ),
    "call.broken_off": Words(
        zh="同一个 Idempotency-Key 的第一次请求中断了，没有留下结果。",
        en="The first call with this Idempotency-Key broke off without an answer.",
        mend_zh="先在账本里看它做成了没有，再用新的 Idempotency-Key。",
        mend_en="See in the ledger what came of it, then use a new key.",
    ),
}
