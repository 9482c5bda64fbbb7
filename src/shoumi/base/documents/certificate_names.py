"""Names of people in certificates.

Validators prepare names with the tables of Unicode 3.2 (RFC 4518, through RFC 3454) and refuse a
certificate whose name holds a character assigned later, which many rare characters of Chinese
names were.  Such a character is spelt ``{U+2CB5A}`` in the certificate; the page shows it as it is.
"""

from __future__ import annotations

import re
import stringprep

_SPELT = re.compile(r"\{U\+([0-9A-F]{4,6})\}")


def spelt(name: str) -> str:
    return "".join(f"{{U+{ord(c):04X}}}" if stringprep.in_table_a1(c) else c for c in name)


def unspelt(name: str) -> str:
    return _SPELT.sub(_character, name)


def _character(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return chr(number) if number <= 0x10FFFF else match[0]
