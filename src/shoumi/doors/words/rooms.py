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
    "room.no_such_page": Words(
        zh="数据室里没有这一页。",
        en="There is no such page in the room.",
        mend_zh="从目录里选。",
        mend_en="Choose from the index.",
    ),
    "room.opens_after_closing": Words(
        zh="交割后才开。",
        en="It opens after closing.",
        mend_zh="汇总和去标识的内容现在就能看。",
        mend_en="Counts and de-identified rows can be seen now.",
    ),
    "room.view_over": Words(
        zh="这一页的图像过时了。",
        en="The picture of this page is out of time.",
        mend_zh="回到文件，重新打开这一页。",
        mend_en="Go back to the document and open the page again.",
    ),
    "room.title_names_someone": Words(
        zh="标题里有姓名或号码，没有放入。",
        en="The title names somebody; the document was not put in.",
        mend_zh="标题只写是什么文件。",
        mend_en="Let the title say what the document is.",
    ),
    "room.too_much_covered": Words(
        zh="{level} 数据室只放汇总；这份文件有 {count} 处要遮盖。",
        en="A room of level {level} holds counts only. Places to cover in this: {count}.",
        mend_zh="放到 L2 或 L3，或者先把个人信息删去。",
        mend_en="Put it into L2 or L3, or take the personal information out first.",
    ),
    "room.index_full": Words(
        zh="目录满了：最多 {most} 项。",
        en="The index is full: at most {most} entries.",
        mend_zh="把几份合成一份。",
        mend_en="Join several into one.",
    ),
    "room.names_someone": Words(
        zh="没有发出。里面有 {count} 处姓名或号码。",
        en="Not sent. Names or numbers in it: {count}.",
        mend_zh="删掉，或者用文件编号和职务说是哪一位。没有留下您写的内容。",
        mend_en="Take them out, or say by document number and role whom you mean. Nothing of what "
        "you wrote was kept.",
    ),
    "room.wants_people": Words(
        zh="没有发给卖方。交割前给具名客户，要本人单独同意。",
        en="Not sent. Named customers need their own consent before closing.",
        mend_zh="可以问数目、比例和做法；汇总在目录的“客户”里。",
        mend_en="Ask for counts, shares or practice; the counts are under Customers in the index.",
    ),
    "room.nothing_said": Words(
        zh="没有内容，或者超过 {most} 字。",
        en="There is nothing in it, or more than {most} characters.",
        mend_zh="写一两句话。",
        mend_en="Write a sentence or two.",
    ),
    "room.no_such_inquiry": Words(zh="没有这个问题。", en="There is no such question."),
    "room.already_answered": Words(
        zh="第 {number} 问已经答复过了。",
        en="Question {number} has been answered.",
        mend_zh="要补充，请对方再问一次。",
        mend_en="To add to it, let the other side ask again.",
    ),
    "room.no_such_code": Words(
        zh="没有一页印过这个代码。",
        en="No page was ever shown with that code.",
        mend_zh="八个字符，没有 I、L、O、U；对着页上多看几行。",
        mend_en="Eight characters, never I, L, O or U; read it off more than one line.",
    ),
    "room.view_altered": Words(
        zh="这一行和账本说的不一致，不能作为证据。",
        en="The row does not say what the ledger says; it is no evidence.",
        mend_zh="保留现场，交安全负责人查数据库是谁改的。",
        mend_en="Leave it as it is and let security find out who altered the database.",
    ),
    "viewer.will_not_draw": Words(
        zh="这份文件画不出页面：损坏、加密，或者太大。",
        en="No pages can be drawn of this file: broken, locked or too large.",
        mend_zh="另存为普通 PDF 再放。",
        mend_en="Save it as a plain PDF and try again.",
    ),
    "viewer.too_many_pages": Words(
        zh="{count} 页，最多 {most} 页。",
        en="Pages: {count}; at most {most} go in.",
        mend_zh="分成几份。",
        mend_en="Split it.",
    ),
    "viewer.page_unread": Words(
        zh="第 {page} 页只有图像没有文字，查不出里面有没有个人信息，没有放入。",
        en="Page {page} is a picture without text; nothing can be found in it, so it stays out.",
        mend_zh="用带文字的版本，或者先做文字识别。",
        mend_en="Use a version with text, or have the text recognised first.",
    ),
    "viewer.no_file": Words(
        zh="没有选文件。",
        en="No file was chosen.",
        mend_zh="选一份文件，或者选“这间数据室自己的表”。",
        mend_en="Choose a file, or choose this room's own tables.",
    ),
    "teaser.unread": Words(
        zh="文件里有读不了的内容（只有图像的页、附件或表单），查不出有没有个人信息，没有收下。",
        en="The file has parts that cannot be read (a page that is a picture, an attachment, a "
        "form), so nothing can be found in them; it was not kept.",
        mend_zh="换成全是文字、不带附件和表单的文件。",
        mend_en="Bring a file of text alone, without attachments or forms.",
    ),
    "teaser.names_someone": Words(
        zh="公开摘要里发现 {count} 处个人信息或公司名称，不能挂牌。",
        en="The public summary names people or the company (found: {count}); it is not listed.",
        mend_zh="删去后重新扫描。",
        mend_en="Take them out and scan again.",
    ),
}
