"""Which blocks of a file changed, and one digest for all of them."""

from __future__ import annotations

from io import BytesIO

import pytest

from shoumi.core.backup.blocks import BLOCK_BYTES, FileState, Reading, block_digest, table_digest

KEY, OTHER = b"k" * 32, b"o" * 32
PAGE = BLOCK_BYTES


def read(content, before=None, key=KEY):
    reading = Reading(key, "a/file", before)
    changed = list(reading.changed(BytesIO(content)))
    return changed, reading.state


def test_a_new_file_is_all_of_its_blocks():
    content = b"a" * PAGE + b"b" * PAGE + b"c"
    changed, state = read(content)
    assert [(one.number, len(one.content)) for one in changed] == [(0, PAGE), (1, PAGE), (2, 1)]
    assert b"".join(one.content for one in changed) == content
    assert state.size == len(content)
    assert state.digest(2) == block_digest(KEY, b"c")
    assert state.digest(3) == b""


def test_zeros_of_a_new_file_are_not_sent_and_those_that_came_are():
    content = b"a" * PAGE + bytes(PAGE) + b"c" + bytes(9)
    changed, state = read(content)
    assert [one.number for one in changed] == [0, 2]
    assert (state.size, state.digest(1)) == (len(content), block_digest(KEY, bytes(PAGE)))
    blanked, _ = read(bytes(PAGE) + content[PAGE:], state)
    assert [(one.number, one.content) for one in blanked] == [(0, bytes(PAGE))]


def test_only_what_differs_is_read_as_changed():
    content = b"a" * PAGE + b"b" * PAGE + b"c" * PAGE
    _, before = read(content)
    assert read(content, before) == ([], before)
    changed, _ = read(content[:PAGE] + b"B" + content[PAGE + 1 :], before)
    assert [one.number for one in changed] == [1]
    shorter, state = read(content[: PAGE + 5], before)
    assert [one.number for one in shorter] == [1]
    assert state.size == PAGE + 5
    longer, _ = read(content + b"d", before)
    assert [one.number for one in longer] == [3]


def test_an_empty_file_has_no_block():
    assert read(b"") == ([], FileState(0, b""))


def test_digests_say_nothing_without_the_key():
    assert block_digest(KEY, b"x") != block_digest(OTHER, b"x")


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"a": FileState(1, b"1" * 32)},
        {"b": FileState(1, b"1" * 32), "a": FileState(2, b"1" * 32)},
        {"a": FileState(1, b"1" * 32), "c": FileState(2, b"1" * 32)},
        {"a": FileState(1, b"1" * 32), "b": FileState(2, b"2" * 32)},
    ],
    ids=["none", "fewer", "size", "name", "content"],
)
def test_every_change_of_any_file_is_another_digest(table):
    whole = {"a": FileState(1, b"1" * 32), "b": FileState(2, b"1" * 32)}
    assert table_digest(KEY, table) != table_digest(KEY, whole)
    assert table_digest(KEY, dict(reversed(whole.items()))) == table_digest(KEY, whole)
    assert table_digest(OTHER, whole) != table_digest(KEY, whole)
