"""The page that tells a stranger what the folder is and how to check it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from shoumi.core.refs import Ref


class Sum(NamedTuple):
    """What the entry at ``position`` says became of the rows of some files."""

    position: int
    file_rows: int
    taken_in: int
    set_aside: int
    left_out: int


def sum_of(position: int, facts: Mapping[str, object]) -> Iterator[Sum]:
    """The sum that an entry states, if it states one; an import of before has none."""
    told = [facts.get(name) for name in Sum._fields[1:]]
    if all(type(one) is int for one in told):
        yield Sum(position, *(int(str(one)) for one in told))


_TEXT = """\
守密（Shoumi）转让证据卷宗
转让编号：{deal}
账本条目：{size} 条，导出于 {at}

这是什么
  一宗公司转让中每一步个人信息处理的证据：账本条目、批量明细、已签署的文件、同意回执与
  销毁证书。账本只含编号、数字与摘要，没有个人信息。

如何核验（离线，只需 Python 3.11 以上）
  python3 verify.py . --trust trust.txt
  trust.txt 须另行取得（例如从公示页面、监管机构或见证人），不在本卷宗内；其中有账本公钥、
  先前所见的检查点与根证书。不给 --trust 时只能核验各部分彼此相符，答复中写明
  “anchored: no”。verify.py 本身也可从别处取得，与本卷宗内的一份比对。
  退出码：0 相符，1 不符（逐处列出），2 用法有误。
  PDF 内的签名可用 shoumi verify、pdfsig 或 Adobe Acrobat 核验。

内容
  MANIFEST.json        每个文件的 SHA-256
  dossier.note         账本公钥对清单的签名（C2SP signed note）
  ledger/              检查点、全部叶哈希、本转让的条目、批量明细；条目所承诺的文字（未删除者）；
                       若已盖时间戳：openssl ts -verify -data ledger/checkpoint
                       -in ledger/checkpoint.tsr -CAfile 时间戳根证书
  papers/              文件；摘要记在账本条目中（index.json 指明位置）
  statements/          负责人就各项要求的声明：证据的摘要、种类、在账本中的位置（文件留在本处）
  receipts/            同意回执及其包含证明
  certificates/        证书及其包含证明

导入的行
{sums_zh}

----------------------------------------------------------------------------------------

Shoumi evidence dossier of one deal
Deal: {deal}
Ledger: {size} entries, exported {at}

What this is
  The evidence of every handling of personal information in one company transfer: ledger
  entries, rows of bulk acts, signed documents, consent receipts, certificates of destruction.
  The ledger holds references, numbers and digests, no personal information.

How to check it (offline, needs only Python 3.11 or later)
  python3 verify.py . --trust trust.txt
  Get trust.txt by another way (a public page, the regulator, a witness); it is not in this
  folder.  It holds the log's key, checkpoints seen before and root certificates.  Without
  --trust only the agreement of the parts is shown, and the answer says "anchored: no".
  verify.py too can be had from elsewhere and compared with the one in here.
  Exit 0 verified, 1 not verified (every place is named), 2 wrong use.
  Signatures inside PDF files: shoumi verify, pdfsig or Adobe Acrobat.

Contents
  MANIFEST.json        SHA-256 of every file
  dossier.note         the log key's signature over the manifest (C2SP signed note)
  ledger/              checkpoint, all leaf hashes, this deal's entries, rows of bulk acts, texts
                       that entries commit to (those not erased); where it is time-stamped:
                       openssl ts -verify -data ledger/checkpoint
                       -in ledger/checkpoint.tsr -CAfile ROOT-OF-THE-AUTHORITY
  papers/              documents; ledger entries hold their digests (index.json says where)
  statements/          what those who answer for demands stated: fingerprint and kind of the
                       evidence, and where the ledger says so (the files stay with the house)
  receipts/            consent receipts, each with its proof of inclusion
  certificates/        certificates, each with its proof of inclusion

Rows of the imports
{sums_en}
"""

_ZH = (
    "  账本第 {position} 条：文件 {file_rows} 行"
    " = 取进 {taken_in} + 搁置 {set_aside} + 舍去 {left_out}"
)
_EN = (
    "  entry {position}: {file_rows} rows = {taken_in} taken in + {set_aside} set aside"
    " + {left_out} left out"
)
_NONE_ZH, _NONE_EN = "  没有导入记录。", "  No import is recorded."


def text(*, deal: Ref, size: int, at: datetime, sums: Sequence[Sum]) -> str:
    return _TEXT.format(
        deal=deal,
        size=size,
        at=at.strftime("%Y-%m-%d %H:%M UTC"),
        sums_zh="\n".join(_ZH.format(**one._asdict()) for one in sums) or _NONE_ZH,
        sums_en="\n".join(_EN.format(**one._asdict()) for one in sums) or _NONE_EN,
    )
