"""Words of the customers."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "subject.field_not_registered": Words(
        zh="字段 {field} 没有登记用途、依据和保存期限，不能存入。",
        en="Field {field} has no registered purpose, basis and retention; it is not stored.",
        mend_zh="在隐私政策的字段登记表里补登记，或在导入时舍弃这一列。",
        mend_en="Register it in the policy's field register, or drop the column at import.",
    ),
    "subject.not_stored": Words(
        zh="有人不在这份数据集里，或已不能更改。",
        en="Someone is not held there, or may no longer be changed.",
    ),
}
