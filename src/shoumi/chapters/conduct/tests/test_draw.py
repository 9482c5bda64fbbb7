"""A month's sample: always what weighs most, the rest by a chance nobody can steer."""

from __future__ import annotations

import math
from collections import Counter
from hashlib import sha256
from statistics import NormalDist

import pytest

from shoumi.chapters.conduct.rules import draw
from shoumi.chapters.conduct.rules.accesses import Kind
from shoumi.chapters.conduct.rules.draw import Drawable, NobodyElse, Why
from shoumi.core.tests import portion

SEED = bytes(range(32))


def entries(count=200, **kinds):
    """``kinds``  position to kind, as ``p7=Kind.EXPORT``"""
    return [
        Drawable(
            number,
            sha256(b"leaf %d" % number).digest(),
            f"per-{number % 7}",
            kinds.get(f"p{number}", Kind.READ),
        )
        for number in range(count)
    ]


def drawn(seed=SEED, count=20, checkers=(), **kinds):
    return draw.draw(seed, entries(**kinds), count=count, checkers=checkers)


def test_exports_emergencies_and_minors_are_always_drawn():
    found = drawn(p3=Kind.EXPORT, p50=Kind.EMERGENCY, p199=Kind.MINOR, count=0)
    assert [(one.position, one.why) for one in found] == [
        (3, Why.EXPORT),
        (50, Why.EMERGENCY),
        (199, Why.MINOR),
    ]


def test_the_same_seed_draws_the_same_and_another_another():
    assert drawn() == drawn()
    assert drawn() != drawn(seed=bytes(32))
    assert len(drawn()) == 20


def test_no_more_are_drawn_than_there_are():
    assert len(drawn(count=5000)) == 200


def test_something_of_each_checker_who_opened_anything_is_drawn():
    found = drawn(count=1, checkers=("per-2", "per-5", "per-absent"))
    assert {one.person for one in found} >= {"per-2", "per-5"}
    assert len(found) <= 3


def test_where_the_seed_came_late_all_that_was_before_it_is_drawn():
    found = draw.draw(SEED, entries(), count=0, checkers=(), since=30)
    assert [one.position for one in found if one.why is Why.LATE] == list(range(30))
    assert len(found) == 30


@pytest.mark.parametrize(
    ("of", "wanted"), [(1000, 258), (5000, 290), (20000, 296), (100, 95), (1, 1), (0, 0)]
)
def test_so_many_are_drawn_that_a_fault_in_a_hundred_is_seen(of, wanted):
    """The three large ones as the house's research worked them out by itself."""
    assert draw.how_many(of, fault_rate=0.01, sure=0.95) == wanted


def test_a_checker_never_looks_at_an_own_access_and_all_have_about_as_many():
    sample = drawn(count=120)
    checkers = {"per-1", "per-2", "per-3"}
    by = draw.assign(sample, checkers)
    assert all(by[one.position] != one.person for one in sample)
    load = Counter(by.values())
    assert set(load) == checkers
    assert max(load.values()) - min(load.values()) <= 1


def test_where_nobody_else_is_left_to_look_nothing_is_assigned():
    with pytest.raises(NobodyElse):
        draw.assign(drawn(count=200), {"per-1"})


def test_a_commitment_tells_nothing_of_the_seed_and_fits_one_alone():
    assert draw.commitment(SEED) != sha256(SEED).digest()
    assert draw.commitment(SEED) != draw.commitment(bytes(32))


def test_the_digest_of_a_sample_changes_with_each_line_of_it():
    sample = drawn()
    assert len({draw.digest(sample), draw.digest(sample[1:]), draw.digest(())}) == 3


@pytest.mark.long
def test_over_a_thousand_seeds_each_access_is_drawn_as_often_as_any_other():
    """Chi-square over inclusions without replacement; its p by Wilson and Hilferty (1931)."""
    seeds = 1000 if portion.is_long() else 200
    size, count = 200, 20
    every = entries(size)
    times = Counter[int]()
    for number in range(seeds):
        seed = sha256(f"{portion.seed()} {number}".encode()).digest()
        times.update(one.position for one in draw.draw(seed, every, count=count, checkers=()))
    mean = seeds * count / size
    spread = mean * (1 - count / size) * size / (size - 1)
    chi = sum((times[one] - mean) ** 2 for one in range(size)) / spread
    free = size - 1
    scaled = ((chi / free) ** (1 / 3) - (1 - 2 / (9 * free))) / math.sqrt(2 / (9 * free))
    p = 1 - NormalDist().cdf(scaled)
    assert p > 0.01, (portion.seed(), chi)
