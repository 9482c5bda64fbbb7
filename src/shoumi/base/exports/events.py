"""What this app writes to the ledger.

exports.made  about the work; facts: list, format, count, content (digest).  Rows: the references of
              the customers in the file, by the names the ledger has for them
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    MADE = "exports.made"


class Listed(StrEnum):
    """The lists there are."""

    CUSTOMERS = "customers"
    DUTIES = "duties"
    EVIDENCE = "evidence"
    STATEMENTS = "statements"
    REGISTER = "register"
    DEADLINES = "deadlines"
    ROOMS = "rooms"
    CAMPAIGNS = "campaigns"


class Format(StrEnum):
    XLSX = "xlsx"
    CSV = "csv"
    DOCX = "docx"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.MADE: Sentence(
        (
            "导出了清单：{list}，{count} 行，{format}",
            "exported a list: {list}, {count} rows, as {format}",
        ),
        {"list": "exports.Listed", "format": "exports.Format"},
    ),
}
