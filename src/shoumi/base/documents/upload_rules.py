"""What may come from outside as a paper: a document or a picture of one, and no more than a cap."""

from __future__ import annotations

from shoumi.base.documents.errors import NotAPaper, PaperTooLarge

# A signed contract with its annexes, scanned, stays well below.
MOST_BYTES = 20 * 2**20
# How files of these kinds begin (ISO 32000-1 7.5.2, PNG 5.2, ITU-T T.81 B.1.1.3).
_BEGINS = (b"%PDF-", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def must_fit(content: bytes) -> None:
    """
    Raises:
        PaperTooLarge: more than ``MOST_BYTES``.
        NotAPaper: it begins neither like a PDF nor like a PNG or JPEG picture.
    """
    if len(content) > MOST_BYTES:
        raise PaperTooLarge(most=MOST_BYTES // 2**20)
    if not content.startswith(_BEGINS):
        raise NotAPaper
