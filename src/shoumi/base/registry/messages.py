"""Names of the closed words of cards."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both

NAMES: Mapping[str, Mapping[str, Both]] = {
    "registry.InboxKind": {
        "approval": ("待批", "approval"),
        "grant": ("岗位", "role"),
        "review": ("复核", "review"),
        "paper": ("文件", "paper"),
        "milestone": ("里程碑", "milestone"),
        "question": ("提问", "question"),
        "task": ("任务", "task"),
        "files": ("导入", "import"),
        "lapse": ("快失效", "lapses soon"),
        "ended": ("转让终止", "deal ended"),
    },
    "registry.ControlledBy": {
        "room": ("申请、批准、办理", "asked for, approved, carried out"),
        "own": ("自有的两个人", "two persons of its own"),
        "absent": ("还没有这种事", "no such act yet"),
    },
    "registry.PathKind": {
        "web": ("网页", "web pages"),
        "data": ("数据库", "database"),
        "keyring": ("密钥库", "keyring"),
        "mail": ("邮件服务器", "mail relay"),
        "call_out": ("出站主机", "host that is called"),
        "copies": ("副本存放处", "place of copies"),
        "witness": ("见证方", "witness"),
    },
    "registry.UsedFor": {
        "root": ("根密钥的推导", "deriving the root key"),
        "keys": ("密钥的加密保存", "wrapping of keys"),
        "records": ("客户资料", "records of customers"),
        "files": ("存档文件", "files"),
        "search": ("检索索引", "search index"),
        "signatures": ("签名", "signatures"),
        "ledger": ("账本", "ledger"),
        "rows": ("数据行的核对", "authentication of rows"),
        "packages": ("交接包", "packages handed over"),
    },
}
