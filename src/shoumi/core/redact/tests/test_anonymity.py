from __future__ import annotations

from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from shoumi.core.redact import anonymity
from shoumi.core.redact.generalisation import LADDER, hide

QUASI = ("district", "age")
TO_ANY = ({"age": hide}, {"district": hide})


def row(district, age, service="a"):
    return {"district": district, "age": age, "service": service}


def crowd(district, age, number):
    return [row(district, age, "ab"[n % 2]) for n in range(number)]


def test_the_smallest_class_is_k():
    rows = [*crowd("east", "30-39", 6), *crowd("west", "30-39", 5)]
    assert anonymity.k_of(rows, QUASI) == 5
    assert anonymity.l_of(rows, QUASI, "service") == 2
    assert anonymity.is_anonymous(rows, QUASI, k=5, distinct=2, sensitive="service")
    assert not anonymity.is_anonymous(rows, QUASI, k=6)


def test_no_rows_are_anonymous():
    assert anonymity.k_of([], QUASI) == 0
    assert anonymity.l_of([], QUASI, "service") == 0
    assert anonymity.is_anonymous([], QUASI, k=5)


def test_only_the_two_rows_that_stand_out_are_generalised():
    rows = [
        *crowd("east", "30-39", 20),
        row("north", "70-79"),
        row("north", "70-79", "b"),
        *crowd("*", "*", 12),
    ]
    outcome = anonymity.generalise_until(rows, QUASI, 5, 2, TO_ANY, sensitive="service")
    assert (outcome.generalised, outcome.suppressed) == (2, 0)
    assert outcome.rows[:20] == rows[:20]
    assert outcome.rows[20] == row("*", "*")


def test_rows_that_fail_at_the_top_are_left_out():
    rows = [*crowd("east", "30-39", 20), row("north", "70-79")]
    outcome = anonymity.generalise_until(rows, QUASI, 5, 1, TO_ANY)
    assert (outcome.generalised, outcome.suppressed) == (0, 1)
    assert outcome.rows[20] is None


def test_rows_that_pass_are_left_alone():
    rows = crowd("east", "30-39", 5)
    outcome = anonymity.generalise_until(rows, QUASI, 5, 2, TO_ANY, sensitive="service")
    assert outcome == anonymity.Outcome(rows, 0, 0)


def test_a_class_of_one_sensitive_value_fails_however_large():
    rows = [row("east", "30-39") for _ in range(50)]
    outcome = anonymity.generalise_until(rows, QUASI, 5, 2, TO_ANY, sensitive="service")
    assert outcome.suppressed == 50


ROWS = st.lists(
    st.builds(
        lambda d, a, m, s: {"district": d, "age": a, "amount": m, "service": s},
        st.sampled_from(["east", "west", "*"]),
        st.sampled_from(["20-29", "30-39", "80+", "*"]),
        st.sampled_from(["0-1999", "2000-4999"]),
        st.sampled_from("ab"),
    ),
    max_size=60,
)


@settings(deadline=None)
@given(ROWS, st.integers(1, 6), st.integers(1, 2))
def test_what_is_shown_always_passes(rows, k, distinct):
    quasi = ("district", "age", "amount")
    outcome = anonymity.generalise_until(rows, quasi, k, distinct, LADDER, sensitive="service")
    shown = [r for r in outcome.rows if r is not None]
    assert anonymity.is_anonymous(shown, quasi, k=k, distinct=distinct, sensitive="service")
    assert len(outcome.rows) == len(rows)
    assert outcome.rows.count(None) == outcome.suppressed


def test_one_small_cell_takes_another_with_it():
    values = ["east"] * 40 + ["west"] * 20 + ["north"] * 6
    assert anonymity.aggregate(values) == [("east", 40), ("north", None), ("west", None)]


def test_small_cells_that_hide_each_other_need_no_more():
    values = ["a"] * 6 + ["b"] * 7 + ["c"] * 40
    assert anonymity.aggregate(values) == [("a", None), ("b", None), ("c", 40)]


def test_small_cells_whose_sum_is_small_take_another_with_them():
    values = ["a"] * 2 + ["b"] * 3 + ["c"] * 40 + ["d"] * 50
    assert anonymity.aggregate(values) == [("a", None), ("b", None), ("c", None), ("d", 50)]


def test_large_cells_are_published():
    assert anonymity.aggregate(["a"] * 10) == [("a", 10)]
    assert anonymity.aggregate([]) == []
    assert anonymity.aggregate(["a"] * 3) == [("a", None)]


def test_a_total_is_withheld_where_its_only_part_is():
    cells = anonymity.crosstab([{"x": "a"}] * 9 + [], ["x"])
    assert [(c.place, c.count) for c in cells] == [(("a",), None), ((None,), None)]


def test_a_table_without_columns_is_its_total():
    assert anonymity.crosstab([{}] * 12, []) == [anonymity.Cell((), 12)]


TABLE = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=24)


def _published(rows, smallest):
    named = [{"u": u, "v": v} for u, v in rows]
    return {c.place: c.count for c in anonymity.crosstab(named, ["u", "v"], smallest=smallest)}


@settings(deadline=None, max_examples=60)
@given(TABLE, st.integers(2, 4))
@example([("a", "y"), ("b", "y")] * 4 + [("a", "z")] * 2 + [("a", "x"), ("c", "y")], 2)
@example([("b", "z")] * 3 + [("c", "x")] * 2 + [("a", "x"), ("b", "y")], 3)
@example([("a", "x")] * 3 + [("a", "y")] * 5 + [("b", "x")] * 5 + [("b", "y")] * 6, 4)
def test_no_withheld_cell_can_be_worked_out(rows, smallest):
    """Another table, all cells positive, agrees with everything published and differs there."""
    published = _published(rows, smallest)
    inner = [p for p in published if None not in p]
    truth = {p: rows.count(p) for p in inner}
    hidden = [p for p in inner if published[p] is None]
    if len(hidden) > 4 or not hidden:
        return
    seen = {p: set() for p in hidden}
    for values in product(range(1, len(rows) + 2), repeat=len(hidden)):
        guess = {**truth, **dict(zip(hidden, values, strict=True))}
        if all(count is None or count == _sum(guess, place) for place, count in published.items()):
            for place in hidden:
                seen[place].add(guess[place])
    if any(count is not None for count in published.values()):
        assert all(len(values) > 1 for values in seen.values())


def _sum(cells, place):
    return sum(
        count
        for cell, count in cells.items()
        if all(want is None or want == have for want, have in zip(place, cell, strict=True))
    )


@settings(deadline=None)
@given(TABLE, st.integers(1, 6))
def test_no_small_cell_is_published_and_no_count_is_wrong(rows, smallest):
    for place, count in _published(rows, smallest).items():
        true = sum(
            all(want is None or want == have for want, have in zip(place, r, strict=True))
            for r in rows
        )
        assert count is None or count == true >= smallest
