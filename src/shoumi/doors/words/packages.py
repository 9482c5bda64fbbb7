"""Words of the sealed packages' refusals."""

from __future__ import annotations

from shoumi.doors.words.kinds import Words

WORDS: dict[str, Words] = {
    "package.row_unfit": Words(
        zh="第 {row} 行的“{column}”与约定的字段不符，没有封包。",
        en="Row {row}, column “{column}”, does not fit the agreed fields; nothing was sealed.",
        mend_zh="更正该行或字段定义后重新封包。",
        mend_en="Correct the row or the fields and seal again.",
    ),
    "package.schema_unfit": Words(
        zh="交付字段为空、重复或名称不合规。",
        en="The fields to hand over are empty, repeated or badly named.",
        mend_zh="请使用字段登记表中的代码，每个只列一次。",
        mend_en="Use codes of the field register, each once.",
    ),
    "package.recipient_refused": Words(
        zh="接收方公钥无法使用。",
        en="The recipient's public key cannot be used.",
        mend_zh="请接收方提供 age 公钥（age1…），或不少于 3072 位的 RSA 证书。",
        mend_en="Ask for an age key (age1…) or an RSA certificate of at least 3072 bits.",
    ),
    "package.no_recipient": Words(
        zh="没有接收方公钥。",
        en="There is no recipient key.",
        mend_zh="请先登记并核对接收方公钥的指纹。",
        mend_en="Register the recipient's key and compare its fingerprint first.",
    ),
    "package.receipt_unfit": Words(
        zh="回执文件名只能用英文字母、数字、点、横线和下划线。",
        en="Names of receipts hold letters, digits, dots, hyphens and underscores only.",
        mend_zh="请用回执编号作文件名，不要用姓名。",
        mend_en="Name receipts by their codes, never by a person's name.",
    ),
    "package.too_large": Words(
        zh="CMS 包最大 {megabytes} MB，当前数据超出。",
        en="A CMS package holds at most {megabytes} MB; this is more.",
        mend_zh="请接收方提供 age 公钥，age 包没有这一限制。",
        mend_en="Ask for an age key: an age package has no such bound.",
    ),
    "package.already_there": Words(
        zh="同名的包已经存在，没有覆盖。",
        en="A package of this name exists; it was not overwritten.",
        mend_zh="请换一个编号，或先核对已有的包。",
        mend_en="Use another reference, or look at the package that is there.",
    ),
    "package.will_not_open": Words(
        zh="这个包打不开，没有输出任何内容。",
        en="The package does not open; nothing was given out.",
        mend_zh="核对文件哈希与私钥；哈希不符的，请对方重新发送。",
        mend_en="Compare the hash and the key; if the hash differs, have it sent again.",
    ),
    "package.not_reconciled": Words(
        zh="核对不符：同意 {consented} − 撤回 {withdrawn} = {expected}，拟交付 {sent}。未交付。",
        en="Consented {consented} − withdrawn {withdrawn} = {expected}, to be sent {sent}."
        " Nothing was sent.",
        mend_zh="查明差额来自哪些人，再重新封包；不得手工增减。",
        mend_en="Find out who makes the difference and seal again; never adjust by hand.",
    ),
}
