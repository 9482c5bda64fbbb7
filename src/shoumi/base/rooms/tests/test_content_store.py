"""What a room shows is written as one JSON document, in pieces or not."""

from __future__ import annotations

import json

import pytest

from shoumi.base.rooms import content_store

ROWS = [{"id": f"{n:04d}", "district": "北演区", "age": "30-39"} for n in range(2_501)]


@pytest.mark.parametrize("content", [[], ROWS[:1], ROWS[:1_000], ROWS[:1_001], ROWS[:2_000], ROWS])
def test_rows_written_in_pieces_are_written_as_in_one(content):
    whole = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    assert b"".join(content_store.written(content)) == whole
