"""Texts of ledger: refusals and names of closed words."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message

_ZH_STOP = "请勿继续写入。保留现场，运行 `shoumi ledger verify`，并通知安全负责人。"
_EN_STOP = (
    "Write nothing more.  Leave everything as it is, run `shoumi ledger verify`, "
    "and tell the security lead."
)

MESSAGES: Mapping[str, Message] = {
    "ledger.time_behind": Message(
        zh="时间比账本最后一条记录早 {minutes} 分钟，账本时间不可倒退。",
        en="The time is {minutes} minutes behind the last entry; ledger time never goes back.",
        remedy_zh="校准服务器时间后重试。",
        remedy_en="Set the server's clock right, then try again.",
    ),
    "ledger.clock_leapt": Message(
        zh="服务器时间突然快了 {minutes} 分钟，与开机时长对不上，因此没有写入任何内容。",
        en="The server's clock leapt {minutes} minutes ahead of the time the machine has run; "
        "nothing was written.",
        remedy_zh="校准服务器时间后重试；若现在的时间无误，由运维或安全负责人在服务器上运行 "
        "`shoumi clock accept`。",
        remedy_en="Set the server's clock right, then try again; if it is right now, operations or "
        "security runs `shoumi clock accept` on the server.",
    ),
    "ledger.no_such_entry": Message(
        zh="账本中没有第 {position} 号记录。",
        en="The ledger has no entry at position {position}.",
        remedy_zh="记录从 0 号开始；请核对编号。",
        remedy_en="Positions count from 0; check the number.",
    ),
    "ledger.no_such_row": Message(
        zh="第 {position} 号记录没有第 {row} 行。",
        en="The entry at position {position} has no row {row}.",
        remedy_zh="行号从 0 开始；请核对行号。",
        remedy_en="Rows count from 0; check the number.",
    ),
    "ledger.no_such_text": Message(
        zh="第 {position} 号记录没有附带文字，或已删除。",
        en="The entry at position {position} commits to no text, or the text was erased.",
        remedy_zh="请核对编号；删除后不可恢复。",
        remedy_en="Check the number; what was erased does not come back.",
    ),
    "ledger.empty": Message(
        zh="账本还没有任何记录，无可签名。",
        en="The ledger has no entry yet, so there is nothing to sign.",
        remedy_zh="先完成初始化，再导出检查点或证明。",
        remedy_en="Finish setting up, then export a checkpoint or proof.",
    ),
    "ledger.shortened": Message(
        zh="账本现有 {size} 条记录，但曾达到 {mark} 条：记录被截断，或数据库被换成旧版本。",
        en="The ledger has {size} entries and once had {mark}: it was cut short, or an older "
        "database was put in its place.",
        remedy_zh=_ZH_STOP,
        remedy_en=_EN_STOP,
    ),
    "ledger.forked": Message(
        zh="账本前 {mark} 条记录与从前不符（只有前 {same} 条确认一致）：历史已被改写。",
        en="The first {mark} entries are not those that were there (only the first {same} are "
        "known to be the same): history was rewritten.",
        remedy_zh=_ZH_STOP,
        remedy_en=_EN_STOP,
    ),
    "ledger.mark_missing": Message(
        zh="账本有 {size} 条记录，但数据目录中没有高水位文件 ledger.highwater。",
        en="The ledger has {size} entries, and the high-water file ledger.highwater is not in the "
        "data folder.",
        remedy_zh="找回该文件；若确为有意恢复备份，由负责人确认后重建高水位。",
        remedy_en="Bring the file back; if a backup was restored on purpose, have the person in "
        "charge accept the ledger as it is.",
    ),
    "ledger.mark_unreadable": Message(
        zh="高水位文件 ledger.highwater 内容损坏或无法读取。",
        en="The high-water file ledger.highwater is damaged or cannot be read.",
        remedy_zh="从备份找回该文件，并检查磁盘与权限。",
        remedy_en="Bring the file back from a backup; check the disk and the permissions.",
    ),
    "ledger.not_recorded": Message(
        zh="查阅记录未能写入账本，因此没有显示任何内容。",
        en="The read could not be recorded in the ledger, so nothing was shown.",
        remedy_zh="检查磁盘空间后重试。",
        remedy_en="Check that the disk has space, then try again.",
    ),
    "ledger.sealed": Message(
        zh="账本被改动过，已封存：所有的门都关着，不能查阅，也不能办事。",
        en="The ledger was found altered and is sealed: every door is shut, nothing is read or "
        "done.",
        remedy_zh="运维在服务器上运行 `shoumi doctor` 和 `shoumi ledger verify` "
        "查明，再从备份恢复。",
        remedy_en="Operations runs `shoumi doctor` and `shoumi ledger verify` on the server to see "
        "what was altered, and restores from a backup.",
    ),
    "home.sealed": Message(
        zh="这套安装是从副本恢复的，还封着：不能查阅，也不能办事。",
        en="This home was put back from a copy and is still sealed: nothing is read or done here.",
        remedy_zh="由运维按 `shoumi restore show` 的提示接上账本，再由两人启封。",
        remedy_en="Operations catches its ledger up as `shoumi restore show` says; two "
        "persons then open it.",
    ),
    "restore.newer_unreadable": Message(
        zh="指定的较新账本读不出来。",
        en="What was named as the newer ledger cannot be read.",
        remedy_zh="指旧磁盘或较新副本里的 shoumi.sqlite3；旁边的 -wal 文件要一起拷来。",
        remedy_en="Name the shoumi.sqlite3 of the old disk or of a later copy; bring the -wal "
        "file beside it along.",
    ),
    "restore.newer_older": Message(
        zh="指定的账本只有 {size} 条，短于应有的 {wanted} 条。",
        en="The ledger that was named has {size} entries, fewer than {wanted}.",
        remedy_zh="它被截断过，或是更旧的一份。另找一份更新的。",
        remedy_en="It was cut short, or is an older one.  Look for a later one.",
    ),
    "restore.newer_foreign": Message(
        zh="指定的账本不是本机构账本（{size} 条）的延续：{fault}。",
        en="The ledger that was named does not go on from this one of {size} entries: {fault}.",
        remedy_zh="不要使用它。核对是否拿错了安装；没有拿错，就是有人改过，请通知安全负责人。",
        remedy_en="Do not use it.  It may be another installation's; if it is not, somebody "
        "altered it: tell the security lead.",
    ),
    "ledger.broken": Message(
        zh="账本校验不通过：第 {position} 号记录（{fault}）。",
        en="The ledger does not re-compute: position {position} ({fault}).",
        remedy_zh=_ZH_STOP,
        remedy_en=_EN_STOP,
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
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
        "checkpoint_refused": ("检查点不是本账本签的", "a checkpoint is not this log's"),
        "log_key_replaced": ("其间换过账本签名密钥", "the log's key was replaced meanwhile"),
    },
    "ledger.Stage": {
        "put_back": ("放回来了，账本还没接上", "put back, its ledger not caught up"),
        "caught_up": ("账本已接上，等两人启封", "caught up, to be opened by two"),
    },
}
