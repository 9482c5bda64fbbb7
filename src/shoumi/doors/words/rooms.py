"""Words of the rooms."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "room.missing": Words(zh="没有这个数据室。", en="There is no such room."),
    "room.not_in_state": Words(
        zh="数据室当前状态为 {state}，不能这样操作。",
        en="The room is {state}; this cannot be done now.",
    ),
    "room.not_approved": Words(
        zh="数据室还没有得到足够的批准（已有 {count} 人）。",
        en="Too few have approved the room ({count} so far).",
        mend_zh="申请人以外的人批准；净室需要两人。",
        mend_en="Others than the requester approve; a clean room takes two.",
    ),
    "room.approved_by_requester": Words(
        zh="申请数据室的人不能批准它。",
        en="Whoever asked for the room may not approve it.",
    ),
    "room.too_many_people": Words(
        zh="{level} 数据室最多展示 200 人（敏感信息 20 人），这里有 {count} 人。",
        en="A room of level {level} shows at most 200 people (20 sensitive); these are {count}.",
        mend_zh="只选择确有必要的人。",
        mend_en="Choose only those who are strictly needed.",
    ),
    "room.open_too_long": Words(
        zh="{level} 数据室不能开放这么久。",
        en="A room of level {level} may not be open that long.",
        mend_zh="净室最长 72 小时，其余最长 60 天。",
        mend_en="A clean room is open for at most 72 hours, others for 60 days.",
    ),
    "teaser.names_someone": Words(
        zh="公开摘要里发现 {count} 处个人信息或公司名称，不能挂牌。",
        en="The public summary names people or the company in {count} places; it is not listed.",
        mend_zh="删去后重新扫描。",
        mend_en="Take them out and scan again.",
    ),
}
