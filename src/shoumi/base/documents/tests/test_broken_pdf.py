"""A PDF file that was broken, in whatever way, is refused and is never a bug."""

from __future__ import annotations

import random

import pytest

from shoumi.base.documents.errors import NotAPdf
from shoumi.base.documents.signature_fields import Field, empty_fields, prepare
from shoumi.base.documents.validation import validate
from shoumi.core.tests import portion

_OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    b"<</Length 3>>stream\nabc\nendstream",
)
_BITS = (b"<<", b">>", b"[", b" 0 R", b"stream\n", b"/Type/XRef/W[1 2 1]", b"9" * 11, b"(", b"-1")
_FIELD = Field("a", 0, (10, 10, 100, 50))
WAYS = 400


def pdf() -> tuple[bytes, list[int]]:
    """A small one, and where its objects begin."""
    whole, places = b"%PDF-1.7\n", []
    for number, content in enumerate(_OBJECTS, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(whole)
    lines = b"".join(b"%010d 00000 n \n" % place for place in places)
    whole += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, lines)
    whole += b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, table)
    return whole, places


def test_a_table_that_is_a_stream_of_another_kind_is_refused():
    whole, places = pdf()
    assert empty_fields(prepare(whole, [_FIELD])) == ["a"]
    broken = whole[: whole.rindex(b"startxref")] + b"startxref\n%d\n%%%%EOF\n" % places[-1]
    with pytest.raises(NotAPdf):
        prepare(broken, [_FIELD])
    assert validate(broken, []).problems == ["unreadable"]


@pytest.mark.filterwarnings("ignore")
def test_no_broken_file_is_a_bug():
    chance = random.Random(portion.seed())
    whole, _ = pdf()
    for _ in range(WAYS if portion.is_long() else 60):
        broken = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2, 5))):
            at = chance.randrange(len(broken))
            broken[at : at + chance.choice((0, 1, 12))] = chance.choice(_BITS)
        for judge in (empty_fields, lambda content: prepare(content, [_FIELD])):
            try:
                judge(bytes(broken))
            except NotAPdf:
                continue
        assert not validate(bytes(broken), []).ok
