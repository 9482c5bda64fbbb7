"""Texts of deals: refusals, names of closed words and conditions."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, ConditionText, Message

MESSAGES: Mapping[str, Message] = {
    "deal.no_such": Message(
        zh="没有这笔转让。",
        en="There is no such deal.",
        remedy_zh="请核对编号，例如 D-2026-001。",
        remedy_en="Check the number; it looks like D-2026-001.",
    ),
    "deal.no_such_party": Message(
        zh="转让中没有这个当事方，或者可能指几个当事方。",
        en="The deal has no such party, or several could be meant.",
        remedy_zh="请指明当事方。",
        remedy_en="Name the party.",
    ),
    "deal.bad_party": Message(
        zh="{role}不齐，或填写有误。",
        en="A party is missing or not filled in correctly: {role}.",
        remedy_zh="须有转让方和唯一的目标公司；统一社会信用代码为18位。",
        remedy_en="There is a transferor and exactly one target; a credit code has 18 characters.",
    ),
    "deal.already_there": Message(
        zh="{what} 已经登记。",
        en="{what} is there already.",
        remedy_zh="请使用已登记的那一项。",
        remedy_en="Use the one that is there.",
    ),
    "deal.already_filed": Message(
        zh="同一份文件（{kind}）已经归档。",
        en="This very document ({kind}) is on file already.",
        remedy_zh="无须重复提交。",
        remedy_en="There is no need to file it again.",
    ),
    "deal.no_paper_awaited": Message(
        zh="现在没有你能归档的文件缺着。",
        en="No paper that you may file is missing now.",
        remedy_zh="到了下一个里程碑再来；其他文件可以单独归档。",
        remedy_en="Come back at the next milestone; any other paper can be filed by itself.",
    ),
    "deal.no_paper_chosen": Message(
        zh="一份文件也没有选。",
        en="No paper was chosen.",
        remedy_zh="至少选一份。",
        remedy_en="Choose at least one.",
    ),
    "deal.conflicted_supervisor": Message(
        zh="签字人自己负责被监督的章节，不能代表监督机构签字。",
        en="The signer answers for a chapter under supervision and cannot sign as supervisor.",
        remedy_zh="请由没有利益冲突的监督员签字。",
        remedy_en="Have a supervisor without a conflict sign.",
    ),
    "deal.not_yet": Message(
        zh="“{stage}”还不能推进，还差：{missing}。",
        en="“{stage}” cannot move yet; missing: {missing}.",
        remedy_zh="请由清单所列的负责人补齐后再试。",
        remedy_en="Try again once those named in the list have supplied it.",
    ),
    "deal.stage_not_open": Message(
        zh="转让 {deal} 的里程碑“{stage}”没有开启，现在不能这样做。",
        en="The milestone “{stage}” of {deal} is not open, so this cannot be done now.",
        remedy_zh="由{who}在转让页开启这个里程碑；命令行用 `shoumi deal advance`。",
        remedy_en="{who} opens it on the deal's page, or with `shoumi deal advance`.",
    ),
    "deal.stage_over": Message(
        zh="转让 {deal} 的里程碑“{stage}”已经结束，不能重新开启，所以不能再这样做。",
        en="The milestone “{stage}” of {deal} is over and cannot be opened again, so this cannot "
        "be done any more.",
        remedy_zh="确有需要的，由{who}决定怎么处理。",
        remedy_en="If it is still needed, {who} decides how to go on.",
    ),
    "deal.stage_turned_down": Message(
        zh="转让 {deal} 的里程碑“{stage}”被驳回了，现在不能这样做。",
        en="The milestone “{stage}” of {deal} was turned down, so this cannot be done now.",
        remedy_zh="由{who}决定是否在转让页重新开启；命令行用 `shoumi deal advance`。",
        remedy_en="{who} decides whether to open it again, on the deal's page or with "
        "`shoumi deal advance`.",
    ),
    "deal.wrong_standing": Message(
        zh="“{stage}”目前的状态是 {standing}，不能进行 {move}。",
        en="“{stage}” is {standing}; {move} does not apply.",
        remedy_zh="请先查看转让的里程碑。",
        remedy_en="Look at the milestones of the deal first.",
    ),
    "deal.not_waivable": Message(
        zh="“{stage}”不能省略。",
        en="No deal goes without “{stage}”.",
        remedy_zh="请按条件完成这一里程碑。",
        remedy_en="Complete the milestone on its conditions.",
    ),
    "deal.suspended": Message(
        zh="转让已中止（{reason}）。",
        en="The deal is suspended ({reason}).",
        remedy_zh="原因消除后由个人信息保护负责人恢复。",
        remedy_en="The protection officer resumes it once the cause is gone.",
    ),
    "deal.terminated": Message(
        zh="转让已终止（{reason}），不能再推进。",
        en="The deal is terminated ({reason}) and moves no more.",
        remedy_zh="只能办理返还、销毁和归档。",
        remedy_en="Only return, destruction and filing are left.",
    ),
    "deal.same_buyer": Message(
        zh="新的受让方和原来的是同一家公司，或由同一个人办事。",
        en="The new buyer is the same company as the former one, or the same person acts for it.",
        remedy_zh="只是换经办人的，不用换受让方；否则请另一个人来代办。",
        remedy_en="To change who acts for it, no other buyer is needed; else name another person.",
    ),
    "deal.too_far_for_another": Message(
        zh="变更登记已经开始办理或已完成，不能再换受让方。",
        en="The change is being registered, or was: no other buyer can come in.",
        remedy_zh="终止这笔转让，另建一笔。",
        remedy_en="Terminate this deal and begin another.",
    ),
    "deal.not_suspended": Message(
        zh="转让没有中止。",
        en="The deal is not suspended.",
        remedy_zh="无须恢复。",
        remedy_en="There is nothing to resume.",
    ),
    "deal.may_not_file": Message(
        zh="{kind}不归此人归档。",
        en="This person may not file the {kind}.",
        remedy_zh="由经办这笔转让的人归档，或由当事方指定的人自己交。",
        remedy_en="Somebody who works on the deal files it, or the person whom its side names.",
    ),
    "deal.dated_ahead": Message(
        zh="文件的日期还没有到。",
        en="The paper is dated after today.",
        remedy_zh="核对日期；到那天再归档。",
        remedy_en="Check the date, or file it when that day has come.",
    ),
    "deal.key_day_missing": Message(
        zh="没有写银行是哪天签发这个 U 盾的。",
        en="It is not said when the bank issued this key.",
        remedy_zh="日期填银行签发这个 U 盾的那天，见银行的领用单。",
        remedy_en="As the day give that on which the bank issued it; its receipt says so.",
    ),
    "deal.bank_first": Message(
        zh="银行还没有办账户变更，U 盾不能交接（反电信网络诈骗法第三十一条）。",
        en="The bank has not entered the change of the account, so no key of it is handed over"
        " (Anti-Telecom Fraud Law 31).",
        remedy_zh="先到银行办变更，归档银行变更回执，再交接银行新签发的 U 盾。",
        remedy_en="Have the bank enter the change and file its receipt, then hand over the key that"
        " the bank issues anew.",
    ),
    "deal.old_bank_key": Message(
        zh="这个 U 盾是银行变更（{changed_on}）以前签发的，已经作废，不能交接"
        "（反电信网络诈骗法第三十一条）。",
        en="The bank issued this key before it entered the change ({changed_on}): it is void and is"
        " not handed over (Anti-Telecom Fraud Law 31).",
        remedy_zh="旧 U 盾交回银行注销；交接银行变更以后新签发的。",
        remedy_en="Return the old key to the bank; hand over the one that it issued since.",
    ),
    "deal.paper_not_chosen": Message(
        zh="这一份填了日期，没有选文件。",
        en="A day is filled in here, and no document is chosen.",
        remedy_zh="选上文件；不归档这一份，就清空日期。",
        remedy_en="Choose it, or clear the day if this paper is not to be filed.",
    ),
    "deal.not_such_a_paper": Message(
        zh="{kind}不收{format}。",
        en="The {kind} does not come as a {format}.",
        remedy_zh="可以用：{formats}。",
        remedy_en="It may be: {formats}.",
    ),
    "deal.other_company": Message(
        zh="文件里的统一社会信用代码不是这笔转让任何一方的。",
        en="The company codes in the paper belong to no party of this deal.",
        remedy_zh="核对是不是交错了文件，或先补登当事方的代码。",
        remedy_en="Check that it is the right paper, or name the party with its code first.",
    ),
    "deal.no_company_named": Message(
        zh="{kind}上没有统一社会信用代码。",
        en="No company code stands in the {kind}.",
        remedy_zh="核对是不是交错了文件；扫描件读不清的，换一份清楚的。",
        remedy_en="Check that it is the right paper; hand in a clearer one where it was misread.",
    ),
    "deal.no_such_filing": Message(
        zh="没有这份归档文件。",
        en="There is no such paper on file.",
        remedy_zh="核对编号。",
        remedy_en="Check its reference.",
    ),
    "deal.not_awaited": Message(
        zh="这份文件不等人确认。",
        en="The paper waits for nobody's confirmation.",
        remedy_zh="无须再做什么。",
        remedy_en="There is nothing to do.",
    ),
    "deal.not_the_side": Message(
        zh="只有{side}自己能确认。",
        en="Only the {side} itself confirms it.",
        remedy_zh="请该方指定的人在自己的页面上确认。",
        remedy_en="Have the person of that side confirm it on their page.",
    ),
    "deal.paper_not_kept": Message(
        zh="当时只留下了文件的摘要，没有留存文件。",
        en="Only the fingerprint of the paper was kept at the time, not the paper.",
        remedy_zh="需要时请原持有人再交一份。",
        remedy_en="Ask whoever holds it to hand it in again.",
    ),
    # Why a condition or a demand does not hold: told in tables, so half a sentence.
    "deal.not_filed": Message(zh="尚未归档", en="not on file"),
    "deal.unconfirmed": Message(
        zh="已有人代交，等该方自己确认", en="filed on its behalf; the side has not confirmed it yet"
    ),
    "deal.milestone_not_done": Message(zh="该里程碑尚未完成", en="that milestone is not done"),
    "deal.milestone_not_open": Message(zh="该里程碑尚未打开", en="that milestone is not open"),
    "deal.holder_may_still_answer": Message(
        zh="有股东仍在答复期内", en="a holder may still answer"
    ),
    "deal.creditor_may_still_claim": Message(zh="债权申报期未满", en="a creditor may still claim"),
    "deal.year_unknown": Message(
        zh="期限算到了没有节假日安排的年份，还不能确定是否已满",
        en="the period reaches a year whose public holidays are not known: its end is not certain",
        remedy_zh="在“管理 → 节假日安排”录入那一年",
        remedy_en="Enter that year under Admin, Public holidays",
    ),
    "deal.expired_left": Message(
        zh="还有保存期限已过的人", en="people past retention are still held"
    ),
    "deal.people_held": Message(
        zh="这里保管着本转让的客户资料", en="customers of this deal are held here"
    ),
    "deal.no_individual_seller": Message(zh="没有自然人转让方", en="no natural person sells"),
    "deal.no_other_holder": Message(zh="没有其他股东", en="there is no other holder"),
    "deal.sole_owner": Message(
        zh="只有一个股东，其书面决定已归档", en="there is one shareholder, who decided in writing"
    ),
    "deal.sole_owner_undecided": Message(
        zh="没有登记其他股东：归档唯一股东的书面决定，或先登记其他股东",
        en=(
            "no other holder is named: file the written decision of the sole shareholder, or name "
            "the other holders"
        ),
    ),
    "deal.sole_owner_unconfirmed": Message(
        zh="唯一股东的书面决定由别人代交，等股东自己确认",
        en="somebody else filed the decision of the sole shareholder, who has not confirmed it yet",
    ),
    "deal.requests_unstated": Message(
        zh="第 10.2 条没有有效的声明，请求是否办结无从得知",
        en="no statement about demand 10.2 stands, so nobody knows of open requests",
    ),
    "condition.broke": Message(zh="这一条件无法查明", en="this condition could not be found out"),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "deals.Overlay": {
        "": ("正常进行", "going on"),
        "suspended": ("已中止", "suspended"),
        "terminated": ("已终止", "terminated"),
    },
    "deals.Stand": {
        "going_on": ("进行中", "going on"),
        "suspended": ("已中止", "suspended"),
        "closed": ("已办结", "closed"),
        "terminated": ("已终止", "terminated"),
    },
    "deals.Company": {
        "matches": ("与当事方一致", "belongs to a party"),
        "none_named": ("文件里没有代码", "none in the paper"),
        "not_readable": ("无法读取，没有人核对号码", "not readable: nobody compared the number"),
    },
    "deals.RecipientChange": {
        "new_services": ("提供新的服务", "new services"),
        "marketing": ("推销和广告", "marketing"),
        "profiling": ("画像和自动化决策", "profiling and automated decisions"),
        "sharing": ("再提供给别人", "passing on to others"),
        "calls": ("电话和短信联系", "calls and text messages"),
        "storage": ("换到别处存放", "storage elsewhere"),
    },
    "deals.PartyRole": {
        "TR": ("转让方", "transferor"),
        "TE": ("受让方", "transferee"),
        "former_te": ("原受让方", "former transferee"),
        "target": ("目标公司", "target company"),
        "other_holder": ("其他股东", "other holder"),
        "vendor": ("供应商", "vendor"),
    },
    "deals.Move": {
        "open": ("打开", "open"),
        "finish": ("完成", "finish"),
        "waive": ("略过", "waive"),
        "turn_down": ("记为驳回", "turn down"),
    },
    "deals.WaiveReason": {
        "not_applicable": ("本转让没有这一步", "this deal has no such step"),
        "no_persons": ("不涉及任何人的信息", "nobody's data is touched"),
        "private_sale": ("受让方一开始就已确定", "the buyer was known from the start"),
        "nobody_agreed": ("没有人同意，什么也不能交接", "nobody agreed: nothing may leave"),
        "not_wanted": ("受让方不需要", "the buyer does without it"),
        "done_by_data_sharing": ("部门间已共享办理", "the authorities told each other"),
    },
    "deals.TurnDownReason": {
        "registrar": ("登记机关不予登记", "the registrar said no"),
        "tax_authority": ("税务机关不予受理", "the tax office said no"),
        "holders": ("股东不同意", "the holders said no"),
        "party": ("一方不同意", "a party said no"),
    },
    "deals.SuspendReason": {
        "incident": ("发生安全事件", "an incident"),
        "pipia_expired": ("影响评估已失效", "the assessment has lapsed"),
        "vendor_failed": ("供应商不合格", "a vendor failed"),
        "supervision": ("监督机构要求", "the supervisory body asked for it"),
        "legal_hold": ("依法须保全", "legal hold"),
        "restored": ("恢复后没能全部补做", "a restore could not do all of it again"),
    },
    "deals.TerminateReason": {
        "parties_agreed": ("双方商定终止", "the parties agreed"),
        "party_withdrew": ("一方退出", "a party withdrew"),
        "turned_down": ("主管部门驳回", "it was turned down"),
        "unlawful": ("继续进行不合法", "going on would be unlawful"),
    },
}

CONDITIONS: Mapping[str, ConditionText] = {
    "subjects.expired_none": ConditionText(
        ("没有过期仍保存的信息", "nothing held past its retention"),
        ("销毁保存期满的信息", "Destroy what is past its retention"),
    ),
    "subjects.none_held": ConditionText(
        ("这里没有本转让的任何客户资料", "no customer of this deal is held"),
        ("换一个与事实相符的理由", "Give another reason, one that is so"),
    ),
    "holders.cleared": ConditionText(
        ("其他股东已放弃或逾期未答复", "other holders waived or let the time pass"),
        ("归档放弃声明，或等满三十日", "File their waivers, or wait out the thirty days"),
    ),
    "creditors.cleared": ConditionText(
        ("债权人申报期已满", "time for creditors' claims over"),
        ("归档通知和公告，等期限届满", "File notice and announcement, wait until the time is over"),
    ),
    "requests.open_none": ConditionText(
        ("没有未答复的个人请求", "no person's request open"),
        (
            "每件请求都指派并按期答复；没有在这里登记的，由负责第 10.2 条的人声明",
            "Assign and answer each request; where none is taken in here, state demand 10.2",
        ),
    ),
}
