"""Texts of rotation: refusals, names of closed words and parameters of changes."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Both, Message, Parameter

MESSAGES: Mapping[str, Message] = {
    "rotation.review_overdue": Message(
        zh="在用算法的年度复核已过期。",
        en="The yearly review of the algorithms in use is overdue.",
        remedy_zh="由信息安全负责人复核，另一人批准：“密钥”页，或 `shoumi keys review`；"
        "此前不能写入新数据，一个月后也不能查看。",
        remedy_en="The security officer reviews and another approves, on the page Keys or by "
        "`shoumi keys review`; nothing is written until then, and after a month nothing is read.",
    ),
    "rotation.signing_key_over": Message(
        zh="有签名密钥已超过使用期限。",
        en="A signing key is past its period of use.",
        remedy_zh="更换它：“密钥”页，或 `shoumi keys rotate --what signing`；此前不能写入新数据，"
        "一个月后也不能查看。",
        remedy_en="Replace it, on the page Keys or by `shoumi keys rotate --what signing`; nothing "
        "is written until then, and after a month nothing is read.",
    ),
    "rotation.exit_due": Message(
        zh="有人离职，其可能接触过的密钥还没有更换。",
        en="Somebody left, and the keys that person could reach are not replaced.",
        remedy_zh="即时更换：“密钥”页，或 `shoumi keys rotate --what exit`；根密钥来自口令的，"
        "另换口令。24 小时后不能写入，七天后不能查看。",
        remedy_en="Replace them at once: the page Keys, or `shoumi keys rotate --what exit`, and a "
        "passphrase beside it. After 24 hours nothing is written, after seven days nothing read.",
    ),
    "rotation.incident_due": Message(
        zh="转让因安全事件中止，其密钥还没有更换。",
        en="A deal is suspended for an incident, and its keys are not replaced.",
        remedy_zh="即时更换转让密钥和数据密钥：“密钥”页，或 `shoumi keys rotate`；"
        "24 小时后这笔转让不能写入，七天后不能查看。",
        remedy_en="Replace its deal key and data keys at once: the page Keys, or `shoumi "
        "keys rotate`. After 24 hours nothing of it is written, after seven days nothing read.",
    ),
    "rotation.several_overdue": Message(
        zh="密钥更换、算法复核或离职后的更换，不止一项逾期。",
        en="More than one is overdue of keys, the review of algorithms and changes after an exit.",
        remedy_zh="在“密钥”页逐项办理。",
        remedy_en="See to each on the page Keys.",
    ),
    "rotation.review_unfit": Message(
        zh="复核的结论前后不符，或没有写明结果。",
        en="The review does not agree with itself, or says nothing of what was found.",
        remedy_zh="写明结果；列出偏弱的算法就选“更换”，没有就选“继续使用”；只能列在用的算法。",
        remedy_en="Write what was found; name weak algorithms and choose to replace, or none and "
        "keep; only those in use can be named.",
    ),
    "rotation.review_too_late": Message(
        zh="下次复核应在今天之后，最晚 {latest}。",
        en="The next review is to be after today, and on {latest} at the latest.",
        remedy_zh="选一个不晚于该日的日期；有待更换的，三个月内再复核。",
        remedy_en="Choose a day up to then; what is to be replaced is looked at again within three "
        "months.",
    ),
    "rotation.no_such_review": Message(
        zh="没有这次复核。",
        en="There is no such review.",
        remedy_zh="在“密钥”页查看历次复核。",
        remedy_en="The page Keys lists them.",
    ),
    "rotation.at_work": Message(
        zh="另一个进程正在更换密钥。",
        en="Another process is rotating keys right now.",
        remedy_zh="等它做完后再试；进度见“密钥”页，或 `shoumi keys list`。",
        remedy_en="Wait until it is done; the page Keys "
        "or `shoumi keys list` tells how far it came.",
    ),
    "rotation.nothing": Message(
        zh="没有这样的密钥可以更换。",
        en="There is no such key to rotate.",
        remedy_zh="在“密钥”页核对转让和字段，或用 `shoumi keys list`。",
        remedy_en="Check deal and field on the page Keys or with `shoumi keys list`.",
    ),
    "rotation.same_suite": Message(
        zh="全部内容已经使用套件 {suite}。",
        en="Everything is in suite {suite} already.",
        remedy_zh="无需处理；如需换成另一套件，请指定 --to。",
        remedy_en="Nothing to do; name another suite with --to.",
    ),
    "rotation.in_use": Message(
        zh="还有 {count} 把密钥由这把密钥保护，不能销毁它。",
        en="Keys still hang on this key ({count}), so it is not destroyed.",
        remedy_zh="先销毁这笔转让中的个人信息，或改为在“密钥”页更换（`shoumi keys rotate`）。",
        remedy_en="Destroy what is held under the deal first, or rotate it "
        "(the page Keys, `shoumi keys rotate`).",
    ),
    "rotation.unfinished": Message(
        zh="还有 {count} 项暂时不能更换(例如正在进行的导入),旧密钥保留。",
        en="{count} cannot be moved yet (an import that runs, for one); the old key stays.",
        remedy_zh="无需处理，后台任务会继续；导入若已中断，请先运行 `shoumi doctor --sweep`。",
        remedy_en="Nothing to do, the worker goes on; "
        "after a broken import run `shoumi doctor --sweep`.",
    ),
}

NAMES: Mapping[str, Mapping[str, Both]] = {
    "rotation.What": {
        "root": ("根密钥", "the root key"),
        "kek": ("密钥加密密钥", "a key-encryption key"),
        "deal": ("转让密钥", "a deal's key"),
        "data": ("数据密钥", "the data keys of a deal"),
        "index": ("检索密钥", "a search key"),
        "signing": ("签名密钥", "a signing key"),
        "exit": ("离职的人可能接触过的全部密钥", "every key that who left could reach"),
        "suite": ("全部密钥与算法套件", "every key, into another suite"),
        "epoch": ("有人销毁后的整代密钥", "the keys above what was erased"),
    },
    "rotation.State": {
        "open": ("进行中", "under way"),
        "done": ("已完成", "done"),
    },
    "rotation.Cause": {
        "exit": ("有人离职", "somebody left"),
        "incident": ("安全事件", "an incident"),
    },
    "rotation.Decision": {
        "keep": ("继续使用", "keep using them"),
        "replace": ("更换偏弱的", "replace the weak ones"),
    },
    "rotation.Reason": {
        "in_use": ("仍有数据在用旧密钥", "data still lies under the old key"),
        "still_opens": ("旧密钥仍能打开数据", "an old key still opens data"),
    },
}

# What an approver reads of a change beside its values.
PARAMETERS: Mapping[str, Parameter] = {
    "algorithms": Parameter(("在用的算法", "algorithms in use")),
    "decision": Parameter(("结论", "decision"), "rotation.Decision"),
    "findings": Parameter(("复核结果", "findings")),
    "new_passphrase": Parameter(("换新口令", "a new passphrase")),
    "next_review": Parameter(("下次复核不晚于", "next review by")),
    "retire": Parameter(("销毁这笔转让的密钥", "destroy the deal's key")),
    "suite": Parameter(("密码套件", "cipher suite")),
    "targets": Parameter(("哪些密钥", "which keys")),
    "weak": Parameter(("偏弱、要更换的", "weak, to be replaced")),
    "what": Parameter(("更换什么", "what is replaced"), "rotation.What"),
}
