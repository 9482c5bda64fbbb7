"""Texts of this chapter: refusals.  Names: ``word_names.py``."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.chapters.conduct import demand_messages, leaving_messages, word_names
from shoumi.core.messages import Both, Message

NAMES: Mapping[str, Mapping[str, Both]] = word_names.NAMES

MESSAGES: Mapping[str, Message] = {
    **leaving_messages.MESSAGES,
    **demand_messages.MESSAGES,
    "conduct.no_book": Message(
        zh="没有这一版员工守则。",
        en="There is no such rule book.",
        remedy_zh="在“员工守则”里找，或用 `shoumi rulebook list`。",
        remedy_en="Look under Rule book, or with `shoumi rulebook list`.",
    ),
    "conduct.no_such_check": Message(
        zh="没有这次抽查。",
        en="There is no such check.",
        remedy_zh="在“员工抽查”里找，或用 `shoumi staffcheck list`。",
        remedy_en="Look under Checks of staff, or with `shoumi staffcheck list`.",
    ),
    "conduct.no_sample": Message(
        zh="没有抽中这一条。",
        en="That access was not drawn.",
        remedy_zh="从抽查页上打开。",
        remedy_en="Open it from the page of its check.",
    ),
    "conduct.no_case": Message(
        zh="没有这个案件，或者与您无关。",
        en="There is no such case, or it is nothing to you.",
        remedy_zh="在“违规案件”里找。",
        remedy_en="Look under Cases.",
    ),
    "conduct.no_reward": Message(
        zh="没有这项奖励，或者没有公开。",
        en="There is no such reward, or it is not shown.",
        remedy_zh="在“奖励”里找。",
        remedy_en="Look under Rewards.",
    ),
    "conduct.no_suspension": Message(
        zh="没有这次停用。",
        en="There is no such suspension.",
        remedy_zh="在“停用账号”里找。",
        remedy_en="Look under Suspensions.",
    ),
    "conduct.text_missing": Message(
        zh="还没有写：{part}。",
        en="Nobody wrote: {part}.",
        remedy_zh="写上再交。",
        remedy_en="Write it and hand it in again.",
    ),
    "conduct.text_too_long": Message(
        zh="太长了，最多 {most} 字。",
        en="That is too long: {most} characters at most.",
        remedy_zh="写短一些。",
        remedy_en="Say it in fewer words.",
    ),
    "conduct.rule_unfit": Message(
        zh="第 {line} 行不是一条规则。",
        en="Line {line} is no rule.",
        remedy_zh="写成：编号 | 内容 | 最重处分；编号不能重复，不超过 12 个字符。",
        remedy_en="Write it as: code | words | most severe sanction; no code twice, 12 characters.",
    ),
    "conduct.not_consulted": Message(
        zh="没有与员工商议过，守则不能作依据（劳动合同法第四条）。",
        en="It was talked over with nobody, so nothing can rest on it (LCL 4).",
        remedy_zh="先与职工代表大会或全体职工讨论，与工会或职工代表协商，再填日期和人数。",
        remedy_en="Discuss it with the employees, settle it with the union, then say when.",
    ),
    "conduct.same_person": Message(
        zh="起草的人和第一位批准的人不能再批准。",
        en="Who wrote it, and who approved it first, does not approve it again.",
        remedy_zh="请另一位批准：主要负责人、人事、法务或保护负责人。",
        remedy_en="Have another approve it: head, HR, legal or protection officer.",
    ),
    "conduct.not_a_draft": Message(
        zh="这一版已经批准完或已经公示。",
        en="It is approved by two, or published.",
        remedy_zh="要改的话，另起草一版。",
        remedy_en="Draft another version to change it.",
    ),
    "conduct.two_missing": Message(
        zh="还没有两位批准。",
        en="Two have not approved it.",
        remedy_zh="请两位没有起草它的人批准。",
        remedy_en="Have two approve it who did not write it.",
    ),
    "conduct.not_in_force": Message(
        zh="这一版不在施行。",
        en="That version is not in force.",
        remedy_zh="打开现行的一版。",
        remedy_en="Open the one that is.",
    ),
    "conduct.already_accepted": Message(
        zh="您已经确认过这一版。",
        en="You have acknowledged that version.",
        remedy_zh="不用再做什么。",
        remedy_en="Nothing is left to do.",
    ),
    "conduct.already_committed": Message(
        zh="本月和下月的种子都已定下。",
        en="The seeds of this month and the next are committed to.",
        remedy_zh="不用再做什么；以后每天自动补上。",
        remedy_en="Nothing is left to do; the house goes on by itself each day.",
    ),
    "conduct.month_runs": Message(
        zh="{month} 这个月还没有过完。",
        en="The month of {month} is not over.",
        remedy_zh="下个月再抽样。",
        remedy_en="Draw it once the month is over.",
    ),
    "conduct.already_drawn": Message(
        zh="样本已经抽过，不能重抽。",
        en="The sample is drawn, and is not drawn again.",
        remedy_zh="在抽查页上逐条查看。",
        remedy_en="Judge it on the page of the check.",
    ),
    "conduct.nobody_else": Message(
        zh="{person} 的访问没有别人能查看。",
        en="Nobody but {person} could look at what {person} opened.",
        remedy_zh="再任命一位监督人员或保护负责人，然后重抽。",
        remedy_en="Appoint another of the supervisory body or protection officer, then draw.",
    ),
    "conduct.own_access": Message(
        zh="不能查看自己的访问，也不能决定由谁来看。",
        en="Nobody judges an own access, or says who does.",
        remedy_zh="请另一位办理。",
        remedy_en="Have another do it.",
    ),
    "conduct.not_yours": Message(
        zh="这一条派给了另一位。",
        en="Another was asked to judge it.",
        remedy_zh="那位不在的话，先改派。",
        remedy_en="Where that person is away, have it reassigned first.",
    ),
    "conduct.no_checker": Message(
        zh="这位不能查看员工的访问。",
        en="That person judges no accesses of staff.",
        remedy_zh="选监督人员或保护负责人。",
        remedy_en="Choose one of the supervisory body or the protection officer.",
    ),
    "conduct.already_judged": Message(
        zh="这一条已经看过。",
        en="It is judged already.",
        remedy_zh="看下一条。",
        remedy_en="Go on to the next.",
    ),
    "conduct.ground_unfit": Message(
        zh="理由和结论对不上。",
        en="That reason does not go with the finding.",
        remedy_zh="按结论选理由。",
        remedy_en="Choose one that goes with it.",
    ),
    "conduct.not_all_judged": Message(
        zh="还有 {count} 条没有看。",
        en="{count} were not looked at.",
        remedy_zh="看完再办结。",
        remedy_en="Judge them first.",
    ),
    "conduct.is_checked": Message(
        zh="样本里有您自己的访问，不能由您办结。",
        en="Something of yours was drawn, so you do not close it.",
        remedy_zh="请样本里没有访问的人办结：监督人员、保护负责人或主要负责人。",
        remedy_en="Have somebody close it of whom nothing was drawn.",
    ),
    "conduct.not_drawn": Message(
        zh="还没有抽样，或者已经办结。",
        en="It is not drawn, or closed already.",
        remedy_zh="先抽样。",
        remedy_en="Draw it first.",
    ),
    "conduct.nothing_drawn": Message(
        zh="还没有抽样，没有可以重抽的。",
        en="Nothing is drawn yet, so nothing can be drawn again.",
        remedy_zh="抽样以后再取。",
        remedy_en="Take it once the sample is drawn.",
    ),
    "conduct.evidence_unfit": Message(
        zh="账本记录 {position} 不是当事人自己的记录。",
        en="Entry {position} is none that the person made.",
        remedy_zh="填当事人自己的记录编号，用逗号隔开。",
        remedy_en="Give the numbers of the person's own entries, with commas.",
    ),
    "conduct.own_case": Message(
        zh="不能办理自己的案件。",
        en="Nobody handles an own case.",
        remedy_zh="请另一位办理。",
        remedy_en="Have another do it.",
    ),
    "conduct.opened_it": Message(
        zh="立案的人不作决定，作决定的人不复核。",
        en="Who opened a case does not decide it, and who decided does not settle the appeal.",
        remedy_zh="请另一位办理。",
        remedy_en="Have another do it.",
    ),
    "conduct.not_the_person": Message(
        zh="只能由当事人自己提出。",
        en="Only the person concerned does that.",
        remedy_zh="请当事人自己办理。",
        remedy_en="Have that person do it.",
    ),
    "conduct.step_over": Message(
        zh="这一步已经过去，或者还没有到。",
        en="That step is over, or has not come.",
        remedy_zh="看案件现在到了哪一步。",
        remedy_en="See where the case stands.",
    ),
    "conduct.no_version_in_force": Message(
        zh="事发时没有公示有效的守则，不能处分。",
        en="No published rule book was in force when it happened, so no sanction rests on it.",
        remedy_zh="撤案；先公示守则。",
        remedy_en="Drop the case; publish a rule book first.",
    ),
    "conduct.rule_not_there": Message(
        zh="当时的守则里没有这一条。",
        en="The version of that time has no such rule.",
        remedy_zh="选当时有效的一条。",
        remedy_en="Choose one that it has.",
    ),
    "conduct.too_severe": Message(
        zh="比这一条规定的最重处分还重。",
        en="That is more severe than the rule allows.",
        remedy_zh="选轻一些的处分。",
        remedy_en="Choose a milder one.",
    ),
    "conduct.no_right_of_reply": Message(
        zh="当事人还没有申辩，时间也没有过。",
        en="The person has not replied, and still has time to.",
        remedy_zh="等申辩，或等期限过去。",
        remedy_en="Wait for the reply, or until the time is over.",
    ),
    "conduct.no_evidence": Message(
        zh="没有证据，不能立案。",
        en="There is no evidence, so there is no case.",
        remedy_zh="填账本记录的编号。",
        remedy_en="Give the numbers of ledger entries.",
    ),
    "conduct.is_a_fine": Message(
        zh="要求的超过已证明的损失，就是罚款；单位无权罚款。",
        en="What is asked beyond a proven loss is a fine, and an employer may impose none.",
        remedy_zh="不超过已证明的损失。",
        remedy_en="Ask for no more than was lost and proven.",
    ),
    "conduct.over_cap": Message(
        zh="超过了当月可扣的上限 {most} 分（工资的 20%，扣后不低于最低工资）。",
        en="A month allows {most} fen at most (20 % of its wage, never below the minimum wage).",
        remedy_zh="减少当月要求的数额，其余以后分月。",
        remedy_en="Ask for less in the month, and for the rest later.",
    ),
    "conduct.oneself_not": Message(
        zh="不能对自己这样做。",
        en="Nobody does that to oneself.",
        remedy_zh="请另一位办理。",
        remedy_en="Have another do it.",
    ),
    "conduct.already_answered": Message(
        zh="您已经这样答过。",
        en="You have said so already.",
        remedy_zh="要改的话，选另一个。",
        remedy_en="Choose the other to change it.",
    ),
    "conduct.already_suspended": Message(
        zh="账号已经停用。",
        en="That account is stopped already.",
        remedy_zh="不用再做什么。",
        remedy_en="Nothing is left to do.",
    ),
    "conduct.not_suspended": Message(
        zh="账号没有停用，或者已经恢复。",
        en="It is not suspended, or was lifted.",
        remedy_zh="不用再做什么。",
        remedy_en="Nothing is left to do.",
    ),
    "conduct.voices_missing": Message(
        zh="还不能公示：只有 {said} 名员工确认征求过意见，至少要 {wanted} 名。",
        en="Not yet: {said} of the staff say they were consulted, {wanted} at least are needed.",
        remedy_zh="请参加商议的员工在守则页说明；说没有的，先去听他们的意见。",
        remedy_en="Have them say so on its page; hear those first who say nobody asked.",
    ),
    "conduct.own_book": Message(
        zh="起草或批准这一版的人不算征求意见的对象。",
        en="Who wrote or approved a version is not asked whether it was talked over.",
        remedy_zh="请其他员工表示。",
        remedy_en="Have others of the staff say so.",
    ),
}
