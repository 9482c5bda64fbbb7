"""Words of consent receipts."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "receipt.unfounded": Words(
        zh="账本第 {position} 条与数据库对同意 {consent} 的记载不符，不出具回执。",
        en="Entry {position} of the ledger and the database differ on consent {consent}; "
        "no receipt is issued.",
        mend_zh="运行 `shoumi ledger verify`，查明数据库是否被改动。",
        mend_en="Run `shoumi ledger verify` and find out whether the database was changed.",
    ),
}
