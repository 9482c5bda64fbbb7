"""Why demands 4.2 and 4.3 do not hold: told in tables, so each is half a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "conduct.not_begun": Message(
        zh="还没有公示守则或抽过样", en="no rule book was published and no check drawn"
    ),
    "conduct.no_check": Message(
        zh="到期的那个月没有查完", en="the month that was due is not checked"
    ),
    "conduct.earlier_month_left": Message(
        zh="更早有月份抽了样本或定了种子，没有查完",
        en="an earlier month was committed to and is not checked",
        remedy_zh="在员工抽查页抽取并查完那个月。",
        remedy_en="Draw that month on the page of checks, look at its sample and close it.",
    ),
    "conduct.missing_4_2": Message(
        zh="还缺：更早有月份没有定种子，也没有查",
        en="nobody committed to the seed of an earlier month, and it is not checked",
        remedy_zh="在员工抽查页补定种子，那个月的访问全部抽出来查完。",
        remedy_en="Commit to it on the page of checks; all its accesses are drawn and looked at.",
    ),
    "conduct.self_checked": Message(
        zh="有人查看了自己的访问", en="somebody judged an own access, or closed an own check"
    ),
    "conduct.not_all_judged_then": Message(
        zh="办结时没有全部看过", en="it was closed before each was judged"
    ),
    "conduct.not_redrawn": Message(
        zh="样本不是种子抽出的那一份", en="the sample is not the one its seed draws"
    ),
    "conduct.no_rule_book": Message(zh="没有施行的员工守则", en="no rule book is in force"),
    "conduct.no_version_in_force_then": Message(
        zh="有处分没有依据当时有效的守则", en="a sanction rests on no version in force"
    ),
    "conduct.rule_not_there_then": Message(
        zh="有处分依据的规则不存在", en="a sanction rests on a rule that is not there"
    ),
    "conduct.too_severe_then": Message(
        zh="有处分重于守则的规定", en="a sanction is more severe than its rule allows"
    ),
    "conduct.no_right_of_reply_then": Message(
        zh="有处分没有给申辩的机会", en="a sanction came without a right of reply"
    ),
    "conduct.no_evidence_then": Message(zh="有处分没有证据", en="a sanction rests on no evidence"),
    "conduct.is_a_fine_then": Message(zh="有处分其实是罚款", en="a sanction is a fine"),
    "conduct.over_cap_then": Message(
        zh="有赔偿超过当月上限", en="a loss is recovered beyond the cap"
    ),
    "conduct.own_case_then": Message(zh="有人办理了自己的案件", en="somebody handled an own case"),
    "conduct.missing_4_3": Message(
        zh="还缺：施行中的守则没有过半数员工（或员工代表）用自己的账号确认商议属实",
        en="most of the staff, or of those who represent it, have not said by own accounts that the"
        " version in force was talked over with them",
        remedy_zh="起草下一版，公示以前请员工在守则页确认。",
        remedy_en="Draft the next version and have the staff say so on its page first.",
    ),
    "conduct.missing_4_3_of_a_case": Message(
        zh="还缺：有处分依据的那一版守则，员工没有过半数确认商议过",
        en="somebody was punished by a version that most of the staff have not said was made with"
        " them",
        remedy_zh="当事人申诉时撤销该处分；以后的处分依据员工确认过的版本。",
        remedy_en="Lift the decision when the person appeals; later ones rest on a version that"
        " they confirmed.",
    ),
    "conduct.missing_4_3_of_evidence": Message(
        zh="还缺：有处分的证据全部早于它依据的那一版守则，看不出违规发生在守则施行以后",
        en="all that shows a breach is older than the version by which it was punished",
        remedy_zh="当事人申诉时撤销该处分；“发生时间”照账本条目填写。",
        remedy_en="Lift the decision when the person appeals; say of a case when its entries are.",
    ),
    "conduct.not_scored": Message(
        zh="访问记录超过两天没有打分",
        en="accesses were not scored for more than two days",
        remedy_zh="让后台任务运行起来，打完分就恢复。",
        remedy_en="Have the worker run; it opens again with the next round.",
    ),
    "conduct.score_not_followed": Message(
        zh="有人分数超过界限，但只有他能恢复账号，没有自动停用",
        en="somebody's score is beyond the bound, and nobody else could let the access run again",
        remedy_zh="由安全负责人或监督机构停用其账号，或先再任命一位主要负责人或保护负责人。",
        remedy_en="Security or the supervisory body suspends it, or name another head or officer.",
    ),
    "conduct.not_consulted_then": Message(
        zh="施行中的守则没有过半数员工（或员工代表）确认商议过",
        en="most of the staff, or of those who represent it, have not said that the version in"
        " force was talked over with them",
        remedy_zh="起草下一版，公示以前请员工在守则页确认。",
        remedy_en="Draft the next version and have the staff say so on its page first.",
    ),
}
