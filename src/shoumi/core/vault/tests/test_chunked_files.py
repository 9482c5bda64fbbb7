"""A file in parts opens as it was sealed, and with nothing taken, added, moved or altered."""

from __future__ import annotations

from io import BytesIO

import pytest

from shoumi.core.ledger.tests.flips import refuse_every_bit
from shoumi.core.vault import blob, box, chunked_files, envelope
from shoumi.core.vault.envelope import Place
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import SubjectKey
from shoumi.core.vault.suites import ALLOWED, INTL

PARTS = [b"first", b"", b"the third one", b"last"]
KEY = SubjectKey(bytes(range(32)))
OWN = {"tenant": "tenant-a", "name": "doc-a"}
IN_EITHER_SUITE = pytest.mark.parametrize("suite", ALLOWED.values(), ids=lambda one: one.name)


def sealed(parts=PARTS, key=KEY, suite=INTL, **own):
    return list(chunked_files.seal(parts, count=len(parts), key=key, suite=suite, **{**OWN, **own}))


def opened(file, key=KEY, first=0, **own):
    return list(chunked_files.open_parts(BytesIO(file), key=key, first=first, **{**OWN, **own}))


@IN_EITHER_SUITE
@pytest.mark.parametrize("count", [1, 2, 4])
def test_the_parts_come_back_from_any_of_them_on(suite, count):
    file = b"".join(sealed(PARTS[:count], suite=suite))
    for first in range(count + 1):
        assert opened(file, first=first) == PARTS[first:count]
    assert blob.unseal(file, key=KEY, **OWN) == b"".join(PARTS[:count])


@IN_EITHER_SUITE
def test_no_flipped_bit_of_a_file_in_parts_opens(suite):
    file = b"".join(sealed([b"a", b"bc"], suite=suite))
    refuse_every_bit(file, opened, WillNotOpen)
    refuse_every_bit(file, lambda altered: blob.unseal(altered, key=KEY, **OWN), WillNotOpen)


@pytest.mark.parametrize(
    "order", [(0, 1, 2), (0, 1, 2, 2), (1, 0, 2, 3), (0, 1, 1, 3), (1, 2, 3), (0, 1, 2, 3, 3), ()]
)
def test_no_part_can_be_dropped_told_twice_or_put_elsewhere(order):
    head, *parts = sealed()
    with pytest.raises(WillNotOpen):
        opened(head + b"".join(parts[place] for place in order))


def test_the_count_cannot_be_made_to_fit():
    head, *parts = sealed()
    for count in (0, 3, 5):
        with pytest.raises(WillNotOpen):
            opened(head[:-4] + count.to_bytes(4) + b"".join(parts[:count]))


def test_a_part_of_another_file_key_or_epoch_does_not_fit():
    head, *parts = sealed()
    for other in (
        sealed(name="doc-b"),
        sealed(tenant="tenant-b"),
        sealed(key=SubjectKey.generate()),
        sealed(key=SubjectKey(KEY.reveal(), epoch=2)),
        sealed([*PARTS, b"more"]),
    ):
        with pytest.raises(WillNotOpen):
            opened(head + parts[0] + other[2] + b"".join(parts[2:]))


def test_a_cut_file_or_one_with_more_behind_it_is_refused():
    file = b"".join(sealed())
    for end in range(len(file)):
        with pytest.raises(WillNotOpen):
            opened(file[:end])
    with pytest.raises(WillNotOpen):
        opened(file + b"\0")


def test_a_length_no_part_has_is_refused_before_so_much_is_read():
    head, *parts = sealed()
    claimed = (chunked_files.MOST + 1_000).to_bytes(4) + parts[0][4:]
    file = BytesIO(head + claimed + bytes(100))
    with pytest.raises(WillNotOpen):
        next(chunked_files.open_parts(file, key=KEY, **OWN))
    assert file.tell() <= len(head) + 4


def test_one_layout_is_never_read_as_the_other():
    whole = blob.seal(b"content", key=KEY, suite=INTL, **OWN)
    with pytest.raises(WillNotOpen):
        opened(whole)
    place = Place("tenant-a", "L3", "sub-anna", "person")
    item = envelope.seal({"a": "1"}, place=place, key=KEY, suite=INTL)
    with pytest.raises(WillNotOpen):
        envelope.unseal(bytes([box.PARTED]) + item[1:], place=place, key=KEY)


@pytest.mark.parametrize(("parts", "count"), [([], 0), ([b""], 2), ([b"", b""], 1), ([], 1)])
def test_other_parts_than_announced_are_a_bug(parts, count):
    with pytest.raises(chunked_files.NotInParts):
        list(chunked_files.seal(parts, count=count, key=KEY, suite=INTL, **OWN))
