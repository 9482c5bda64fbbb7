"""What chapter 13 writes in the ledger.

backup.recipient_named  about the key; facts: recipient (digest of the public key), approver
backup.recipient_ended  about the key
backup.target_added     about the target; facts: kind, medium, elsewhere, china, separate, and the
                        digests of address, site and evidence
backup.target_stated    about the target; facts: medium, elsewhere, china, separate, site, evidence
backup.target_ended     about the target
backup.copied           about the run; facts: target, number, keyring_number, data and keyring
                        (digests of the manifests), sent (bytes), sentinel (when it was written)
backup.verified         about the verification; facts: target, copies, packs, keys (seconds between
                        the oldest that may lie there and the newest), deletion, early (copies
                        of the data that are gone and were younger than a week)
backup.found_damaged    about the verification; facts: target, fault
backup.restore_tested   about the drill; facts: target, number, data, took and loss (seconds),
                        living, proved, destroyed, unreadable, passed, document, key (in which form
                        it was brought), new (whether who drilled had never drilled before), plan
                        (the document it was done by, where there is one)
backup.plan_filed       about the document; facts: document (its digest)
backup.restore_failed   about the drill, which broke off; facts: target
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    RECIPIENT_NAMED = "backup.recipient_named"
    RECIPIENT_ENDED = "backup.recipient_ended"
    TARGET_ADDED = "backup.target_added"
    TARGET_STATED = "backup.target_stated"
    TARGET_ENDED = "backup.target_ended"
    COPIED = "backup.copied"
    VERIFIED = "backup.verified"
    FOUND_DAMAGED = "backup.found_damaged"
    RESTORE_TESTED = "backup.restore_tested"
    RESTORE_FAILED = "backup.restore_failed"
    PLAN_FILED = "backup.plan_filed"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.RECIPIENT_NAMED: Sentence(
        (
            "经 {approver} 批准，登记了一把能打开备份的公钥",
            "named a key that backups are sealed for, approved by {approver}",
        )
    ),
    Tag.RECIPIENT_ENDED: Sentence(
        ("停用了一把备份公钥", "ended a key that backups were sealed for")
    ),
    Tag.TARGET_ADDED: Sentence(
        ("添加了备份存放处（{kind}，{medium}）", "added a place for backups ({kind}, {medium})"),
        {"kind": "copies.Kind", "medium": "backup.Medium"},
    ),
    Tag.TARGET_STATED: Sentence(
        ("重新声明了备份存放处（{medium}）", "stated anew what a place for backups is ({medium})"),
        {"medium": "backup.Medium"},
    ),
    Tag.TARGET_ENDED: Sentence(("停用了备份存放处", "ended a place for backups")),
    Tag.COPIED: Sentence(
        (
            "在 {target} 备份了一份（第 {number} 份，{sent} 字节）",
            "made copy {number} at {target}, {sent} bytes",
        )
    ),
    Tag.VERIFIED: Sentence(
        (
            "读遍了 {target} 的 {copies} 份副本，全部对得上；试删：{deletion}",
            "read all {copies:copy|copies} at {target} and found them whole; deleting: {deletion}",
        ),
        {"deletion": "copies.Deletion"},
    ),
    Tag.FOUND_DAMAGED: Sentence(
        ("{target} 的副本有问题：{fault}", "found copies at {target} damaged: {fault}"),
        {"fault": "backup.Fault"},
    ),
    Tag.RESTORE_TESTED: Sentence(
        (
            "恢复演练通过：{took} 秒，会丢 {loss} 秒；在世 {proved}，已销毁读不出 {unreadable}",
            "drilled a restore: {took} s, loss {loss} s; {proved} proved, {unreadable} unreadable",
        ),
        asks="passed",
        otherwise=(
            "恢复演练没有通过：在世 {proved}/{living}，读不出 {unreadable}/{destroyed}",
            "drilled a restore, not passed: {proved} of {living}, {unreadable} of {destroyed}",
        ),
    ),
    Tag.PLAN_FILED: Sentence(("恢复方案存档", "filed the recovery plan")),
    Tag.RESTORE_FAILED: Sentence(
        ("从 {target} 的恢复演练中断", "a restore drill from {target} broke off")
    ),
}
