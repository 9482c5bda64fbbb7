"""Sentences of what happens in a deal: milestones, agreements, assessments, rooms, packages."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.pages.names.telling import Told

_STAGE = {"stage": "terms.DealStage"}
_LEVEL = {"level": "terms.DisclosureLevel"}
_KEY = "calendar.key"
_ON_TIME = (("按时", "on time"), ("晚了", "late"))

SENTENCES: Mapping[str, Told] = {
    "deadline.started": Told(
        ("开始计一项期限：{key}，到 {due} 为止", "started a deadline: {key}, due {due}"),
        {"key": _KEY},
    ),
    "deadline.met": Told(
        ("办结了一项期限：{key}，{late}", "met a deadline: {key}, {late}"),
        {"key": _KEY, "late": _ON_TIME},
    ),
    "deadline.recounted": Told(
        ("按新的放假安排重算期限，到 {due} 为止", "counted a deadline again: due {due}")
    ),
    "deal.created": Told(
        (
            "立项 {year} 年第 {number} 号转让：{type}，共 {parties} 方",
            "created deal {number} of {year}: {type}, {parties:party|parties}",
        ),
        {"type": "terms.DealType"},
    ),
    "deal.party_added": Told(
        ("加入了一个当事方：{role}", "added a party: {role}"), {"role": "deals.PartyRole"}
    ),
    "deal.dataset_added": Told(
        (
            "登记了一个数据集，接收方是{recipient}，法律要求{instrument}",
            "added a data set; recipient: {recipient}, the law asks for: {instrument}",
        ),
        {"recipient": "instruments.Recipient", "instrument": "terms.Instrument"},
    ),
    "deal.instrument_decided": Told(
        (
            "重新判定数据集的法律要求：{instrument}",
            "decided again what the law asks for: {instrument}",
        ),
        {"instrument": "terms.Instrument"},
    ),
    "deal.filed": Told(
        ("归档了{kind}，日期 {on}", "filed the {kind}, dated {on}"),
        {"kind": "milestones.FilingKind"},
    ),
    "deal.milestone_opened": Told(("打开了“{stage}”", "opened “{stage}”"), _STAGE),
    "deal.milestone_done": Told(("完成了“{stage}”", "finished “{stage}”"), _STAGE),
    "deal.milestone_waived": Told(
        ("略过了“{stage}”：{reason}", "waived “{stage}”: {reason}"),
        {**_STAGE, "reason": "deals.WaiveReason"},
    ),
    "deal.milestone_refused": Told(
        ("记下“{stage}”被驳回：{reason}", "recorded that “{stage}” was turned down: {reason}"),
        {**_STAGE, "reason": "deals.TurnDownReason"},
    ),
    "deal.refused": Told(
        (
            "想{move}“{stage}”，还缺 {missing} 项",
            "tried to {move} “{stage}”; missing: {missing:condition|conditions}",
        ),
        {**_STAGE, "move": "deals.Move"},
    ),
    "deal.suspended": Told(
        ("中止了转让：{reason}", "suspended the deal: {reason}"), {"reason": "deals.SuspendReason"}
    ),
    "deal.resumed": Told(
        ("恢复了转让，此前的原因：{reason}", "resumed the deal; it had been stopped for: {reason}"),
        {"reason": "deals.SuspendReason"},
    ),
    "deal.terminated": Told(
        ("终止了转让：{reason}", "terminated the deal: {reason}"),
        {"reason": "deals.TerminateReason"},
    ),
    "agreement.drafted": Told(
        ("起草了{kind}，违约金 {damages} 元", "drafted the {kind}, damages {damages} yuan"),
        {"kind": "agreements.Kind"},
    ),
    "agreement.signed": Told(
        (
            "签署了{kind}，共 {persons} 人[，有效至 {until}]",
            "signed the {kind} for {persons:person|people}[, until {until}]",
        ),
        {"kind": "agreements.Kind"},
    ),
    "agreement.breached": Told(("把保密协议记为违约", "marked an NDA as breached")),
    "agreement.revoked": Told(("撤销了保密协议", "revoked an NDA")),
    "agreement.withdrawn": Told(
        (
            "撤回了保密协议的草稿（{kind}），已签 {signed} 人",
            "took back the draft of an NDA ({kind}), signed by {signed}",
        ),
        {"kind": "agreements.Kind"},
    ),
    "pipia.drafted": Told(
        (
            "起草了第 {number} 号影响评估：{scope}，风险：{grade}",
            "drafted assessment {number}: {scope}, risk {grade}",
        ),
        {"scope": "compliance.Scope", "grade": "terms.RiskGrade"},
    ),
    "pipia.mitigated": Told(
        (
            "为第 {number} 号影响评估写下措施，剩余风险：{grade}",
            "wrote down the measures of assessment {number}, risk left: {grade}",
        ),
        {"grade": "terms.RiskGrade"},
    ),
    "pipia.approved": Told(
        (
            "批准了第 {number} 号影响评估，剩余风险：{grade}，有效至 {until}",
            "approved assessment {number}, risk left: {grade}, until {until}",
        ),
        {"grade": "terms.RiskGrade"},
    ),
    "pipia.stale": Told(("记下第 {number} 号影响评估已失效", "found assessment {number} stale")),
    "teaser.scanned": Told(
        (
            "扫描了公开摘要，查出 {hits} 处，隐去 {suppressed} 格",
            "scanned the public summary: {hits:hit|hits}, {suppressed:cell|cells} left out",
        )
    ),
    "room.prepared": Told(
        (
            "备好了数据室：{level}，{rows} 行，每组至少 {k} 人",
            "prepared a room: {level}, {rows:row|rows}, groups of at least {k}",
        ),
        _LEVEL,
    ),
    "room.approved": Told(
        (
            "批准了数据室：{level}，已有 {count} 人批准",
            "approved a room: {level}, {count:approval|approvals} so far",
        ),
        _LEVEL,
    ),
    "room.opened": Told(
        (
            "向 {persons} 人打开了数据室：{level}，到 {until} 为止",
            "opened a room to {persons:person|people}: {level}, until {until}",
        ),
        _LEVEL,
    ),
    "room.shut": Told(("关闭了数据室：{level}", "shut a room: {level}"), _LEVEL),
    "room.emptied": Told(
        ("销毁了 {count} 个数据室的内容", "destroyed the content of {count:room|rooms}")
    ),
    "room.paper_put": Told(
        (
            "在数据室放入文件 {section}.{place}：{pages} 页，遮盖 {covered} 处",
            "put document {section}.{place} into a room: {pages:page|pages}, {covered} covered",
        )
    ),
    "room.page_seen": Told(
        ("看了文件 {section}.{place} 第 {page} 页", "looked at {section}.{place}, page {page}")
    ),
    "room.page_checked": Told(
        (
            "开放前核对了文件 {section}.{place} 第 {page} 页",
            "checked {section}.{place}, page {page}, before the room opens",
        )
    ),
    "room.asked": Told(
        ("在数据室提了第 {number} 问，{due} 前答复", "asked question {number}, due {due}")
    ),
    "room.answered": Told(
        ("答复了第 {number} 问，{late}", "answered question {number}, {late}"),
        {"late": _ON_TIME},
    ),
    "room.traced": Told(
        ("查了一份流出的页：账本位置 {seen}", "traced a page that got out: position {seen}")
    ),
    "room.refused": Told(
        ("想用数据室，没有通过：{why}", "was refused at a room: {why}"), {"why": "rooms.Why"}
    ),
    "package.sealed": Told(
        (
            "封好了交接包：同意 {consented} 人，撤回 {withdrawn} 人，交出 {sent} 人",
            "sealed a package: {consented} consented, {withdrawn} withdrew, {sent} sent",
        )
    ),
    "package.released": Told(("放行了交接包", "released the package")),
    "package.received": Told(
        ("签收了交接包，哈希{equal}", "received the package; its hash {equal}"),
        {"equal": (("不一致", "differs"), ("一致", "is equal"))},
    ),
    "package.voided": Told(("作废了交接包，文件已删", "voided the package; its file is gone")),
    "package.refused": Told(
        ("想办资料交接，没有通过：{why}", "was refused at the handover: {why}"),
        {"why": "handover.Why"},
    ),
}
