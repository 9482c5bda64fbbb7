"""Texts of chapter 6: refusals, names of closed words and conditions."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, ConditionText, Message

MESSAGES: Mapping[str, Message] = {
    # What the live check leaves out of the handbook's rule: told in tables, so half a sentence.
    "consent.missing_6_1": Message(
        zh="还缺：告知的三种方式、告知记录保存三年没有核对",
        en="the three styles of notice and that it is kept 3 years are not checked",
    ),
    "consent.missing_6_2": Message(
        zh="还缺：持续核对的只有儿童由监护人同意；14 至 18 岁、敏感、出境、公开（第二十五条）的单独"
        "同意没有分开核对，监护人身份没有核验，拒绝后是否照常服务没有核对",
        en="the live check looks at children's consents alone; 14 to 18, sensitive, cross-border, "
        "public disclosure (PIPL 25), a guardian's identity, service after a no are not checked",
    ),
    "consent.missing_6_3": Message(
        zh="还缺：变更说明只在本人的告知页上显示，不会另外送达；告知页以外的处理同意没有登记",
        en=(
            "a change notice is shown on each person's page and not delivered; consents to "
            "processing other than by campaigns are not registered"
        ),
    ),
    "campaign.returned_unfit": Message(
        zh="退信没有登记：有 {count} 处不对。",
        en="No letter was recorded. Wrong places: {count}.",
        remedy_zh="照下面写的逐处改好，再交一次；一处不对，整份都不记。",
        remedy_en="Mend each place named below and bring it again; one wrong place and none "
        "counts.",
    ),
    "notice.contents_missing": Message(
        zh="告知书（{instrument}）缺少法定内容：{contents}。",
        en="The notice ({instrument}) lacks what the law wants said: {contents}.",
        remedy_zh="补齐后再批准。",
        remedy_en="Add it, then approve.",
    ),
    "campaign.letters_waiting": Message(
        zh="还有 {count} 封信没有寄出，不能结束：没有告知到的人，沉默不算不同意。",
        en="{count} letters have not left, so it cannot end: who was not told has said nothing.",
        remedy_zh="在告知页上看是哪些：待寄的“发出告知”接着寄，待打印的排版并交寄，寄不出去的换一种方式。",
        remedy_en="The campaign's letters show which: go on sending, print and post, or send "
        "another way.",
    ),
    "notice.not_waiting": Message(
        zh="这份告知书已经批准或退回，不再等批准。",
        en="This notice was approved or returned; it waits no more.",
        remedy_zh="在告知文本里看它的去向；退回的要重写一份。",
        remedy_en="See under notices what became of it; one that was returned is written anew.",
    ),
    "notice.approved_by_writer": Message(
        zh="告知书是您写的，要由另一个人批准。",
        en="You wrote this notice; another person approves it.",
        remedy_zh="请保护负责人批准；保护负责人自己写的，由法务或机构负责人批准。",
        remedy_en="The protection officer approves it; what that officer wrote, legal or the head.",
    ),
    "notice.missing": Message(zh="没有这份告知书。", en="There is no such notice."),
    "campaign.missing": Message(zh="没有这次告知活动。", en="There is no such campaign."),
    "campaign.asked_already": Message(
        zh="这一目的（{purpose}）已经征求过意见，不能反复征求。",
        en="This purpose ({purpose}) was put to people before; they are not asked again.",
        remedy_zh="拒绝之后不得频繁征求（网络数据安全管理条例第二十二条）。",
        remedy_en="After a no, people are not asked repeatedly (Network Data Security Reg. 22).",
    ),
    "campaign.wrong_instrument": Message(
        zh="告知书（{instrument}）不能用于这一目的（{purpose}）。",
        en="The notice ({instrument}) does not serve this purpose ({purpose}).",
        remedy_zh="向另一处理者提供须取得单独同意；告知不是同意（个人信息保护法第二十三条）。",
        remedy_en="Providing to another handler takes separate consent; a notice is none (PIPL "
        "23).",
    ),
    "campaign.not_in_state": Message(
        zh="告知活动当前状态为 {state}，不能这样操作。",
        en="The campaign is {state}; this cannot be done now.",
    ),
    "campaign.nobody_to_tell": Message(
        zh="这次转让没有需要告知的人。",
        en="Nobody is held under this deal who could be told.",
        remedy_zh="先在转让页导入客户资料；命令行用 `shoumi intake`。",
        remedy_en="Take the customers' files in first, on the deal's page or by `shoumi intake`.",
    ),
    "campaign.reminded_already": Message(
        zh="每次活动只能提醒一次，已经提醒过了。",
        en="A campaign has one reminder, and it was sent.",
        remedy_zh="等答复期结束；没有答复的算不同意，不再问。",
        remedy_en="Wait for the window to end; silence counts as no, and nobody is asked again.",
    ),
    "campaign.no_letter": Message(
        zh="没有这样一封寄出去、还没退回的信。",
        en="No such letter is out: none was sent, or it came back before.",
        remedy_zh="每封退信只登记一次；还没写信的，先“发出告知”。",
        remedy_en="Record each letter once; where none was sent yet, send the letters first.",
    ),
    "campaign.not_to_hand": Message(
        zh="这些信里有的已经寄出、已经登记过，或者没有这个人的信，整份都没有登记。",
        en="Some of these are out or on record already, or there is none; nothing is recorded.",
        remedy_zh="只登记 campaign send 写出、真正交给发送方的那份文件，每份一次。",
        remedy_en="Record the file that campaign send wrote and that was handed over, once.",
    ),
    "campaign.window_over": Message(
        zh="答复期已经结束。",
        en="The window for answers is over.",
        remedy_zh="没有答复视为不同意；撤回和异议仍可随时提出。",
        remedy_en="Silence counted as no; withdrawing and objecting stay possible.",
    ),
    "campaign.window_open": Message(
        zh="答复期还没有结束，不能提前关闭。",
        en="The window is not over; it cannot be closed early.",
    ),
    "campaign.nothing_changed": Message(
        zh="条件没有改变，或变更已经落实。",
        en="Nothing of the terms is other, or it was acted on.",
        remedy_zh="先发布新的政策，或批准新的告知文本。",
        remedy_en="Publish a new policy or approve a new notice first.",
    ),
    "campaign.too_late": Message(
        zh="生效日期不能早于今天。",
        en="A text cannot take effect on a day that is over.",
        remedy_zh="选今天或以后的日期。",
        remedy_en="Choose today or a later day.",
    ),
    "consent.not_invited": Message(
        zh="回执码无效，或此人不在告知名单里。",
        en="The receipt code is not valid, or the person was not invited.",
        remedy_zh="请核对告知书上的回执码。",
        remedy_en="Check the receipt code on the notice.",
    ),
    "consent.answered_already": Message(
        zh="此人已经答复过。",
        en="The person has answered before.",
        remedy_zh="改变主意时，同意可以撤回。",
        remedy_en="A yes can be withdrawn.",
    ),
    "consent.not_asked": Message(
        zh="这次只是告知，没有征求同意。",
        en="This campaign informs; it asks for no consent.",
        remedy_zh="不同意的人可以在答复页提出异议；代为记录的在告知批次页，"
        "或用 `shoumi campaign object`。",
        remedy_en="Who does not agree objects on the page of the answer; staff record it on the "
        "page of the campaign or by `shoumi campaign object`.",
    ),
    "consent.simulated": Message(
        zh="模拟答复只能在演示环境里记录。",
        en="Simulated answers are recorded in demo homes only.",
        remedy_zh="写明答复实际来自哪里：门户、纸面或电话。",
        remedy_en="Say where the answer really came from: portal, paper or phone.",
    ),
    "consent.guardian_only": Message(
        zh="不满十四周岁的儿童由监护人答复。",
        en="For a child under 14 the guardian answers.",
        remedy_zh="请监护人用自己的回执码答复。",
        remedy_en="The guardian answers with the guardian's own code.",
    ),
    "consent.nothing_to_withdraw": Message(
        zh="没有可以撤回的同意。",
        en="There is no consent to withdraw.",
    ),
    "receipt.unfounded": Message(
        zh="账本第 {position} 条与数据库对同意 {consent} 的记载不符，不出具回执。",
        en="Entry {position} of the ledger and the database differ on consent {consent}; "
        "no receipt is issued.",
        remedy_zh="运行 `shoumi ledger verify`，查明数据库是否被改动。",
        remedy_en="Run `shoumi ledger verify` and find out whether the database was changed.",
    ),
    # Why a condition or a demand does not hold: told in tables, so half a sentence.
    "campaign.not_prepared": Message(zh="告知尚未准备", en="the campaign is not prepared"),
    "campaign.not_closed": Message(zh="告知尚未结束", en="the campaign is not closed"),
    "campaign.never_opened": Message(zh="告知从未开始", en="the campaign was never opened"),
    "campaign.none_yet": Message(zh="还没有告知", en="there is no campaign yet"),
    "campaign.undecided": Message(zh="有人的送达情况未定", en="for somebody delivery is undecided"),
    "campaign.superseded": Message(zh="原来的同意已失效", en="the consents are superseded"),
    "consent.not_superseded": Message(
        zh="条件变了，原来的同意还没有记为失效",
        en="the terms changed and the consents are not superseded yet",
    ),
    "consent.change_untold": Message(
        zh="条件变了，还没有告诉本人", en="the terms changed and people were not told yet"
    ),
    "consent.child_alone": Message(zh="有儿童自己作了答复", en="a child answered alone"),
    "consent.without_notice": Message(zh="有同意没有对应的告知文本", en="a consent has no notice"),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "consent.DeadlineKey": {
        "campaign_end": ("告知期届满", "end of the notice period"),
    },
    "consent.Purpose": {
        "SUCCESSION": ("业务由承继人继续", "the business goes on with a successor"),
        "PROVISION": ("提供给另一处理者", "a copy for another handler"),
        "NEW_PURPOSE": ("承继人用于新的目的", "a new purpose of the successor"),
    },
    "consent.Scope": {
        "campaigns:read": ("读告知的进展", "read campaigns"),
        "campaigns:write": ("准备、开始和结束告知", "prepare, open and close campaigns"),
    },
    "consent.CampaignState": {
        "PREPARED": ("已备好", "prepared"),
        "OPEN": ("征询中", "open"),
        "CLOSED": ("已截止", "closed"),
    },
    "consent.Lane": {
        "SELF": ("本人答复", "answers in person"),
        "GUARDIAN": ("监护人答复", "guardian answers"),
    },
    "consent.Delivery": {
        "QUEUED": ("待送达", "queued"),
        "REACHED": ("已送达", "reached"),
        "UNREACHED": ("未送达", "not reached"),
    },
    "consent.Answer": {
        "GIVEN": ("同意", "yes"),
        "REFUSED": ("不同意", "no"),
    },
    "consent.Channel": {
        "PORTAL": ("网页", "web"),
        "PAPER": ("书面", "paper"),
        "PHONE": ("电话", "telephone"),
        "SIMULATED": ("演示，没有问过任何人", "demo, nobody was asked"),
    },
    "consent.Outcome": {
        "EXCLUDED": ("不转移并销毁", "does not move, is destroyed"),
        "MARKETING_OFF": ("随合同转移，不再营销", "moves with the contract, no marketing"),
        "SEALED": ("依法封存", "sealed, a legal duty keeps it"),
        "FROZEN": ("有争议，冻结", "frozen until decided"),
    },
    "consent.Part": {
        "purpose": ("目的", "purpose"),
        "method": ("方式", "method"),
        "category": ("种类", "categories"),
        "recipient": ("接收方", "recipient"),
        "retention": ("保存期限", "retention"),
        "other": ("其他", "other"),
    },
    "consent.DraftState": {
        "WAITING": ("等另一人批准", "waits for another's approval"),
        "APPROVED": ("已批准", "approved"),
        "RETURNED": ("已退回", "returned"),
    },
    # What a notice must say, by the names that ``consent.rules.CONTENTS`` gives the parts.
    "consent.contents": {
        "event": ("发生了什么", "what happens"),
        "effective_on": ("何时生效", "from when"),
        "controller": ("变更后的处理者", "who handles the data afterwards"),
        "recipient_name": ("接收方名称", "name of the recipient"),
        "recipient_contact": ("接收方联系方式", "contact of the recipient"),
        "purpose": ("处理目的", "purpose"),
        "method": ("处理方式", "method"),
        "categories": ("信息种类", "categories of data"),
        "rights": ("个人权利与行使方式", "rights and how to use them"),
        "refusal": ("不同意会怎样", "what a no means"),
        "retention": ("保存多久", "for how long"),
        "controller_contact": ("保管公司的联系方式", "contact of the company that keeps it"),
        "instrument": ("法律依据", "what the law asks for"),
    },
}

CONDITIONS: Mapping[str, ConditionText] = {
    "campaign.prepared": ConditionText(
        ("告知书已批准，征询已备好", "notice approved, campaign prepared"),
        ("批准告知书，备好征询", "Approve the notice, then prepare the campaign"),
    ),
    "campaign.closed": ConditionText(
        ("告知期已截止", "notice period closed"),
        ("到期后截止征询", "Close the campaign when its last day is over"),
    ),
    "consent.satisfied": ConditionText(
        ("征询已截止，没有人未决", "campaign closed, nobody undecided"),
        ("记完送达结果，截止征询", "Record every delivery, then close the campaign"),
    ),
}
