"""Texts of rooms: refusals, names of closed words and conditions."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, ConditionText, Message

MESSAGES: Mapping[str, Message] = {
    "room.missing": Message(zh="没有这个数据室。", en="There is no such room."),
    "room.not_in_state": Message(
        zh="数据室当前状态为 {state}，不能这样操作。",
        en="The room is {state}; this cannot be done now.",
    ),
    "room.no_such_level": Message(
        zh="{level} 不是数据室的级别。",
        en="{level} is no level of a room.",
        remedy_zh="数据室为 L1、L2、L3；公开摘要 L0 和交割数据 L4 另有入口。",
        remedy_en="Rooms are L1, L2 and L3; the teaser (L0) and the closing data (L4) are not.",
    ),
    "room.fields_not_registered": Message(
        zh="这一级数据室要显示的字段没有为“尽职调查”登记：{fields}。",
        en="A room of this level shows what is not registered for due diligence: {fields}.",
        remedy_zh="在隐私政策的字段登记表里为它登记用途“尽职调查”，发布后再备。",
        remedy_en="Register it for due diligence in the policy, publish that, prepare anew.",
    ),
    "room.fields_not_assessed": Message(
        zh="影响评估没有涵盖数据室要显示的字段：{fields}。",
        en="The impact assessment leaves out what the room shows: {fields}.",
        remedy_zh="重新做尽职调查的影响评估，涵盖数据室的全部字段，批准后再开。",
        remedy_en="Assess due diligence anew with every field of the room; it opens once approved.",
    ),
    "room.not_anonymous": Message(
        zh="准备的内容不符合 {level} 数据室的要求：个别人可能被认出。",
        en="This may not stand in a room of level {level}: single people could be recognised.",
        remedy_zh="由系统生成，不手工填（“备好数据室”，"
        "或 `shoumi room prepare`）：L1 每格至少 10 人，L2 每组至少 5 人、2 种服务。",
        remedy_en="Have it made, by the act on the room's page or `shoumi room prepare`: a "
        "count at L1 has at least 10 people, a class at L2 at least 5 people and 2 services.",
    ),
    "room.someone_elses": Message(
        zh="有 {count} 人不属于本次转让。",
        en="{count} people are not held under this deal.",
        remedy_zh="只选择本次转让中的人。",
        remedy_en="Choose among the people of this deal.",
    ),
    "room.not_named": Message(
        zh="没有指明可进入的人，或有人不在批准时列明的名单中。",
        en="Nobody is named to enter, or someone whom the approvers did not see named.",
        remedy_zh="只向备好时列明的人开放；换人须重新备好、重新批准。",
        remedy_en="Open it to those named when it was prepared; others take a new room and "
        "approval.",
    ),
    "room.not_approved": Message(
        zh="数据室还没有得到足够的批准（已有 {count} 人）。",
        en="Too few have approved the room ({count} so far).",
        remedy_zh="申请人以外的人批准；净室需要两人。",
        remedy_en="Others than the requester approve; a clean room takes two.",
    ),
    "room.approved_by_requester": Message(
        zh="申请数据室的人不能批准它。",
        en="Whoever asked for the room may not approve it.",
    ),
    "room.too_many_rooms": Message(
        zh="一次最多办 {most} 间数据室，选了 {count} 间。一间也没有办。",
        en="{most} rooms at most in one go; {count} were chosen. Nothing was done.",
        remedy_zh="分几次办。",
        remedy_en="Do it in several goes.",
    ),
    "room.too_many_people": Message(
        zh="{level} 数据室最多展示 200 人（敏感信息 20 人），这里有 {count} 人。",
        en="A room of level {level} shows at most 200 people (20 sensitive); these are {count}.",
        remedy_zh="只选择确有必要的人。",
        remedy_en="Choose only those who are strictly needed.",
    ),
    "room.open_too_long": Message(
        zh="{level} 数据室不能开放这么久。",
        en="A room of level {level} may not be open that long.",
        remedy_zh="净室最长 72 小时，其余最长 60 天。",
        remedy_en="A clean room is open for at most 72 hours, others for 60 days.",
    ),
    "room.no_such_page": Message(
        zh="数据室里没有这一页。",
        en="There is no such page in the room.",
        remedy_zh="从目录里选。",
        remedy_en="Choose from the index.",
    ),
    "room.opens_after_closing": Message(
        zh="交割后才开。",
        en="It opens after closing.",
        remedy_zh="汇总和去标识的内容现在就能看。",
        remedy_en="Counts and de-identified rows can be seen now.",
    ),
    "room.view_over": Message(
        zh="这一页的图像过时了。",
        en="The picture of this page is out of time.",
        remedy_zh="回到文件，重新打开这一页。",
        remedy_en="Go back to the document and open the page again.",
    ),
    "room.title_names_someone": Message(
        zh="标题里有姓名或号码，没有放入。",
        en="The title names somebody; the document was not put in.",
        remedy_zh="标题只写是什么文件。",
        remedy_en="Let the title say what the document is.",
    ),
    "room.too_much_covered": Message(
        zh="{level} 数据室只放汇总；这份文件有 {count} 处要遮盖。",
        en="A room of level {level} holds counts only. Places to cover in this: {count}.",
        remedy_zh="放到 L2 或 L3，或者先把个人信息删去。",
        remedy_en="Put it into L2 or L3, or take the personal information out first.",
    ),
    "room.index_full": Message(
        zh="目录满了：最多 {most} 项。",
        en="The index is full: at most {most} entries.",
        remedy_zh="把几份合成一份。",
        remedy_en="Join several into one.",
    ),
    "room.names_someone": Message(
        zh="没有发出。里面有 {count} 处姓名或号码。",
        en="Not sent. Names or numbers in it: {count}.",
        remedy_zh="删掉，或者用文件编号和职务说是哪一位。没有留下您写的内容。",
        remedy_en="Take them out, or say by document number and role whom you mean. Nothing of "
        "what you wrote was kept.",
    ),
    "room.wants_people": Message(
        zh="没有发给卖方。交割前给具名客户，要本人单独同意。",
        en="Not sent. Named customers need their own consent before closing.",
        remedy_zh="可以问数目、比例和做法；汇总在目录的“客户”里。",
        remedy_en="Ask for counts, shares or practice; the counts are under Customers in the "
        "index.",
    ),
    "room.nothing_said": Message(
        zh="没有内容，或者超过 {most} 字。",
        en="There is nothing in it, or more than {most} characters.",
        remedy_zh="写一两句话。",
        remedy_en="Write a sentence or two.",
    ),
    "room.no_such_inquiry": Message(zh="没有这个问题。", en="There is no such question."),
    "room.already_answered": Message(
        zh="第 {number} 问已经答复过了。",
        en="Question {number} has been answered.",
        remedy_zh="要补充，请对方再问一次。",
        remedy_en="To add to it, let the other side ask again.",
    ),
    "room.nobody_admitted": Message(
        zh="没有发出，数据室现在不能进入。",
        en="Not sent: nobody may go into the room now.",
        remedy_zh="补正后再答复；您写的内容没有留下，答复期限不变。",
        remedy_en="Answer once that is mended; nothing of what you wrote was kept, and the day it "
        "is due stays.",
    ),
    "room.no_such_code": Message(
        zh="没有一页印过这个代码。",
        en="No page was ever shown with that code.",
        remedy_zh="八个字符，没有 I、L、O、U；对着页上多看几行。",
        remedy_en="Eight characters, never I, L, O or U; read it off more than one line.",
    ),
    "room.view_altered": Message(
        zh="这一行和账本说的不一致，不能作为证据。",
        en="The row does not say what the ledger says; it is no evidence.",
        remedy_zh="保留现场，交安全负责人查数据库是谁改的。",
        remedy_en="Leave it as it is and let security find out who altered the database.",
    ),
    "teaser.names_someone": Message(
        zh="公开摘要里发现 {count} 处个人信息或公司名称，不能挂牌。",
        en="The public summary names people or the company (found: {count}); it is not listed.",
        remedy_zh="删去后重新扫描。",
        remedy_en="Take them out and scan again.",
    ),
    # Why a condition or a demand does not hold: told in tables, so half a sentence.
    "room.no_reviewers": Message(zh="净室没有指定审阅人", en="the clean room names no reviewers"),
    "room.still_full": Message(
        zh="数据室展示过的内容尚未销毁",
        en="what a room showed is not destroyed yet",
    ),
    "room.still_open": Message(zh="有数据室未关闭", en="a room is still open"),
    "teaser.not_clean": Message(zh="公开摘要未通过扫描", en="the public summary is not clean"),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "rooms.State": {
        "PREPARED": ("已备好", "prepared"),
        "OPEN": ("开着", "open"),
        "SHUT": ("关着", "shut"),
    },
    "rooms.Why": {
        "room.not_anonymous": ("个别人可能被认出", "single people could be recognised"),
        "room.fields_not_registered": ("字段没有登记", "fields are not registered"),
        "room.fields_not_assessed": ("评估没有涵盖", "the assessment leaves fields out"),
        "room.too_many_people": ("人数太多", "too many people"),
        "room.approved_by_requester": ("申请人不能自己批准", "the requester may not approve"),
        "room.not_approved": ("批准的人不够", "too few have approved"),
        "room.level_not_open": ("这一级尽职调查没有打开", "this level is not open"),
        "deal.stage_not_open": ("这一级尽职调查没有开启", "its milestone is not open"),
        "deal.stage_over": ("这一级尽职调查已经结束", "its milestone is over"),
        "deal.stage_turned_down": ("这一级尽职调查被驳回了", "its milestone was turned down"),
        "room.not_named": ("有人不在名单里", "somebody was not named"),
        "room.open_too_long": ("开放时间太长", "open too long"),
        "room.names_someone": ("写了姓名或号码", "what was written names people"),
        "room.wants_people": ("要的是具名的人", "named people were asked for"),
        "room.title_names_someone": ("标题里有姓名或号码", "the title names people"),
        "room.too_much_covered": ("这一级不能放这样的文件", "no such document at this level"),
        "room.no_such_code": ("没有这个代码", "no page has that code"),
        "room.nobody_admitted": ("现在谁也不能进去", "nobody may go in now"),
        "deal.suspended": ("转让已中止", "the deal is suspended"),
        "deal.terminated": ("转让已终止", "the deal is terminated"),
    },
    "rooms.Section": {
        "1": ("公司", "company"),
        "2": ("财务与税务", "finance and tax"),
        "3": ("合同", "contracts"),
        "4": ("客户", "customers"),
        "5": ("人员", "people"),
        "6": ("个人信息保护", "personal information"),
    },
}

CONDITIONS: Mapping[str, ConditionText] = {
    "listing.clean": ConditionText(
        ("公开摘要里没有个人信息", "no personal information in the public summary"),
        ("删去查出的内容，重新扫描", "Take out what was found and scan again"),
    ),
    "room.reviewers": ConditionText(
        ("净室已备好，审阅人已列明", "clean room prepared, its reviewers named"),
        ("备好净室，列明审阅人", "Prepare the clean room and name its reviewers"),
    ),
    # The house files it by itself.
    "filing:rooms_shut": ConditionText(
        ("数据室关闭记录已归档", "record that the rooms are shut on file"),
        ("关闭全部数据室，记录自动归档", "Shut every room; the record files itself"),
    ),
    "room.all_shut": ConditionText(
        ("数据室全部关闭", "every room shut"),
        ("关闭仍开着的数据室", "Shut the rooms that are open"),
    ),
    "room.emptied": ConditionText(
        ("数据室内容已销毁", "content of the rooms destroyed"),
        ("关闭数据室并清空内容", "Shut the rooms and destroy their content"),
    ),
}
