"""What is written to the ledger of the notices with which targets collected their data.

All are about the notice (of what there is none: about the statement) and carry ``deal``.

collection.notice_filed   facts: dataset, sha256 of the file, from (day), shown (where)
collection.none_stated    facts: dataset, reason
collection.notice_judged  facts: dataset, purposes, categories, handing_on (how far each stands in
                          it), missing (digest of the words; absent where nothing is missing)
collection.notice_opened  facts: dataset, sha256
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    FILED = "collection.notice_filed"
    NONE_STATED = "collection.none_stated"
    JUDGED = "collection.notice_judged"
    OPENED = "collection.notice_opened"


_EXTENT = "collection_notices.Extent"
SENTENCES: Mapping[Tag, Sentence] = {
    Tag.FILED: Sentence(
        (
            "归档了数据集收集时的告知，{from} 起使用，告知途径：{shown}",
            "filed the notice a data set was collected with, used from {from}, shown: {shown}",
        ),
        {"shown": "collection_notices.Shown"},
    ),
    Tag.NONE_STATED: Sentence(
        (
            "说明数据集收集时没有告知：{reason}",
            "stated that a data set was collected without a notice: {reason}",
        ),
        {"reason": "collection_notices.NoNotice"},
    ),
    Tag.JUDGED: Sentence(
        (
            "判断了收集时的告知：目的{purposes}，种类{categories}，对外提供{handing_on}",
            "judged a notice: purposes {purposes}, categories {categories}, sharing {handing_on}",
        ),
        {"purposes": _EXTENT, "categories": _EXTENT, "handing_on": _EXTENT},
    ),
    Tag.OPENED: Sentence(
        ("打开了收集时的告知", "opened a notice at collection"),
    ),
}
