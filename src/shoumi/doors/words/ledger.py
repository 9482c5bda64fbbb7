"""The ledger's refusals."""

from __future__ import annotations

from shoumi.doors.words.kinds import Words

_ZH_STOP = "请勿继续写入。保留现场，运行 shoumi ledger verify，并通知安全负责人。"
_EN_STOP = (
    "Write nothing more.  Leave everything as it is, run shoumi ledger verify, "
    "and tell the security lead."
)

WORDS: dict[str, Words] = {
    "ledger.time_behind": Words(
        zh="时间比账本最后一条记录早 {minutes} 分钟，账本时间不可倒退。",
        en="The time is {minutes} minutes behind the last entry; ledger time never goes back.",
        mend_zh="校准服务器时钟后重试。",
        mend_en="Set the server's clock right, then try again.",
    ),
    "ledger.no_such_entry": Words(
        zh="账本中没有第 {position} 号记录。",
        en="The ledger has no entry at position {position}.",
        mend_zh="记录从 0 号开始；请核对编号。",
        mend_en="Positions count from 0; check the number.",
    ),
    "ledger.no_such_row": Words(
        zh="第 {position} 号记录没有第 {row} 行。",
        en="The entry at position {position} has no row {row}.",
        mend_zh="行号从 0 开始；请核对行号。",
        mend_en="Rows count from 0; check the number.",
    ),
    "ledger.tile_unreadable": Words(
        zh="账本的瓦片文件不完整或不是瓦片。",
        en="A tile of the ledger is cut short or is none.",
        mend_zh="重新导出：shoumi ledger tiles；本系统内的瓦片会由数据库自动重建。",
        mend_en="Export them again: shoumi ledger tiles; tiles inside the home are made again from "
        "the database.",
    ),
    "ledger.cosignature_refused": Words(
        zh="这不是该见证人对此检查点的副署。",
        en="This is not that witness's cosignature of this checkpoint.",
        mend_zh="核对 SHOUMI_WITNESS_VKEY 是否为该见证人的公钥。",
        mend_en="Check that SHOUMI_WITNESS_VKEY is that witness's key.",
    ),
    "witness.unfit": Words(
        zh="见证人的地址或公钥不能用。",
        en="The witness's address or key cannot be used.",
        mend_zh="SHOUMI_WITNESS_URL 为见证人地址（不含口令），SHOUMI_WITNESS_VKEY 为其公钥。",
        mend_en="SHOUMI_WITNESS_URL is its address, without a password; SHOUMI_WITNESS_VKEY is its "
        "key.",
    ),
    "witness.silent": Words(
        zh="见证人没有应答，已有 {minutes} 分钟没有它的副署。",
        en="The witness does not answer; its last cosignature is {minutes} minutes old.",
        mend_zh="检查见证人与网络，再运行 shoumi ledger witness；静默超过期限后不再开放读取。",
        mend_en="Check the witness and the network, then run shoumi ledger witness; after the "
        "limit nothing is opened any more.",
    ),
    "witness.refused": Words(
        zh="见证人拒绝副署（{status}）：本账本有 {size} 条，见证人所见为 {known} 条，历史不一致。",
        en="The witness refuses ({status}): this ledger has {size} entries, the witness has seen "
        "{known}; the histories do not agree.",
        mend_zh=_ZH_STOP,
        mend_en=_EN_STOP,
    ),
    "witness.exists": Words(
        zh="{name} 已经存在，未作改动。",
        en="{name} is there already; nothing was changed.",
        mend_zh="另选文件夹；账本若换了公钥，须由见证人的负责人另立见证。",
        mend_en="Choose another folder; a log with a new key needs a new witness, set up by "
        "whoever answers for it.",
    ),
    "witness.damaged": Words(
        zh="见证人的文件 {name} 缺失、损坏或他人可读，见证停止。",
        en="The witness's file {name} is missing, damaged or open to others; it cosigns nothing.",
        mend_zh="权限应为 0600；状态文件丢失时不可重建，须查明原因并另立见证人。",
        mend_en="Its mode is 0600; a lost state cannot be made again: find out why, and set up "
        "another witness.",
    ),
    "witness.name_unfit": Words(
        zh="见证人的名称不能为空，也不能含空格或加号。",
        en="A witness's name is not empty and holds neither space nor plus.",
        mend_zh="例如 witness.example/1。",
        mend_en="For example witness.example/1.",
    ),
    "witness.request_refused": Words(
        zh="这不是见证请求（tlog-witness 的 add-checkpoint）。",
        en="This is no request to a witness (add-checkpoint of tlog-witness).",
        mend_zh="只把守密提交的请求发给见证人。",
        mend_en="Send a witness only what Shoumi submits.",
    ),
    "ledger.no_such_text": Words(
        zh="第 {position} 号记录没有附带文字，或已删除。",
        en="The entry at position {position} commits to no text, or the text was erased.",
        mend_zh="请核对编号；删除后不可恢复。",
        mend_en="Check the number; what was erased does not come back.",
    ),
    "ledger.empty": Words(
        zh="账本还没有任何记录，无可签名。",
        en="The ledger has no entry yet, so there is nothing to sign.",
        mend_zh="先完成初始化，再导出检查点或证明。",
        mend_en="Finish setting up, then export a checkpoint or proof.",
    ),
    "ledger.shortened": Words(
        zh="账本现有 {size} 条记录，但曾达到 {mark} 条：记录被截断，或数据库被换成旧版本。",
        en="The ledger has {size} entries and once had {mark}: it was cut short, or an older "
        "database was put in its place.",
        mend_zh=_ZH_STOP,
        mend_en=_EN_STOP,
    ),
    "ledger.forked": Words(
        zh="账本前 {mark} 条记录与从前不符（只有前 {same} 条确认一致）：历史已被改写。",
        en="The first {mark} entries are not those that were there (only the first {same} are "
        "known to be the same): history was rewritten.",
        mend_zh=_ZH_STOP,
        mend_en=_EN_STOP,
    ),
    "ledger.mark_missing": Words(
        zh="账本有 {size} 条记录，但数据目录中没有高水位文件 ledger.highwater。",
        en="The ledger has {size} entries, and the high-water file ledger.highwater is not in the "
        "data folder.",
        mend_zh="找回该文件；若确为有意恢复备份，由负责人确认后重建高水位。",
        mend_en="Bring the file back; if a backup was restored on purpose, have the person in "
        "charge accept the ledger as it is.",
    ),
    "ledger.mark_unreadable": Words(
        zh="高水位文件 ledger.highwater 内容损坏或无法读取。",
        en="The high-water file ledger.highwater is damaged or cannot be read.",
        mend_zh="从备份找回该文件，并检查磁盘与权限。",
        mend_en="Bring the file back from a backup; check the disk and the permissions.",
    ),
    "ledger.not_recorded": Words(
        zh="查阅记录未能写入账本，因此没有显示任何内容。",
        en="The read could not be recorded in the ledger, so nothing was shown.",
        mend_zh="检查磁盘空间后重试。",
        mend_en="Check that the disk has space, then try again.",
    ),
    "ledger.broken": Words(
        zh="账本校验不通过：第 {position} 号记录（{fault}）。",
        en="The ledger does not re-compute: position {position} ({fault}).",
        mend_zh=_ZH_STOP,
        mend_en=_EN_STOP,
    ),
    "ledger.leaf_unreadable": Words(
        zh="这不是一条规范的账本记录。",
        en="These bytes are not a ledger entry in its canonical form.",
        mend_zh="请使用系统导出的原始文件，不要重新排版或另存。",
        mend_en="Use the file as it was exported, neither reformatted nor saved again.",
    ),
    "ledger.note_refused": Words(
        zh="签名文本无法通过验证。",
        en="The signed note could not be verified.",
        mend_zh="核对公钥（vkey），并使用未经改动的原文件。",
        mend_en="Check the public key (vkey) and use the file unaltered.",
    ),
    "ledger.key_refused": Words(
        zh="这不是有效的 Ed25519 日志公钥（vkey）或私钥。",
        en="This is not a valid Ed25519 log key (vkey or skey).",
        mend_zh="从公示页面或证据包重新复制完整的公钥。",
        mend_en="Copy the whole key again from the published page or the evidence bundle.",
    ),
    "ledger.checkpoint_refused": Words(
        zh="检查点无法通过验证。",
        en="The checkpoint could not be verified.",
        mend_zh="核对日志名称与公钥（vkey），并使用未经改动的原文件。",
        mend_en="Check the log's name and public key (vkey) and use the file unaltered.",
    ),
    "ledger.proof_refused": Words(
        zh="该证明不能表明此记录在账本中。",
        en="The proof does not show that this entry is in the ledger.",
        mend_zh="核对记录、公钥（vkey）与证明是否配套，并使用未经改动的原文件。",
        mend_en="Check that entry, public key (vkey) and proof belong together and are unaltered.",
    ),
}
