"""A room of many rows is kept in parts and read from any row on, and rotates as others do."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from shoumi.base.documents import store
from shoumi.base.documents.models import Document
from shoumi.base.rooms import content_store
from shoumi.base.rooms.content import Inside
from shoumi.base.rooms.models import Room
from shoumi.base.vault import blobs
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel
from shoumi.core.vault import chunked_files

L2 = DisclosureLevel.L2
COUNT = 2_345
ROWS = [
    {"id": f"r{n:06d}", "district": "*", "age": "*", "amount": "*", "service": "ab"[n % 2]}
    for n in range(COUNT)
]

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


@pytest.fixture
def kept(house):
    inside = Inside(L2, ROWS, COUNT)
    document = content_store.keep(inside, deal=house.deal, actor=house.buyer, at=house.at)
    return Room(document=document.ref, level=L2, rows=COUNT)


def sealed(room):
    return store._path(Ref(room.document)).read_bytes()


@pytest.mark.both
def test_rows_are_read_from_any_of_them_on(kept):
    shown = content_store.content_of(kept)
    assert chunked_files.is_parted(sealed(kept))
    assert len(shown) == COUNT
    assert list(shown) == ROWS
    for start, stop in ((0, 5), (995, 1_005), (1_000, 1_200), (500, 2_345), (2_340, 9_999)):
        assert shown[start:stop] == ROWS[start:stop]
    assert (shown[0], shown[1_999], shown[-1]) == (ROWS[0], ROWS[1_999], ROWS[-1])


def test_a_page_does_not_open_the_parts_it_is_not_in(kept, monkeypatch):
    shown, opened = content_store.content_of(kept), []
    honest = content_store._rows
    monkeypatch.setattr(content_store, "_rows", lambda part: opened.append(part) or honest(part))
    assert shown[10:20] == ROWS[10:20]
    assert opened == []
    assert shown[2_100:2_110] == ROWS[2_100:2_110]
    assert len(opened) == 1


def test_a_room_kept_whole_as_before_is_read_the_same(kept):
    ref = Ref(kept.document)
    whole = json.dumps(ROWS).encode()
    store._path(ref).write_bytes(blobs.seal(ref, whole))
    Document.objects.filter(ref=ref).update(sha256=sha256(whole).hexdigest())
    shown = content_store.content_of(kept)
    assert list(shown) == ROWS
    assert shown[2_300:] == ROWS[2_300:]
