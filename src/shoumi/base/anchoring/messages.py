"""Texts of anchoring: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

_ZH_STOP = "请勿继续写入。保留现场，运行 `shoumi ledger verify`，并通知安全负责人。"
_EN_STOP = (
    "Write nothing more.  Leave everything as it is, run `shoumi ledger verify`, "
    "and tell the security lead."
)

MESSAGES: Mapping[str, Message] = {
    "witness.unfit": Message(
        zh="见证人的地址或公钥不能用。",
        en="The witness's address or key cannot be used.",
        remedy_zh="SHOUMI_WITNESS_URL 为见证人地址（不含口令），SHOUMI_WITNESS_VKEY 为其公钥。",
        remedy_en="SHOUMI_WITNESS_URL is its address, without a password; SHOUMI_WITNESS_VKEY is "
        "its key.",
    ),
    "witness.silent": Message(
        zh="见证人没有应答，已有 {minutes} 分钟没有它的副署。",
        en="The witness does not answer; its last cosignature is {minutes} minutes old.",
        remedy_zh="检查见证人与网络，再运行 `shoumi ledger witness`；静默超过期限后不再开放读取。",
        remedy_en="Check the witness and the network, then run `shoumi ledger witness`; after the "
        "limit nothing is opened any more.",
    ),
    "witness.refused": Message(
        zh="见证人拒绝副署（{status}）：本账本有 {size} 条，见证人所见为 {known} 条，历史不一致。",
        en="The witness refuses ({status}): this ledger has {size} entries, the witness has seen "
        "{known}; the histories do not agree.",
        remedy_zh=_ZH_STOP,
        remedy_en=_EN_STOP,
    ),
    "clock.steady": Message(
        zh="服务器时间与开机时长相符，没有需要确认的。",
        en="The server's clock goes as the machine runs; there is nothing to accept.",
        remedy_zh="无需再做什么；之前被拒的操作可以重试。",
        remedy_en="Do nothing more; what was refused before can be tried again.",
    ),
    "clock.disputed": Message(
        zh="时间戳服务给出的时间是 {told}，与服务器时间不符，不能确认。",
        en="The time-stamp authority says it is {told}, which is not what the server's clock says.",
        remedy_zh="先校准服务器时间（NTP），再重试原来的操作。",
        remedy_en="Set the server's clock right (NTP), then try what was refused again.",
    ),
}
