"""Words of the core: the four kinds of refusal, and references."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "error": Words(
        zh="未能办理。",
        en="This could not be done.",
        mend_zh="请联系个人信息保护负责人。",
        mend_en="Ask the protection officer.",
    ),
    "refused": Words(
        zh="不允许此操作。",
        en="You may not do this.",
        mend_zh="请由有权限的人办理。",
        mend_en="Ask someone who may.",
    ),
    "missing": Words(
        zh="没有这项内容。",
        en="There is no such thing.",
        mend_zh="核对编号。",
        mend_en="Check the reference.",
    ),
    "conflict": Words(
        zh="当前状态下不能这样做。",
        en="This cannot be done in its present state.",
        mend_zh="刷新后查看当前状态。",
        mend_en="Look at its present state and try again.",
    ),
    "invalid": Words(
        zh="输入的内容无法采用。",
        en="The input cannot be taken as it is.",
        mend_zh="更正后重新提交。",
        mend_en="Correct it and try again.",
    ),
    "ref.malformed": Words(
        zh="编号格式不对。",
        en="That is not the form of a reference.",
        mend_zh="编号形如“种类-字符”。",
        mend_en="A reference reads kind-characters.",
    ),
}
