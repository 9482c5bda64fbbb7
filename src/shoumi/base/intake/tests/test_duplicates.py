"""Equal keys are found together, as a dictionary of all of them would find them."""

from __future__ import annotations

import pickle
from array import array

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from shoumi.base.intake import duplicates

# Hashes are made up: many agree, also those of other texts, and with the one of nothing.
KEYS = st.lists(
    st.one_of(
        st.none(),
        st.sampled_from(["", "a", "b", "A", "甲", "甲乙"]),
        st.text(max_size=2),
    ),
    max_size=40,
)


TEXTS = st.lists(st.one_of(st.sampled_from(["", "a", "甲", "\ud800"]), st.text(max_size=3)))


def hashes(keys):
    return array("q", [(len(key) + 1 if key else 0) for key in keys])


def found(keys):
    likely = duplicates.likely(duplicates.arrow(hashes(keys)))
    (numbers,) = duplicates.coded((keys[at] for at in likely), lambda key: key)
    return list(likely), list(duplicates.groups(likely, numbers))


def test_keys_that_hash_alike_are_looked_at_and_told_apart():
    assert found(["a", "乙乙", "b", "a", None, None, ""]) == ([0, 2, 3], [[0, 3]])


@given(TEXTS, TEXTS)
def test_pairs_hash_alike_by_column_and_one_by_one_and_say_nothing_where_one_does(some, others):
    pairs = list(zip(some, others, strict=False))
    made = duplicates.Hashing()
    ones, twos = made.each(one for one, _ in pairs), made.each(two for _, two in pairs)
    assert list(ones) == [made.hashed(one) for one, _ in pairs]
    assert list(duplicates.paired(ones, twos)) == [made.pair(one, two) for one, two in pairs]
    for one, two in pairs:
        assert (made.hashed(one) == 0) == (not one)
        assert (made.pair(one, two) == 0) == (not one or not two)


def test_a_pair_is_no_other_pair_and_not_itself_turned_round():
    made = duplicates.Hashing()
    pairs = [("a", "b"), ("b", "a"), ("ab", "a"), ("a", "ba"), ("a", "a")]
    assert len({made.pair(*pair) for pair in pairs}) == len(pairs)


def test_a_sum_that_comes_to_nothing_is_still_a_hash():
    # What an even chance in 2**64 would bring: the second takes back what the first made.
    one = 1
    other = -duplicates._ODD
    assert duplicates.paired(array("q", [one]), array("q", [other]))[0] != 0


def test_hashes_agree_where_the_key_is_the_same_and_nobody_knows_them_without():
    made, other = duplicates.Hashing(), duplicates.Hashing()
    elsewhere = pickle.loads(pickle.dumps(made))
    assert made.hashed("甲") == elsewhere.hashed("甲") != other.hashed("甲")
    assert repr(made).startswith("<")


def test_hashes_in_parts_are_those_in_one_piece():
    parts = pa.chunked_array([[5, 7], [], [0, 5], [0]], pa.int64())
    assert list(duplicates.likely(parts)) == [0, 3]
    assert list(duplicates.likely(pa.chunked_array([], pa.int64()))) == []


def test_more_texts_than_are_put_away_at_once_are_numbered_alike():
    texts = [f"{n % 5_000}" for n in range(15_000)]
    numbers, nothing = duplicates.coded(texts, lambda text: text, lambda _: None)
    assert len(set(numbers)) == 5_000
    assert numbers[:5_000] == numbers[5_000:10_000] == numbers[10_000:]
    assert set(nothing) == {0}


@given(KEYS)
def test_groups_are_those_of_a_dictionary_of_all_keys(keys):
    wanted: dict[object, list[int]] = {}
    for at, key in enumerate(keys):
        if key:
            wanted.setdefault(key, []).append(at)
    groups = [group for group in wanted.values() if len(group) > 1]
    likely, told = found(keys)
    assert told == groups
    assert {at for group in groups for at in group} <= set(likely)
