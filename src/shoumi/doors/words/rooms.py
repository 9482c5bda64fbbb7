"""Words of the rooms."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "room.missing": Words(zh="没有这个数据室。", en="There is no such room."),
    "room.not_in_state": Words(
        zh="数据室当前状态为 {state}，不能这样操作。",
        en="The room is {state}; this cannot be done now.",
    ),
    "room.no_such_level": Words(
        zh="{level} 不是数据室的级别。",
        en="{level} is no level of a room.",
        mend_zh="数据室为 L1、L2、L3；公开摘要 L0 和交割数据 L4 另有入口。",
        mend_en="Rooms are L1, L2 and L3; the teaser (L0) and the closing data (L4) are not.",
    ),
    "room.not_anonymous": Words(
        zh="准备的内容不符合 {level} 数据室的要求：个别人可能被认出。",
        en="This may not stand in a room of level {level}: single people could be recognised.",
        mend_zh="用 `shoumi room prepare` 生成：L1 每格至少 10 人，L2 每组至少 5 人、2 种服务。",
        mend_en="Make it with `shoumi room prepare`: a count at L1 has at least 10 people, a class "
        "at L2 at least 5 people and 2 services.",
    ),
    "room.someone_elses": Words(
        zh="有 {count} 人不属于本次转让。",
        en="{count} people are not held under this deal.",
        mend_zh="只选择本次转让中的人。",
        mend_en="Choose among the people of this deal.",
    ),
    "room.level_not_open": Words(
        zh="{deal} 的 {level} 尽职调查没有打开。",
        en="Due diligence of level {level} is not open in {deal}.",
        mend_zh="用 `shoumi deal show` 看还缺什么、由谁补、何时到期。",
        mend_en="`shoumi deal show` names what is missing, who supplies it and by when.",
    ),
    "room.not_named": Words(
        zh="没有指明可进入的人，或有人不在批准时列明的名单中。",
        en="Nobody is named to enter, or someone whom the approvers did not see named.",
        mend_zh="只向备好时列明的人开放；换人须重新备好、重新批准。",
        mend_en="Open it to those named when it was prepared; others take a new room and approval.",
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
