"""Sentences of what happens to people and their data: taken in, asked, destroyed."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.pages.names.telling import Told

SENTENCES: Mapping[str, Told] = {
    "intake.imported": Told(
        (
            "导入了 {people} 人：新增 {new}，有变化 {changed}，存疑 {doubtful}",
            "imported {people:person|people}: {new} new, {changed} changed, {doubtful} in doubt",
        )
    ),
    "subject.stored": Told(
        ("加密存入了 {rows} 人的资料", "sealed and stored the data of {rows:person|people}")
    ),
    "subject.updated": Told(("更新了 {rows} 人的资料", "updated the data of {rows:person|people}")),
    "subject.state_changed": Told(
        ("把 {rows} 人的资料改为{state}", "changed the state of {rows:person|people}: {state}"),
        {"state": "subjects.State"},
    ),
    "subject.marketing_off": Told(
        ("停止向 {rows} 人营销", "stopped marketing to {rows:person|people}")
    ),
    "subject.keys_swept": Told(
        ("清除 {count} 把无主的密钥", "cleared {count:key|keys} that nobody's data needs")
    ),
    "notice.approved": Told(
        ("批准了告知书：{instrument}", "approved a notice: {instrument}"),
        {"instrument": "terms.Instrument"},
    ),
    "campaign.prepared": Told(
        ("备好了征询：{purpose}，依据{instrument}", "prepared a campaign: {purpose}, {instrument}"),
        {"purpose": "consent.Purpose", "instrument": "terms.Instrument"},
    ),
    "campaign.opened": Told(
        ("开始征询 {rows} 人，到 {until} 为止", "began to ask {rows:person|people} until {until}")
    ),
    "campaign.delivered": Told(
        (
            "记下送达结果：送达 {reached} 人，未送达 {unreached} 人",
            "recorded the delivery: {reached} reached, {unreached} not reached",
        )
    ),
    "campaign.reminded": Told(
        ("提醒了 {count} 人，每人仅此一次", "reminded {count:person|people}, once and no more")
    ),
    "campaign.announced": Told(
        (
            "为未送达的 {count} 人发布公告",
            "made an announcement for {count:person|people} not reached",
        )
    ),
    "campaign.closed": Told(
        (
            "截止征询：同意 {given}，不同意 {refused}，未答 {silent}，未送达 {unreached}",
            (
                "closed the campaign: {given} yes, {refused} no, {silent} silent, "
                "{unreached} not reached"
            ),
        )
    ),
    "consent.answered": Told(
        ("记下答复：同意 {given}，不同意 {refused}", "recorded answers: {given} yes, {refused} no")
    ),
    "consent.withdrawn": Told(
        ("为一人登记撤回同意：{purpose}", "recorded that a person withdrew consent: {purpose}"),
        {"purpose": "consent.Purpose"},
    ),
    "consent.objected": Told(
        ("登记了 {rows} 人的反对", "recorded the objections of {rows:person|people}")
    ),
    "consent.receipted": Told(
        (
            "开出 {count} 份同意回执，共 {of} 份",
            "issued {count} of {of:consent receipt|consent receipts}",
        )
    ),
    "destruction.proposed": Told(
        (
            "提出第 {number} 号销毁，共 {rows} 人，因为{basis}",
            "proposed destruction {number} of {rows:person|people}: {basis}",
        ),
        {"basis": "destruction.Basis"},
    ),
    "destruction.confirmed": Told(
        (
            "见证并确认了第 {number} 号销毁，已有 {count} 人确认",
            "witnessed destruction {number}, {count:confirmation|confirmations} so far",
        )
    ),
    "destruction.begun": Told(
        (
            "开始第 {number} 号销毁，共 {count} 人",
            "began destruction {number} of {count:person|people}",
        )
    ),
    "destruction.verified": Told(
        (
            "核实了第 {number} 号销毁：毁 {keys} 把密钥，删 {records} 条，剩 {left}",
            "verified destruction {number}: {keys} keys and {records} records gone, {left} left",
        )
    ),
    "destruction.certified": Told(
        (
            "出具了第 {number} 号销毁证明，备份最迟 {residual_until} 失效",
            "certified destruction {number}; backups run out by {residual_until}",
        )
    ),
    "destruction.final": Told(
        (
            "办结了第 {number} 号销毁，备份也已失效",
            "closed destruction {number}; backups are gone too",
        )
    ),
    "tombstone.replayed": Told(
        (
            "恢复备份后，再次销毁了 {count} 人的资料",
            "destroyed {count:person|people} again after a restore",
        )
    ),
    "hold.placed": Told(
        (
            "要求暂缓销毁：{cause}[，到 {until} 为止]",
            "put destruction on hold: {cause}[, until {until}]",
        ),
        {"cause": "destruction.Cause"},
    ),
    "hold.lifted": Told(("解除了暂缓销毁", "lifted a hold on destruction")),
    "recipient.due": Told(
        ("要求接收方在 {due} 前返还或销毁", "asked a recipient to return or destroy by {due}")
    ),
    "recipient.proved": Told(
        ("收到接收方的销毁证明", "received a recipient's proof of destruction")
    ),
}
