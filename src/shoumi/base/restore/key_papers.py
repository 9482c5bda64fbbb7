"""Papers that together are the key which opens copies, one for each keeper."""

from __future__ import annotations

from datetime import date

from shoumi.base.copies import key_sheets, recipients
from shoumi.base.documents.pdf import make_pdf


def made(identity: str, day: date) -> dict[str, bytes]:
    """File name to PDF of each sheet.  Nothing of it is kept here.

    Raises:
        CopyRefused: WRONG_IDENTITY, that is no secret key.
        SheetLength, WordUnknown, SheetMisread, SheetsTooFew, SheetsApart: of words.
    """
    found = recipients.identity(identity)
    sheets = key_sheets.split(found)
    return {
        f"key-sheet-{number}.pdf": make_pdf(
            "key_sheet",
            {
                "number": f"{number}/{key_sheets.OF}",
                "date": day.isoformat(),
                "sheet": number,
                "of": key_sheets.OF,
                "need": key_sheets.NEED,
                "public_key": str(found.to_public()),
                "words": words.split(),
            },
        )
        for number, words in enumerate(sheets, 1)
    }
