"""Sentences of what the house does for itself: people, keys, ledger, jobs, mail, papers, gate."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.pages.names.telling import Told

SENTENCES: Mapping[str, Told] = {
    "house.founded": Told(
        (
            "建立了机构，个人信息保护负责人是 {dpo}",
            "founded the house with {dpo} as protection officer",
        )
    ),
    "person.enrolled": Told(
        ("登记了一名{kind}", "enrolled a person: {kind}"), {"kind": "accounts.Kind"}
    ),
    "person.retired": Told(
        ("办理了离职，收回 {grants} 个岗位", "retired a person and ended {grants:role|roles}")
    ),
    "grant.requested": Told(
        (
            "为 {person} 申请{role}岗位[，到 {until} 为止]",
            "asked to make {person} {role}[ until {until}]",
        ),
        {"role": "terms.Role"},
    ),
    "grant.made": Told(
        (
            "批准 {person} 任{role}[，到 {until} 为止]",
            "approved {person} as {role}[ until {until}]",
        ),
        {"role": "terms.Role"},
    ),
    "grant.refused": Told(
        ("想批准岗位，没有通过：{why}", "was kept from granting a role: {why}"),
        {"why": "accounts.Why"},
    ),
    "grant.ended": Told(
        ("收回了 {person} 的{role}岗位", "ended the role of {person}: {role}"),
        {"role": "terms.Role"},
    ),
    "approval.asked": Told(
        ("申请{action}，等另一人批准", "asked for a second person's yes to {action}"),
        {"action": "approvals.Action"},
    ),
    "approval.given": Told(
        ("批准了 {requester} 申请的{action}", "approved {action}, asked for by {requester}"),
        {"action": "approvals.Action"},
    ),
    "approval.turned_down": Told(
        ("没有批准 {requester} 申请的{action}", "turned down {action}, asked for by {requester}"),
        {"action": "approvals.Action"},
    ),
    "approval.withdrawn": Told(
        ("撤回了{action}的申请", "withdrew the request for {action}"),
        {"action": "approvals.Action"},
    ),
    "approval.used": Told(
        ("凭 {approver} 的批准办理了{action}", "used the approval of {approver} for {action}"),
        {"action": "approvals.Action"},
    ),
    "approval.refused": Told(
        ("{action}没有办成：{why}", "was kept from {action}: {why}"),
        {"action": "approvals.Action", "why": "approvals.Why"},
    ),
    "signin.setup_opened": Told(("开出了安装令牌", "made a set-up token")),
    "signin.set_up": Told(("用安装令牌完成了首次登录", "used the set-up token to come in first")),
    "signin.invited": Told(("发出了登录邀请", "invited a person to sign in")),
    "signin.again_asked": Told(
        ("申请让 {person} 重新登记登录方式", "asked to let {person} enrol again")
    ),
    "signin.again_approved": Told(
        (
            "批准 {person} 重新登记登录方式，申请人是 {requester}",
            "approved that {person} enrols again, asked for by {requester}",
        )
    ),
    "signin.entered": Told(
        ("凭{by}进来登记登录方式", "came in by {by} to enrol"), {"by": "signin.By"}
    ),
    "signin.enrolled": Told(
        ("登记好了登录方式：{by}", "enrolled a way to sign in: {by}"), {"by": "signin.By"}
    ),
    "signin.accepted": Told(("登录了，凭{by}", "signed in by {by}"), {"by": "signin.By"}),
    "signin.refused": Told(
        ("记下一次没有通过的登录，凭{by}", "recorded a sign-in by {by} that failed"),
        {"by": "signin.By"},
    ),
    "signin.stepped_up": Told(
        ("再次验证了身份，凭{by}", "proved it again by {by}"), {"by": "signin.By"}
    ),
    "signin.ended": Told(("结束了 {person} 的一次登录", "ended a session of {person}")),
    "signin.locked_down": Told(
        (
            "停用了一人的全部登录，结束 {sessions} 次会话",
            "locked a person out and ended {sessions:session|sessions}",
        )
    ),
    "factor.added": Told(
        ("添加了登录方式：{factor}", "added a way to sign in: {factor}"),
        {"factor": "signin.Factor"},
    ),
    "factor.removed": Told(
        ("移除了登录方式：{factor}", "removed a way to sign in: {factor}"),
        {"factor": "signin.Factor"},
    ),
    "factor.copied": Told(
        ("出示了疑似被复制的通行密钥", "presented a passkey that may have been copied")
    ),
    "token.made": Told(
        (
            "制作了访问令牌，{scopes} 项权限，有效至 {until}",
            "made an access token with {scopes:scope|scopes} until {until}",
        )
    ),
    "token.revoked": Told(("撤销了 {person} 的访问令牌", "revoked an access token of {person}")),
    "ledger.witness_refused": Told(
        (
            "请见证方签字被拒，账本长 {size}，对方答 {status}",
            "was refused a witness's signature at size {size}, status {status}",
        )
    ),
    "ledger.witness_agreed": Told(
        ("重新取得见证方签字，账本长 {size}", "got the witness's signature again at size {size}")
    ),
    "ledger.text_erased": Told(
        ("清除了第 {position} 条记录的附言", "erased the note of entry {position}")
    ),
    "egress.asked": Told(
        ("申请更改外呼名单：{change}", "asked to change whom the house calls: {change}"),
        {"change": "egress.Change"},
    ),
    "egress.allowed": Told(
        (
            "批准了对一个主机的外呼，申请人是 {requester}",
            "approved calls to a host, asked for by {requester}",
        )
    ),
    "egress.withdrawn": Told(
        (
            "批准把一个主机移出外呼名单，申请人是 {requester}",
            "approved that a host is called no more, asked for by {requester}",
        )
    ),
    "emergency.opened": Told(
        (
            "紧急开启了一位客户的资料，本季度第 {number} 次，至 {until}",
            "opened one customer in an emergency, number {number} of the quarter, until {until}",
        )
    ),
    "emergency.notified": Told(
        (
            "在看到任何内容之前通知了 {protection} 和 {second}",
            "had {protection} and {second} told before any value was shown",
        )
    ),
    "emergency.reviewed": Told(
        (
            "复核了 {person} 的紧急开启：{outcome}，{note}",
            "reviewed an emergency of {person}: {outcome}, {note}",
        ),
        {"outcome": "emergency.Outcome", "note": "emergency.Note"},
    ),
    "emergency.overdue": Told(
        (
            "没有按时复核，{person} 的账号已停用",
            "had no review in time: the account of {person} is stopped",
        )
    ),
    "emergency.refused": Told(
        ("紧急开启被拒：{why}", "an emergency was refused: {why}"), {"why": "emergency.Why"}
    ),
    "webhook.made": Told(
        (
            "接入了一个接收系统，推送 {tags} 种事件",
            "had a system told of {tags:kind of event|kinds of event}",
        )
    ),
    "webhook.rotated": Told(
        (
            "更换了接收系统的签名密钥，旧的用到 {until}",
            "gave a receiver a new secret; the old one counts until {until}",
        )
    ),
    "webhook.pinged": Told(("给接收系统发了一条测试", "sent a receiver a test")),
    "webhook.paused": Told(
        ("暂停了事件推送：{cause}", "stopped telling a receiver: {cause}"),
        {"cause": "webhooks.Cause"},
    ),
    "webhook.resumed": Told(("恢复了事件推送", "took up telling a receiver again")),
    "webhook.redelivered": Told(
        ("重新推送了 {delivery}", "sent {delivery} to a receiver once more")
    ),
    "attestation.given": Told(
        (
            "以{role}身份声明：{statement}，有效至 {until}",
            "stated as {role}: {statement}, until {until}",
        ),
        {"role": "terms.Role", "statement": "attestations.Statement"},
    ),
    "attestation.revoked": Told(("撤销了一项声明", "revoked a statement")),
    "clock.started": Told(("启动了演示时钟", "started the clock of the demo")),
    "clock.advanced": Told(("把演示时钟拨到 {to}", "moved the clock of the demo to {to}")),
    "document.stored": Told(
        ("存入了文书：{kind}", "stored a document: {kind}"), {"kind": "documents.Kind"}
    ),
    "document.root_made": Told(("建立了签名根证书", "made the root certificate for signatures")),
    "document.signer_certified": Told(
        ("取得了签名证书，有效至 {until}", "was given a signing certificate until {until}")
    ),
    "task.opened": Told(
        (
            "开出任务，用于{purpose}，共 {actors} 人",
            "opened a task for {actors:person|people}: {purpose}",
        ),
        {"purpose": "terms.Purpose"},
    ),
    "task.closed": Told(("结束了任务", "closed a task")),
    "gate.decided": Told(
        ("获准{act}，用于{purpose}", "was allowed to {act}: {purpose}"),
        {"act": "gate.Act", "purpose": "terms.Purpose", "why": "gate.Code"},
        asks="allowed",
        otherwise=(
            "想{act}，用于{purpose}，闸门没有放行：{why}",
            "asked to {act} for {purpose}; the gate said no: {why}",
        ),
    ),
    "gate.revealed": Told(
        (
            "经闸门{act}，用于{purpose}[，共 {rows} 人]",
            "passed the gate to {act}: {purpose}[, {rows:person|people}]",
        ),
        {"act": "gate.Act", "purpose": "terms.Purpose"},
    ),
    "gate.searched": Told(
        ("检索了客户，命中不超过 {hits} 人", "searched the customers; at most {hits:hit|hits}")
    ),
    "job.died": Told(
        (
            "放弃了一项后台任务，共试 {attempts} 次",
            "gave up a job after {attempts:attempt|attempts}",
        )
    ),
    "job.redelivered": Told(("重新投递了一项后台任务", "put a dead job back to work")),
    "job.asked": Told(
        ("交办了一件要些时间的事：{kind}", "asked for work that takes a while: {kind}"),
        {"kind": "jobs.Kind"},
    ),
    "job.ended": Told(
        ("交办的事有了结果：{kind}，{end}", "saw work end: {kind}, {end}"),
        {"kind": "jobs.Kind", "end": "jobs.End"},
    ),
    "messages.queued": Told(("把 {count} 封信放入发件箱", "queued {count:message|messages}")),
    "messages.settled": Told(
        ("办结了 {count} 封信，经由{via}", "settled {count:message|messages} by {via}"),
        {"via": "outbox.Via"},
    ),
    "rotation.begun": Told(
        ("开始更换{what}，新密钥第 {epoch} 代", "began to replace {what}, new epoch {epoch}"),
        {"what": "rotation.What"},
    ),
    "rotation.finished": Told(
        (
            "换好了{what}，移了 {moved} 项，旧密钥一项也打不开",
            "replaced {what}, moved {moved:value|values}; no old key opens any",
        ),
        {"what": "rotation.What"},
    ),
    "rotation.refused": Told(
        (
            "没能弃用{what}：{reason}，{count} 项",
            "could not drop {what}: {reason}, {count:value|values}",
        ),
        {"what": "rotation.What", "reason": "rotation.Reason"},
    ),
    "rotation.retired": Told(("销毁了一笔转让的密钥", "destroyed the key of a deal")),
    "vault.set_up": Told(
        ("建立了密钥库，根密钥来自{provider}", "set up the vault, root from a {provider}"),
        {"provider": "vault.ProviderKind"},
    ),
    "policy.drafted": Told(
        (
            "起草了第 {number} 版隐私政策，登记 {fields} 个字段",
            "drafted policy {number} with {fields:field|fields}",
        )
    ),
    "policy.approved": Told(
        ("以{role}身份批准了第 {number} 版隐私政策", "approved policy {number} as {role}"),
        {"role": "terms.Role"},
    ),
    "policy.published": Told(("发布了第 {number} 版隐私政策", "published policy {number}")),
}
