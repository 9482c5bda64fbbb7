"""Texts of restoring: refusals, closed words, parameters of what two persons answer for."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message, Parameter

MESSAGES: Mapping[str, Message] = {
    "restore.not_sealed": Message(
        zh="这套安装没有封着，没有要恢复或启封的。",
        en="This home is not sealed: there is nothing to restore or open.",
        remedy_zh="从副本恢复：`shoumi restore fetch`。手工放回的安装，先 `shoumi restore seal`。",
        remedy_en="To put a copy back: `shoumi restore fetch`.  A home put back by hand is sealed "
        "first: `shoumi restore seal`.",
    ),
    "restore.seal_unreadable": Message(
        zh="封条 home.sealed 读不出来，安装保持封闭。",
        en="The seal home.sealed cannot be read; the home stays sealed.",
        remedy_zh="从副本重新恢复到另一个目录。",
        remedy_en="Put the copy back again, into another folder.",
    ),
    "restore.already_serves": Message(
        zh="这个目录里的安装正在使用，不能恢复到它上面。",
        en="The home in this folder is in use; nothing is put back over it.",
        remedy_zh="恢复到一个空目录；接上账本后把它放到服务的位置，再由两人启封。",
        remedy_en="Put it back into an empty folder; once it is caught up that goes where the "
        "service looks, and two open it there.",
    ),
    "restore.ledger_missing": Message(
        zh="副本之后的账本不在：已知缺 {missing} 条（0 为无从得知）。其间的撤回和销毁不会补做。",
        en="The ledger since the copy is not here: {missing} entries are known to be missing "
        "(0: nobody can tell).  What narrowed meanwhile would not be done again.",
        remedy_zh="找旧磁盘的数据库或更新的副本，用 --newer 指给它；确实没有，加 --no-newer，"
        "全部转让停下，逐个由两人核对后恢复。",
        remedy_en="Look for the database of the old disk or a later copy and name it with --newer. "
        " Where there is none, --no-newer: every deal stops until two persons let it go on.",
    ),
    "restore.not_caught_up": Message(
        zh="副本之后发生的还没有补做，不能启封。",
        en="What happened after the copy was not done again yet, so the home does not open.",
        remedy_zh="先运行 `shoumi restore replay`。",
        remedy_en="Run `shoumi restore replay` first.",
    ),
    "restore.records_differ": Message(
        zh="清点后有 {count} 处与账本对不上：{named}。不能启封。",
        en="{count} things are not as the ledger says: {named}.  The home does not open.",
        remedy_zh="查明原因；改正后用 `shoumi restore replay` 再清点，改不了就换更早的副本。",
        remedy_en="Find out why; count again with `shoumi restore replay` once it is mended, or "
        "put back an earlier copy.",
    ),
    "restore.rehearsal_broken": Message(
        zh="演练中断：{error}。正本没有动。",
        en="The drill broke off: {error}.  The home itself was not touched.",
        remedy_zh="先在“备份”页核验通过（`shoumi backup verify`），再演练一次。",
        remedy_en="Have the copy verified on the page Backup (`shoumi backup verify`), then "
        "drill again.",
    ),
    "restore.not_blocked": Message(
        zh="这位客户不是因恢复而冻结的，或现在已是别的状态。",
        en="No restore froze this customer, or the state is another by now.",
        remedy_zh="在“客户”里看这位客户，或用 `shoumi subject show`。",
        remedy_en="See the customer's page, or `shoumi subject show`.",
    ),
    "restore.nothing_asked": Message(
        zh="还没有人申请启封。",
        en="Nobody has asked to open the home.",
        remedy_zh="先由一人在恢复页点“启封”，或运行 `shoumi restore open`。",
        remedy_en="One person presses Open it on the page of the restore first, or runs "
        "`shoumi restore open`.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "restore.How": {
        "done": ("已补做", "done again"),
        "lost": ("没有带回，要重办", "lost, to be done anew"),
        "blocked": ("补不上，先停着", "blocked"),
    },
    "restore.Differs": {
        "altered": ("行被改动或添加", "row altered or added"),
        "gone": ("账本有而这里没有", "known to the ledger, not there"),
        "records": ("记录与存入时不同", "other records than were stored"),
        "key": ("密钥不在或打不开", "key missing, or will not open"),
        "unopened": ("解不开", "does not open"),
    },
    "restore.Proved": {
        "none": ("没有较新的账本", "there was no newer ledger"),
        "tree": ("与副本逐条相接", "goes on from the copy's"),
        "signed": ("逐条相接，且有账本签名", "goes on from it, and is signed"),
        "witnessed": ("逐条相接，且有见证人副署", "goes on from it, and is cosigned"),
    },
}

PARAMETERS: Mapping[str, Parameter] = {
    "restore": Parameter(("恢复", "restore")),
    "copy": Parameter(("副本清单", "manifest of the copy")),
    "size": Parameter(("副本的账本条数", "entries of the copy's ledger")),
    "caught_up": Parameter(("接上的条数", "entries taken over")),
    "missing": Parameter(("缺的条数", "entries missing")),
    "proved": Parameter(("较新账本的凭据", "how the newer ledger was proved"), "restore.Proved"),
    "done": Parameter(("补做", "done again")),
    "lost": Parameter(("没有带回", "lost")),
    "blocked": Parameter(("补不上", "blocked")),
    "people": Parameter(("清点的人", "people counted")),
    "records": Parameter(("清点的记录", "records counted")),
    "rows": Parameter(("核对的行", "rows held against the ledger")),
    "sampled": Parameter(("抽查的人", "people drawn")),
    "opened": Parameter(("其中解得开", "of them opened")),
    "stopped": Parameter(("停下于", "stopped at")),
}
