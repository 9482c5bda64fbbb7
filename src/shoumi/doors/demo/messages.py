"""Texts of the demo: refusals."""

from __future__ import annotations

from collections.abc import Mapping

from shoumi.core.messages import Message

MESSAGES: Mapping[str, Message] = {
    "demo.no_files": Message(
        zh="{folder} 里没有可读的文件。",
        en="There is no file in {folder} that can be read.",
        remedy_zh="放入客户名单：CSV、XLSX、XLS、ODS、Parquet、JSONL、DOCX、PDF 或 TXT。",
        remedy_en="Put the customers' files there: CSV, XLSX, XLS, ODS, Parquet, JSONL, DOCX, PDF or "
        "TXT.",
    ),
}
