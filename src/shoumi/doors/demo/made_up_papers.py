"""Papers of the story: one page of PDF each, so small that many can be made, and made up."""

from __future__ import annotations

from datetime import date

from shoumi.base.documents import examined
from shoumi.base.documents.examined import Examined, Format

_SPECIAL = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


def pdf(*lines: str) -> bytes:
    """A page with these lines of ASCII text (ISO 32000-1, 7.5)."""
    shown = " ".join(f"({line.translate(_SPECIAL)}) Tj T*" for line in lines)
    text = f"BT /F1 12 Tf 16 TL 72 770 Td {shown} ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Font << /F1 5 0 R >> >>",
    )
    made, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\n"
    return f"{made}{end}startxref\n{len(made)}\n%%EOF\n".encode("ascii")


def looked_at(*lines: str, today: date) -> Examined:
    """Such a paper as intake would see it; what is in it is known, so no child reads it."""
    read = [("paper.pdf:p1", "\n".join(lines))]
    return examined.examined(pdf(*lines), Format.PDF, read, today=today)
