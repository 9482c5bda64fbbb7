"""Equal keys are found together, as a dictionary of all of them would find them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shoumi.base.intake import twins

# -1 and -2 hash alike.
KEYS = st.lists(
    st.one_of(
        st.none(),
        st.sampled_from(["", "a", "b", -1, -2, 0]),
        st.tuples(st.sampled_from(["甲", "乙"]), st.sampled_from(["1", "2"])),
        st.integers(1, 30),
    ),
    max_size=40,
)


def test_keys_that_hash_alike_are_looked_at_and_told_apart():
    keys = [-1, 5, -2, -1, None, None, ""]
    assert hash(-1) == hash(-2)
    assert twins.likely(keys) == [0, 2, 3]
    assert list(twins.groups(len(keys), keys.__getitem__)) == [[0, 3]]


@given(KEYS)
def test_groups_are_those_of_a_dictionary_of_all_keys(keys):
    found: dict[object, list[int]] = {}
    for at, key in enumerate(keys):
        if key:
            found.setdefault(key, []).append(at)
    wanted = [group for group in found.values() if len(group) > 1]
    assert list(twins.groups(len(keys), keys.__getitem__)) == wanted
    assert {at for group in wanted for at in group} <= set(twins.likely(keys))
