"""What people call each thing that the doctor looks at; its code is for programs alone."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.base import registry
from shoumi.core.messages import Both

_NAMES: Mapping[str, Both] = {
    "age": ("加密程序 age", "the program age"),
    "apart": ("密钥库分开存放", "keyring kept apart"),
    "cards": ("各部分自己的检查", "checks of the parts"),
    "clock": ("系统时间", "time of the system"),
    "databases": ("数据库连接", "connection to the databases"),
    "default": ("数据库", "database"),
    "default.durable": ("数据库断电", "database without power"),
    "disk": ("磁盘空间", "disk space"),
    "documents": ("存档文件", "documents on file"),
    "drift": ("与数据库的时差", "distance to the database's clock"),
    "durable": ("断电", "loss of power"),
    "entries": ("账本记录", "entries of the ledger"),
    "examination": ("存量数据", "stored data"),
    "fonts": ("字体", "fonts"),
    "highwater": ("账本有没有回退", "whether the ledger went back"),
    "home": ("数据目录", "data folder"),
    "jobs": ("后台任务和邮件", "background jobs and mail"),
    "keyring": ("密钥库", "keyring"),
    "keyring.durable": ("密钥库断电", "keyring without power"),
    "keys": ("密钥期限", "age of keys"),
    "kind": ("正式还是演示", "real or a demo"),
    "ledger": ("账本", "ledger"),
    "migrations": ("数据库结构", "tables of the database"),
    "names": ("识别姓名", "names in running text"),
    "openssl": ("加密程序 OpenSSL", "the program OpenSSL"),
    "orphans": ("残留的文件和密钥", "files and keys left behind"),
    "packages": ("交接包", "packages"),
    "pdfsig": ("签名核对程序 pdfsig", "the program pdfsig"),
    "person": ("人员记录", "records of people"),
    "pictures": ("识读图片", "reading of pictures"),
    "python": ("运行环境", "runtime"),
    "reads": ("查看次数", "counts of looks"),
    "roles": ("岗位分离", "separation of roles"),
    "root": ("根密钥", "root key"),
    "rows": ("放行依据", "rows that open doors"),
    "smtp": ("邮件服务器", "mail relay"),
    "sqlite": ("数据库程序", "database program"),
    "tools": ("所需程序", "programs it needs"),
    "transport": ("传输加密", "encrypted transport"),
    "triggers": ("账本只增不改", "nothing in the ledger changes"),
    "tsa": ("时间戳服务", "time-stamp authority"),
    "witness": ("见证人", "witness"),
    "worker": ("工作进程", "worker"),
    "zip": ("压缩文件", "archives"),
}


def of(check: str) -> Both:
    """By the table, else by the card of that name; the code where it is neither."""
    if check in _NAMES:
        return _NAMES[check]
    found = (one for one in registry.cards() if one.slug == check)
    return next(((one.zh, one.en) for one in found), (check, check))
