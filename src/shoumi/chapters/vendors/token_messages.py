"""Why a demand or a vendor's token does not hold: told in tables, so half a sentence each."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "vendors.missing_5_1": Message(
        zh="还缺：令牌写明发到哪个短信账号、哪台邮件服务器；账号是不是这家供应商的，由发令牌的人认定",
        en="a token names the account or relay; that it is the vendor's is the word of its issuer",
    ),
    "vendors.missing_5_2": Message(
        zh="还缺：协议条款按勾选核对；下级受托人由供应商自报",
        en="clauses are checked as ticked; sub-processors are what the vendor says",
    ),
    "vendors.none_yet": Message(
        zh="还没有供应商拿到令牌",
        en="no vendor has a token yet",
    ),
    "vendors.impact_not_assessed": Message(
        zh="委托处理的影响评估没有批准，或已过期",
        en="the impact is not assessed, or no more",
    ),
    "vendors.risk_too_high": Message(
        zh="采取措施以后风险仍然高",
        en="the risk is too high with all measures",
    ),
    "vendors.not_answered": Message(zh="问卷没有答", en="the questionnaire is not answered"),
    "vendors.not_judged": Message(zh="问卷没有审", en="the answers are not judged"),
    "vendors.score_too_low": Message(
        zh="得分不到 70，或有一票否决的回答",
        en="the score is below 70, or an answer rules it out",
    ),
    "vendors.no_agreement": Message(
        zh="没有生效的委托处理协议，或协议没有写全现在的字段",
        en="no agreement in force covers what it gets",
    ),
    "vendors.sub_processor_not_agreed": Message(
        zh="有下级受托人没有经我们同意",
        en="a sub-processor was not agreed to",
    ),
    "vendors.sub_processor_not_reviewed": Message(
        zh="下级受托人变了，还没有重新复查",
        en="a sub-processor is new, and no review since was judged",
    ),
    "vendors.review_overdue": Message(
        zh="复查逾期",
        en="a review is overdue",
    ),
    "vendors.incident_open": Message(
        zh="有事件没有处理完",
        en="an incident is open",
    ),
    "vendors.return_not_confirmed": Message(
        zh="返还或删除没有证明",
        en="return or deletion is not proven",
    ),
    "vendors.over": Message(
        zh="合作已经结束",
        en="it is over",
    ),
    "vendors.purpose_not_listed": Message(
        zh="目的或方式没有列入",
        en="purpose or way is not listed",
    ),
}
