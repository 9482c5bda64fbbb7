"""What a milestone waits for, in words, and what to do about it.

``done:``, ``open:``, ``filing:`` and ``duty:`` are put together from the names of the milestone,
the document and the demand; what reads better otherwise is written out, as is the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from shoumi.base import registry
from shoumi.base.pages.names.words import pair
from shoumi.base.pages.say import Bilingual, Lang, say
from shoumi.core.handbook import demand
from shoumi.core.milestones import FilingKind
from shoumi.core.terms import DealStage


@dataclass(frozen=True, slots=True)
class Wanted:
    """``name`` says what has to hold, ``todo`` what makes it hold."""

    name: Bilingual
    todo: Bilingual

    def says(self, lang: Lang) -> str:
        return say(self.name, lang)

    def asks(self, lang: Lang) -> str:
        return say(self.todo, lang)


def condition(code: str) -> Wanted:
    """The words of one condition.

    Raises:
        KeyError: a bug, nobody named this condition.
        UnknownDuty: a demand that the handbook has not.
    """
    kind, _, name = code.rpartition(":")
    return STATED[code] if code in STATED or not kind else _COMPOSED[kind](name)


def _filing(name: str) -> Wanted:
    zh, en = pair(FilingKind(name))
    return Wanted((f"{zh}已归档", f"{en} on file"), (f"归档{zh}", f"File the {en}"))


def _done(name: str) -> Wanted:
    zh, en = pair(DealStage(name))
    return Wanted((f"“{zh}”已完成", f"“{en}” done"), (f"先完成“{zh}”", f"Finish “{en}” first"))


def _open(name: str) -> Wanted:
    zh, en = pair(DealStage(name))
    return Wanted((f"“{zh}”已打开", f"“{en}” open"), (f"先打开“{zh}”", f"Open “{en}” first"))


def _duty(name: str) -> Wanted:
    """What is checked live cannot be attested, so the two ask for different things."""
    asked = demand(name)
    zh, en = pair(asked.accountable)
    todo = ("补上检查发现的缺口", "mend what the check found")
    if registry.check(name) is None:
        todo = ("附证据作出声明", "attest it, with evidence")
    return Wanted(
        (f"{asked.zh}（{name}）", f"{asked.en} ({name})"),
        (f"{zh}：{todo[0]}", f"{en[:1].upper()}{en[1:]}: {todo[1]}"),
    )


_COMPOSED: Mapping[str, Callable[[str], Wanted]] = {
    "filing": _filing,
    "done": _done,
    "open": _open,
    "duty": _duty,
}

STATED: Mapping[str, Wanted] = {
    "subjects.expired_none": Wanted(
        ("没有过期仍保存的信息", "nothing held past its retention"),
        ("销毁保存期满的信息", "Destroy what is past its retention"),
    ),
    "pipia.approved": Wanted(
        ("尽职调查的影响评估有效", "assessment of the due diligence in force"),
        (
            "评估尽职调查，剩余风险降到“中”或以下，再由法务批准",
            "Assess the due diligence, bring what is left to medium or lower; legal approves",
        ),
    ),
    "pipia.transfer": Wanted(
        ("数据转移的影响评估有效", "assessment of the transfer in force"),
        (
            "评估数据转移，剩余风险降到“中”或以下，再由法务批准",
            "Assess the transfer, bring what is left to medium or lower; legal approves",
        ),
    ),
    "listing.clean": Wanted(
        ("公开摘要里没有个人信息", "no personal information in the public summary"),
        ("删去查出的内容，重新扫描", "Take out what was found and scan again"),
    ),
    "nda.effective": Wanted(
        ("双方保密协议已生效", "mutual NDA in force"),
        ("起草保密协议，请双方签署", "Draft the NDA and have both sides sign"),
    ),
    "nda.no_reidentification": Wanted(
        ("保密协议禁止重新识别", "NDA forbids re-identification"),
        ("签署带有不得重新识别条款的协议", "Sign an NDA with a clause against re-identification"),
    ),
    "room.reviewers": Wanted(
        ("净室已备好，审阅人已列明", "clean room prepared, its reviewers named"),
        ("备好净室，列明审阅人", "Prepare the clean room and name its reviewers"),
    ),
    # The house files it by itself.
    "filing:rooms_shut": Wanted(
        ("数据室关闭记录已归档", "record that the rooms are shut on file"),
        ("关闭全部数据室，记录自动归档", "Shut every room; the record files itself"),
    ),
    "room.all_shut": Wanted(
        ("数据室全部关闭", "every room shut"),
        ("关闭仍开着的数据室", "Shut the rooms that are open"),
    ),
    "room.emptied": Wanted(
        ("数据室内容已销毁", "content of the rooms destroyed"),
        ("关闭数据室并清空内容", "Shut the rooms and destroy their content"),
    ),
    "holders.cleared": Wanted(
        ("其他股东已放弃或逾期未答复", "other holders waived or let the time pass"),
        ("归档放弃声明，或等满三十日", "File their waivers, or wait out the thirty days"),
    ),
    "creditors.cleared": Wanted(
        ("债权人申报期已满", "time for creditors' claims over"),
        ("归档通知和公告，等期限届满", "File notice and announcement, wait until the time is over"),
    ),
    "campaign.prepared": Wanted(
        ("告知书已批准，征询已备好", "notice approved, campaign prepared"),
        ("批准告知书，备好征询", "Approve the notice, then prepare the campaign"),
    ),
    "campaign.closed": Wanted(
        ("告知期已截止", "notice period closed"),
        ("到期后截止征询", "Close the campaign when its last day is over"),
    ),
    "consent.satisfied": Wanted(
        ("征询已截止，没有人未决", "campaign closed, nobody undecided"),
        ("记完送达结果，截止征询", "Record every delivery, then close the campaign"),
    ),
    "keys.rotated": Wanted(
        ("密钥在更换期限内", "keys in date"),
        ("更换到期的密钥", "Replace the keys that are due"),
    ),
    "handover.reconciled": Wanted(
        ("交接包已签收且人数一致", "package received and reconciled"),
        ("封包、由另一人放行、取得接收方签收", "Seal, have another release, obtain the receipt"),
    ),
    "requests.open_none": Wanted(
        ("没有未答复的个人请求", "no person's request open"),
        ("答复所有未结的请求", "Answer the requests that are open"),
    ),
    "destruction.recipients": Wanted(
        ("接收方已证明返还或销毁", "recipients proved return or destruction"),
        ("向每个接收方取得销毁证明", "Obtain a certificate from each recipient"),
    ),
}
