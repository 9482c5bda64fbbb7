"""Finding personal information in text and tables.

No database, no framework: text or an Arrow table goes in, offsets and counts come out.  Results
never hold a value that was found.
"""

from __future__ import annotations

from shoumi.core.scan.batch import find_identifiers
from shoumi.core.scan.columns import merge, scan_table
from shoumi.core.scan.find import find_spans
from shoumi.core.scan.labels import Label, Span, SpanGrade
from shoumi.core.scan.policy import policy
from shoumi.core.scan.verdicts import ColumnVerdict, Why, column_verdicts, profile

__all__ = [
    "ColumnVerdict",
    "Label",
    "Span",
    "SpanGrade",
    "Why",
    "column_verdicts",
    "find_identifiers",
    "find_spans",
    "merge",
    "policy",
    "profile",
    "scan_table",
]
