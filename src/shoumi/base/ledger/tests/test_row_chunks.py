"""Rows of an entry are packed into chunks and come out of them as they were, or are refused."""

from __future__ import annotations

import pytest

from shoumi.base.ledger import storage


def chunks(rows):
    return [content for content, _ in storage.pack(rows)]


@pytest.mark.parametrize(
    "rows", [[b"one"], [b""], [b"one", b""], [b"", b"two"], [b"one", b"", b"three"]]
)
def test_rows_come_out_as_they_went_in(rows):
    (content,) = chunks(rows)
    assert list(storage.unpack(content)) == rows


def test_a_chunk_is_full_to_the_last_byte_and_no_fuller(monkeypatch):
    monkeypatch.setattr(storage, "MAX_CHUNK_BYTES", 10)
    assert chunks([b"one", b"two", b"3"]) == [b"\0\3one\0\3two", b"\0\x013"]
    assert chunks([b"one", b"four", b"5"]) == [b"\0\3one", b"\0\4four\0\x015"]


@pytest.mark.parametrize("cut", [1, 2, 3, 6])
def test_a_chunk_that_was_cut_off_is_unreadable(cut):
    (content,) = chunks([b"one", b"two"])
    with pytest.raises(storage.ChunkUnreadable):
        list(storage.unpack(content[:-cut]))
