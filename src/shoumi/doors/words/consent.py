"""Words of chapter 6."""

from shoumi.doors.words.kinds import Words

WORDS = {
    "notice.contents_missing": Words(
        zh="告知书（{instrument}）缺少法定内容：{contents}。",
        en="The notice ({instrument}) lacks what the law wants said: {contents}.",
        mend_zh="补齐后再批准。",
        mend_en="Add it, then approve.",
    ),
    "notice.missing": Words(zh="没有这份告知书。", en="There is no such notice."),
    "campaign.missing": Words(zh="没有这次告知活动。", en="There is no such campaign."),
    "campaign.asked_already": Words(
        zh="这一目的（{purpose}）已经征求过意见，不能反复征求。",
        en="This purpose ({purpose}) was put to people before; they are not asked again.",
        mend_zh="拒绝之后不得频繁征求（网络数据安全管理条例第二十二条）。",
        mend_en="After a no, people are not asked repeatedly (Network Data Security Reg. 22).",
    ),
    "campaign.wrong_instrument": Words(
        zh="告知书（{instrument}）不能用于这一目的（{purpose}）。",
        en="The notice ({instrument}) does not serve this purpose ({purpose}).",
        mend_zh="向另一处理者提供须取得单独同意；告知不是同意（个人信息保护法第二十三条）。",
        mend_en="Providing to another handler takes separate consent; a notice is none (PIPL 23).",
    ),
    "campaign.not_in_state": Words(
        zh="告知活动当前状态为 {state}，不能这样操作。",
        en="The campaign is {state}; this cannot be done now.",
    ),
    "campaign.nobody_to_tell": Words(
        zh="这次转让没有需要告知的人。",
        en="Nobody is held under this deal who could be told.",
        mend_zh="先用 `shoumi intake` 导入客户资料。",
        mend_en="Take the customers' files in first: `shoumi intake`.",
    ),
    "campaign.reminded_already": Words(
        zh="每次活动只能提醒一次，已经提醒过了。",
        en="A campaign has one reminder, and it was sent.",
        mend_zh="等答复期结束；没有答复的算不同意，不再问。",
        mend_en="Wait for the window to end; silence counts as no, and nobody is asked again.",
    ),
    "campaign.no_letter": Words(
        zh="没有这样一封寄出去、还没退回的信。",
        en="No such letter is out: none was sent, or it came back before.",
        mend_zh="每封退信只登记一次；还没写信的，先“写告知信”。",
        mend_en="Record each letter once; where none was written yet, write the letters first.",
    ),
    "campaign.returned_unfit": Words(
        zh="退信没有登记：有 {count} 处不对。",
        en="No letter was recorded. Wrong places: {count}.",
        mend_zh="照下面写的逐处改好，再交一次；一处不对，整份都不记。",
        mend_en="Mend each place named below and bring it again; one wrong place and none counts.",
    ),
    "campaign.window_over": Words(
        zh="答复期已经结束。",
        en="The window for answers is over.",
        mend_zh="没有答复视为不同意；撤回和异议仍可随时提出。",
        mend_en="Silence counted as no; withdrawing and objecting stay possible.",
    ),
    "campaign.window_open": Words(
        zh="答复期还没有结束，不能提前关闭。",
        en="The window is not over; it cannot be closed early.",
    ),
    "consent.not_invited": Words(
        zh="回执码无效，或此人不在告知名单里。",
        en="The receipt code is not valid, or the person was not invited.",
        mend_zh="请核对告知书上的回执码。",
        mend_en="Check the receipt code on the notice.",
    ),
    "consent.answered_already": Words(
        zh="此人已经答复过。",
        en="The person has answered before.",
        mend_zh="改变主意时，同意可以撤回。",
        mend_en="A yes can be withdrawn.",
    ),
    "consent.not_asked": Words(
        zh="这次只是告知，没有征求同意。",
        en="This campaign informs; it asks for no consent.",
        mend_zh="不同意的人可以提出异议：`shoumi campaign object`。",
        mend_en="Who does not agree objects: `shoumi campaign object`.",
    ),
    "consent.simulated": Words(
        zh="模拟答复只能在演示环境里记录。",
        en="Simulated answers are recorded in demo homes only.",
        mend_zh="写明答复实际来自哪里：门户、纸面或电话。",
        mend_en="Say where the answer really came from: portal, paper or phone.",
    ),
    "consent.guardian_only": Words(
        zh="不满十四周岁的儿童由监护人答复。",
        en="For a child under 14 the guardian answers.",
        mend_zh="请监护人用自己的回执码答复。",
        mend_en="The guardian answers with the guardian's own code.",
    ),
    "consent.nothing_to_withdraw": Words(
        zh="没有可以撤回的同意。",
        en="There is no consent to withdraw.",
    ),
}
