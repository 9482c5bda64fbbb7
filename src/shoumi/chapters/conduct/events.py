"""What chapter 4 writes in the ledger of checks, sanctions and rewards.

conduct.drafted     about the rule book; facts: number, text and rules (digests), consulted,
                    held, people
conduct.approved    about the rule book; facts: number
conduct.published   about the rule book; facts: number
conduct.accepted    about the acceptance; facts: book
conduct.committed   about the check; facts: month, commitment (digest of the seed)
conduct.drawn       about the check; facts: month, seed, first, last, edition, entries, chance,
                    drawn, sample (digest).  Rows: who could be asked to look
conduct.judged      about the sample; facts: check, finding, ground
conduct.reassigned  about the sample; facts: check, checker
conduct.checked     about the check; facts: month, breaches
conduct.told        about the case; facts: person, number, happened, evidence and said (digests),
                    until.  Rows: position of each entry it rests on
conduct.replied     about the case; facts: said (digest)
conduct.decided     about the case; facts: book, sanction, rule and said (digests), asked (fen)
conduct.dropped     about the case; facts: said (digest)
conduct.appealed    about the case; facts: said (digest)
conduct.settled     about the case; facts: upheld, said (digest)
conduct.rewarded    about the reward; facts: person, number, thanks, for, said (digest)
conduct.shown       about the reward; facts: shown
conduct.forgotten   about the case or the reward; facts: texts
conduct.suspended   about the suspension; facts: person, why; where the score did it also signals.
                    Rows: position of each access without which it would not be
conduct.scored      about the house; facts: suspended, spared
conduct.consulted   about the voice; facts: book, says
conduct.lifted      about the suspension; facts: person
conduct.leaving_noted      about the notice; facts: person, given
conduct.leaving_withdrawn  about the notice; facts: person
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    DRAFTED = "conduct.drafted"
    APPROVED = "conduct.approved"
    PUBLISHED = "conduct.published"
    ACCEPTED = "conduct.accepted"
    COMMITTED = "conduct.committed"
    DRAWN = "conduct.drawn"
    JUDGED = "conduct.judged"
    REASSIGNED = "conduct.reassigned"
    CHECKED = "conduct.checked"
    TOLD = "conduct.told"
    REPLIED = "conduct.replied"
    DECIDED = "conduct.decided"
    DROPPED = "conduct.dropped"
    APPEALED = "conduct.appealed"
    SETTLED = "conduct.settled"
    REWARDED = "conduct.rewarded"
    SHOWN = "conduct.shown"
    FORGOTTEN = "conduct.forgotten"
    SUSPENDED = "conduct.suspended"
    LIFTED = "conduct.lifted"
    SCORED = "conduct.scored"
    CONSULTED = "conduct.consulted"
    LEAVING_NOTED = "conduct.leaving_noted"
    LEAVING_WITHDRAWN = "conduct.leaving_withdrawn"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.DRAFTED: Sentence(
        (
            "写了员工守则第 {number} 版，{consulted}，{people} 人参加",
            "drafted rule book {number}: {consulted}, {people:person|people} took part",
        ),
        {"consulted": "conduct.Consulted"},
    ),
    Tag.APPROVED: Sentence(("批准了员工守则第 {number} 版", "approved rule book {number}")),
    Tag.PUBLISHED: Sentence(
        ("公示了员工守则第 {number} 版，即日施行", "published rule book {number}, in force at once")
    ),
    Tag.ACCEPTED: Sentence(("确认读过员工守则", "acknowledged the rule book")),
    Tag.COMMITTED: Sentence(
        (
            "为 {month:month}的抽查定下种子，先公布摘要",
            "committed to the seed of the check of {month:month}",
        )
    ),
    Tag.DRAWN: Sentence(
        (
            "抽出 {month:month}的样本：{entries} 条记录中的 {drawn} 条，种子已公布",
            "drew the sample of {month:month}: {drawn} of {entries} entries; the seed is told",
        )
    ),
    Tag.JUDGED: Sentence(
        ("看过一条访问：{finding}，{ground}", "judged an access: {finding}, {ground}"),
        {"finding": "conduct.Finding", "ground": "conduct.Ground"},
    ),
    Tag.REASSIGNED: Sentence(
        ("把一条样本改由 {checker} 查看", "gave an access of the sample to {checker} to judge")
    ),
    Tag.CHECKED: Sentence(
        (
            "办结了 {month:month}的抽查，违规 {breaches} 条",
            "closed the check of {month:month}: {breaches:breach|breaches}",
        )
    ),
    Tag.TOLD: Sentence(
        (
            "就一件事告知了 {person}，可在 {until} 前申辩",
            "told {person} of a case; a reply is open until {until}",
        )
    ),
    Tag.REPLIED: Sentence(("作了申辩", "replied")),
    Tag.DECIDED: Sentence(
        ("作出处理：{sanction}", "decided: {sanction}"), {"sanction": "conduct.Sanction"}
    ),
    Tag.DROPPED: Sentence(("不予处理，撤了案", "dropped the case")),
    Tag.APPEALED: Sentence(("提出申诉", "appealed")),
    Tag.SETTLED: Sentence(
        ("复核申诉：维持原处理", "settled the appeal: it stands"),
        asks="upheld",
        otherwise=("复核申诉：撤销原处理", "settled the appeal: it is taken back"),
    ),
    Tag.REWARDED: Sentence(
        ("奖励了 {person}：{thanks}，因为{for}", "thanked {person}: {thanks}, for {for}"),
        {"thanks": "conduct.Thanks", "for": "conduct.For"},
    ),
    Tag.SHOWN: Sentence(
        ("同意公开自己受到的奖励", "let the own reward be shown"),
        asks="shown",
        otherwise=("不公开自己受到的奖励", "keeps the own reward to oneself"),
    ),
    Tag.FORGOTTEN: Sentence(
        (
            "保存期限已满，销毁了 {texts} 段文字",
            "destroyed {texts:text|texts} whose term was over",
        )
    ),
    Tag.SUSPENDED: Sentence(
        ("即刻停用了 {person} 的账号：{why}", "suspended the access of {person} at once: {why}"),
        {"why": "conduct.Danger"},
    ),
    Tag.SCORED: Sentence(
        (
            "给近两周的访问打了分：停用 {suspended} 人，另有 {spared} 人须由别人决定",
            "scored the accesses of two weeks: {suspended} suspended, {spared} left to others",
        )
    ),
    Tag.CONSULTED: Sentence(
        (
            "就守则草案的商议表示：{says}",
            "said of the consultation on a draft of the rule book: {says}",
        ),
        {"says": "conduct.Voice"},
    ),
    Tag.LIFTED: Sentence(
        ("恢复了 {person} 的账号", "lifted the suspension of {person}"),
    ),
    Tag.LEAVING_NOTED: Sentence(
        ("登记 {person} 于 {given} 提出离职", "noted that {person} gave notice on {given}")
    ),
    Tag.LEAVING_WITHDRAWN: Sentence(
        ("登记 {person} 不离职了", "noted that {person} stays after all")
    ),
}
