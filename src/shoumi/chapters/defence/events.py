"""What chapter 12 writes in the ledger.

firewall.drafted   about the rule set; facts: number, openings (count), content (digest of the file)
firewall.approved  about the rule set; facts: number, content
firewall.applied   about the rule set, by the system: the host was seen to have it; facts: number
firewall.reviewed  about the rule set; facts: number, openings
firewall.ended     about the rule set; facts: number, replaced
firewall.blocked   about the block of an address; facts: number, until, where (digest), alert (where
                   it is for one), said (commitment, where somebody gave reasons)
firewall.block_seen  about the block, by the system: the host was seen to have it; facts: number
firewall.unblocked  about the block; facts: number
firewall.read      about the reading, by the system, where the host does something else than before;
                   facts: ruleset, seen, differences (count), content (digest of them)
detection.begun    about the watch
detection.stopped  about the watch
detection.opened   about the case, by the system; facts: number, rule, first and last (positions of
                   what it rests on), count, who (where it is one)
detection.taken    about the case; facts: number
detection.closed   about the case; facts: number, verdict, said (commitment)
canary.put         about the canary; facts: number, kind, where (digest), drawn (digest; of an
                   entry)
canary.taken_back  about the canary; facts: number
canary.carried     about the canary: a file of that deal has it; facts: number
canary.returned    about the canary: its number, address or code came back; facts: number
canary.customer_asked    about the canary among customers; facts: number, where (digest)
canary.customer_agreed   about the canary; facts: number
canary.customer_ended    about the canary; facts: number
canary.customer_touched  about the canary: somebody asked for it as for a customer; facts: number
sensor.added       about the sensor; facts: kind, path (digest)
sensor.dropped     about the sensor; facts: kind
sensor.met         about the address, by the system: a sensor named it for the first time; facts:
                   kind, where (digest)
sensor.raised      about the address, by the system; facts: kind, count (of lines), said
                   (commitment: what the sensor calls it)
audit.begun        about the audit
audit.stopped      about the audit
audit.advisories   about the audit; facts: as_of, hits, content (digest of the file)
audit.found        about the finding, by the system; facts: number, what, severity, due, content
                   (digest of its name)
audit.mended       about the finding, by the system: it is not found any more; facts: number
audit.asked        about the finding: to let it stand; facts: number, until, said (commitment)
audit.excepted     about the finding: another let it; facts: number, until
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    DRAFTED = "firewall.drafted"
    APPROVED = "firewall.approved"
    APPLIED = "firewall.applied"
    REVIEWED = "firewall.reviewed"
    ENDED = "firewall.ended"
    READ = "firewall.read"
    BLOCKED = "firewall.blocked"
    BLOCK_SEEN = "firewall.block_seen"
    UNBLOCKED = "firewall.unblocked"
    BEGUN = "detection.begun"
    STOPPED = "detection.stopped"
    OPENED = "detection.opened"
    TAKEN = "detection.taken"
    CLOSED = "detection.closed"
    CANARY_PUT = "canary.put"
    CANARY_TAKEN_BACK = "canary.taken_back"
    CANARY_CARRIED = "canary.carried"
    CANARY_RETURNED = "canary.returned"
    CUSTOMER_CANARY_ASKED = "canary.customer_asked"
    CUSTOMER_CANARY_AGREED = "canary.customer_agreed"
    CUSTOMER_CANARY_ENDED = "canary.customer_ended"
    CUSTOMER_CANARY_TOUCHED = "canary.customer_touched"
    SENSOR_ADDED = "sensor.added"
    SENSOR_DROPPED = "sensor.dropped"
    SENSOR_MET = "sensor.met"
    SENSOR_RAISED = "sensor.raised"
    AUDIT_BEGUN = "audit.begun"
    AUDIT_STOPPED = "audit.stopped"
    ADVISORIES = "audit.advisories"
    FOUND = "audit.found"
    MENDED = "audit.mended"
    EXCEPTION_ASKED = "audit.asked"
    EXCEPTED = "audit.excepted"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.DRAFTED: Sentence(
        (
            "起草了第 {number} 份防火墙规则，放行 {openings} 项",
            "drafted firewall rule set {number} with {openings:opening|openings}",
        )
    ),
    Tag.APPROVED: Sentence(
        ("批准了第 {number} 份防火墙规则", "approved firewall rule set {number}")
    ),
    Tag.APPLIED: Sentence(
        (
            "看到主机已按第 {number} 份防火墙规则执行",
            "saw that the host has firewall rule set {number}",
        )
    ),
    Tag.REVIEWED: Sentence(
        (
            "复核了第 {number} 份防火墙规则，{openings} 项都还需要",
            "reviewed firewall rule set {number}: {openings:opening is|openings are} still needed",
        )
    ),
    Tag.ENDED: Sentence(
        (
            "停用了第 {number} 份防火墙规则",
            "ended firewall rule set {number}",
        )
    ),
    Tag.READ: Sentence(
        (
            "读了主机的防火墙：{seen}，不同 {differences} 处",
            "read the host's firewall: {seen}, {differences:difference|differences}",
        ),
        {"seen": "defence.Seen"},
    ),
    Tag.BLOCKED: Sentence(
        ("封了一个地址（第 {number} 个），到 {until}", "shut address {number} out until {until}")
    ),
    Tag.BLOCK_SEEN: Sentence(
        ("看到主机已封第 {number} 个地址", "saw that the host shuts address {number} out")
    ),
    Tag.UNBLOCKED: Sentence(("解封了第 {number} 个地址", "let address {number} in again")),
    Tag.BEGUN: Sentence(("打开了入侵检测", "switched the watch for intrusions on")),
    Tag.STOPPED: Sentence(("关掉了入侵检测", "switched the watch for intrusions off")),
    Tag.OPENED: Sentence(
        (
            "开出告警 {number}：{rule}，共 {count} 次",
            "opened alert {number}: {rule}, {count:time|times}",
        ),
        {"rule": "defence.Code"},
    ),
    Tag.TAKEN: Sentence(("接下告警 {number}", "took alert {number}")),
    Tag.CLOSED: Sentence(
        ("办结告警 {number}：{verdict}", "closed alert {number}: {verdict}"),
        {"verdict": "defence.Verdict"},
    ),
    Tag.CANARY_PUT: Sentence(
        ("放了诱饵 {number}：{kind}", "put canary {number}: {kind}"),
        {"kind": "defence.CanaryKind"},
    ),
    Tag.CANARY_TAKEN_BACK: Sentence(("撤下了诱饵 {number}", "took canary {number} back")),
    Tag.CANARY_CARRIED: Sentence(
        (
            "交给发送方的文件里带了诱饵 {number}",
            "wrote a file for a company with canary {number} in it",
        )
    ),
    Tag.CANARY_RETURNED: Sentence(
        ("认出从外面回来的诱饵 {number}", "knew canary {number}, which came back from outside")
    ),
    Tag.CUSTOMER_CANARY_ASKED: Sentence(
        ("申请在客户名单里放诱饵 {number}", "asked for canary {number} among customers")
    ),
    Tag.CUSTOMER_CANARY_AGREED: Sentence(
        ("同意在客户名单里放诱饵 {number}", "agreed to canary {number} among customers")
    ),
    Tag.CUSTOMER_CANARY_ENDED: Sentence(
        ("撤下了客户名单里的诱饵 {number}", "took canary {number} out of the customers")
    ),
    Tag.CUSTOMER_CANARY_TOUCHED: Sentence(
        ("打开了客户名单里的诱饵 {number}", "opened canary {number} among the customers")
    ),
    Tag.SENSOR_ADDED: Sentence(
        ("打开了传感器：{kind}", "switched a sensor on: {kind}"), {"kind": "defence.SensorKind"}
    ),
    Tag.SENSOR_DROPPED: Sentence(
        ("关掉了传感器：{kind}", "switched a sensor off: {kind}"), {"kind": "defence.SensorKind"}
    ),
    Tag.SENSOR_MET: Sentence(
        ("第一次从{kind}得知一个地址", "heard of an address for the first time: {kind}"),
        {"kind": "defence.SensorKind"},
    ),
    Tag.SENSOR_RAISED: Sentence(
        ("从{kind}得到 {count} 次报告", "heard {count:line|lines} of {kind}"),
        {"kind": "defence.SensorKind"},
    ),
    Tag.AUDIT_BEGUN: Sentence(("打开了安全自查", "switched the audit of the house on")),
    Tag.AUDIT_STOPPED: Sentence(("关掉了安全自查", "switched the audit of the house off")),
    Tag.ADVISORIES: Sentence(
        (
            "带入了截至 {as_of} 的漏洞公告，命中 {hits} 条",
            "brought advisories as of {as_of}: {hits:hit|hits}",
        )
    ),
    Tag.FOUND: Sentence(
        (
            "自查发现 {number}：{what}，{severity}，限 {due} 前修补",
            "audit finding {number}: {what}, {severity}, to be mended by {due}",
        ),
        {"what": "defence.What", "severity": "defence.Severity"},
    ),
    Tag.MENDED: Sentence(("复测：发现 {number} 已修补", "saw that finding {number} is mended")),
    Tag.EXCEPTION_ASKED: Sentence(
        (
            "申请发现 {number} 暂不修补，到 {until}",
            "asked to let finding {number} stand until {until}",
        )
    ),
    Tag.EXCEPTED: Sentence(
        ("批准发现 {number} 暂不修补，到 {until}", "let finding {number} stand until {until}")
    ),
}
