"""What may come from outside as a paper."""

from __future__ import annotations

import pytest

from shoumi.base.documents import upload_rules
from shoumi.base.documents.errors import NotAPaper, PaperTooLarge


@pytest.mark.parametrize("begins", [b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"])
def test_a_document_or_a_picture_of_one_is_taken(begins):
    upload_rules.must_fit(begins + b"made up")


@pytest.mark.parametrize("begins", [b"", b"PK\x03\x04", b"MZ", b"<html>", b" %PDF-1.7"])
def test_anything_else_is_not(begins):
    with pytest.raises(NotAPaper):
        upload_rules.must_fit(begins)


def test_the_cap_is_the_largest_that_is_taken(monkeypatch):
    monkeypatch.setattr(upload_rules, "MOST_BYTES", 8)
    upload_rules.must_fit(b"%PDF-123")
    with pytest.raises(PaperTooLarge):
        upload_rules.must_fit(b"%PDF-1234")
