"""Names of what the house runs on: accounts, gate, keys, ledger, jobs, mail, statements."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base.pages.say import Both

NAMES: Mapping[str, Mapping[str, Both]] = {
    "accounts.Kind": {
        "staff": ("内部人员", "staff"),
        "party": ("交易方", "party of a deal"),
        "external": ("外部人员", "outside the house"),
    },
    "signin.By": {
        "passkey": ("通行密钥", "passkey"),
        "password": ("密码和动态码", "password and code"),
        "link": ("邀请链接", "invitation link"),
        "recovery": ("恢复码", "recovery code"),
        "provider": ("公司账号", "company account"),
    },
    "signin.Factor": {
        "passkey": ("通行密钥", "passkey"),
        "password": ("密码", "password"),
        "totp": ("动态码", "one-time codes"),
        "recovery": ("恢复码", "recovery codes"),
        "provider": ("公司账号", "company account"),
    },
    "signin.Scope": {
        "full": ("办理业务", "act in the house"),
        "enrol": ("只能登记登录方式", "enrol and nothing else"),
    },
    "gate.Act": {
        "reveal": ("查看明文", "see values"),
        "list": ("列出遮盖后的行", "list masked rows"),
        "export": ("导出", "export"),
        "send": ("交供应商发送", "send through a vendor"),
        "write": ("写入", "write"),
        "enter": ("进入数据室", "enter a room"),
    },
    "gate.Verdict": {
        "unknown": ("查不到", "unknown"),
        "failed": ("不满足", "failed"),
        "error": ("检查出错", "the check broke"),
    },
    "gate.Code": {
        "gate.ledger_not_ready": ("账本写不进去", "the ledger cannot be written"),
        "gate.clock_behind": ("系统时间落后于账本", "the clock is behind the ledger"),
        "gate.keys_overdue": ("密钥超过更换期限", "the keys are overdue"),
        "gate.task_closed": ("没有进行中的任务", "no open task"),
        "gate.not_on_task": ("不在任务名单里", "not on the task"),
        "gate.act_not_in_task": ("任务不含这种操作", "the task has no such act"),
        "gate.field_not_in_task": ("任务不需要这些字段", "the task needs no such field"),
        "gate.no_role": ("没有任何岗位", "holds no role"),
        "gate.oversight_reads_no_content": ("监督只看记录", "oversight reads no content"),
        "gate.untrained": ("没有有效的培训证书", "no valid training certificate"),
        "gate.deal_not_open": ("交易已中止或终止", "the deal is stopped"),
        "gate.not_on_deal": ("不参与这笔交易", "not on the deal"),
        "gate.no_policy": ("没有已发布的隐私政策", "no policy is published"),
        "gate.field_unregistered": ("字段没有登记", "a field is not registered"),
        "gate.no_agreement": ("没有生效的保密协议", "no NDA in force"),
        "gate.agreement_level": ("保密协议不含这一级", "the NDA stops short of this level"),
        "gate.room_shut": ("数据室关着", "the room is shut"),
        "gate.room_level": ("数据室没开到这一级", "the room is not open this far"),
        "gate.room_export": ("数据室内容不能导出", "nothing leaves a room"),
        "gate.no_assessment": ("没有有效的影响评估", "no assessment in force"),
        "gate.subject_not_held": ("资料已封存、冻结或销毁", "the data is at rest or gone"),
        "gate.subject_of_other_deal": ("此人不属于这笔交易", "the person is of another deal"),
        "gate.no_instrument": ("此人没有同意或未获告知", "neither told nor asked as the law wants"),
    },
    "attestations.Statement": {
        "in_place": ("措施已经落实", "the measure is in place"),
        "checked_outside": ("已在外部系统核对", "checked in another system"),
        "none_occurred": ("没有发生此类情况", "nothing of the kind has happened"),
    },
    "clock.Kind": {
        "real": ("正式环境", "real"),
        "demo": ("演示环境", "demo"),
    },
    "vault.Age": {
        "in_date": ("在用期内", "in date"),
        "due": ("该更换了", "due for replacement"),
        "over": ("已超期", "overdue"),
    },
    "vault.ProviderKind": {
        "keyfile": ("密钥文件", "key file"),
        "passphrase": ("口令", "passphrase"),
    },
    "vault.Residue": {
        "keyring_backups": ("密钥库的备份", "backups of the keyring"),
        "write_ahead_log": ("数据库的预写日志", "the database's write-ahead log"),
    },
    "rotation.What": {
        "root": ("根密钥", "the root key"),
        "kek": ("密钥加密密钥", "a key-encryption key"),
        "deal": ("交易密钥", "a deal's key"),
        "data": ("数据密钥", "the data keys of a deal"),
        "index": ("检索密钥", "a search key"),
        "suite": ("全部密钥与算法套件", "every key, into another suite"),
        "epoch": ("有人销毁后的整代密钥", "the keys above what was erased"),
    },
    "rotation.State": {
        "open": ("进行中", "under way"),
        "done": ("已完成", "done"),
    },
    "rotation.Reason": {
        "in_use": ("仍有数据在用旧密钥", "data still lies under the old key"),
        "still_opens": ("旧密钥仍能打开数据", "an old key still opens data"),
    },
    "jobs.State": {
        "ready": ("待执行", "ready"),
        "running": ("执行中", "running"),
        "done": ("已完成", "done"),
        "dead": ("已放弃，须人工处理", "given up; somebody must look"),
    },
    "outbox.Channel": {
        "email": ("电子邮件", "e-mail"),
    },
    "outbox.State": {
        "queued": ("待发送", "queued"),
        "sent": ("已发出", "sent"),
        "sunk": ("写入文件，未寄出", "written to a file, sent to nobody"),
        "undeliverable": ("无法送达", "undeliverable"),
        "refused": ("闸门不放行地址", "the gate kept the address"),
        "dead": ("多次失败，已放弃", "given up after many attempts"),
    },
    "outbox.Via": {
        "smtp": ("邮件服务器", "mail server"),
        "sink": ("本机文件", "a file of this home"),
    },
    "egress.Change": {
        "allow": ("允许外呼", "allow calls to it"),
        "withdraw": ("不再外呼", "call it no more"),
    },
    "webhooks.State": {
        "waiting": ("等着推送", "waiting"),
        "delivered": ("对方已收下", "taken"),
        "dead": ("多次失败，已放弃", "given up after many tries"),
        "sunk": ("演示环境，未推送", "a demo, told to nobody"),
    },
    "webhooks.Cause": {
        "by_hand": ("人工暂停", "paused by hand"),
        "failing": ("整天没有收下，自动暂停", "took nothing for a day, paused by itself"),
        "gone": ("对方说已不在，自动暂停", "says that it is gone, paused by itself"),
    },
    "ledger.Fault": {
        "position_gone": ("有记录不见了", "an entry is gone"),
        "body_unreadable": ("记录读不出来", "an entry cannot be read"),
        "leaf_hash_wrong": ("记录与其哈希不符", "an entry does not fit its hash"),
        "columns_differ": ("检索列与记录不符", "columns differ from the entry"),
        "time_back": ("时间倒退", "time runs backwards"),
        "rows_differ": ("明细与记录不符", "rows differ from the entry"),
        "rows_unreadable": ("明细读不出来", "rows cannot be read"),
        "rows_unclaimed": ("明细没有对应的记录", "rows that no entry claims"),
        "subtree_differs": ("子树与记录不符", "a subtree differs"),
        "beyond_head": ("记录超出账本末尾", "entries beyond the head"),
        "head_unreadable": ("账本末尾读不出来", "the head cannot be read"),
        "head_time_wrong": ("账本末尾的时间不符", "the head's time is wrong"),
        "triggers_missing": ("防改触发器缺失", "triggers against change are missing"),
        "shortened": ("账本变短了", "the ledger was shortened"),
        "forked": ("账本分叉了", "the ledger was forked"),
        "mark_missing": ("高水位标记不见了", "the high-water mark is gone"),
        "mark_unreadable": ("高水位标记读不出来", "the high-water mark cannot be read"),
    },
}
