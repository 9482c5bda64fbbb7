"""What is made for a room passes the tests of what may be shown; what is slipped in does not."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from shoumi.base.rooms import content
from shoumi.base.rooms.content import QUASI, SENSITIVE, Inside
from shoumi.base.rooms.errors import NotAnonymous
from shoumi.core.redact import anonymity, pseudonym
from shoumi.core.redact.bands import Bands
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel

L1, L2, L3 = DisclosureLevel.L1, DisclosureLevel.L2, DisclosureLevel.L3
TODAY = date(2026, 9, 7)
KEY = bytes(32)


def one(number, *, district="东虚区", born="1980-03-02", amount="3000", service="月嫂"):
    values = {
        "district": district,
        "birth_on": born,
        "yearly_amount": amount,
        "service_type": service,
    }
    return Ref(f"sub-{number:016d}"), {name: text for name, text in values.items() if text}


def alike(count, start=0, **more):
    """People of one class with two services."""
    return [one(start + n, **({"service": ("月嫂", "钟点工")[n % 2]} | more)) for n in range(count)]


def mixed(count, seed):
    dice = random.Random(seed)
    return [
        one(
            n,
            district=dice.choice(("东虚区", "西拟区", "南样区", "", "北演区样本路12号3室")),
            born=dice.choice((f"19{dice.randint(40, 99)}-01-01", "", "2020-05-05", "1980-13-40")),
            amount=dice.choice((str(dice.randint(0, 200_000)), "", "abc", "-5", "1e9")),
            service=dice.choice(("月嫂", "钟点工", "日常保洁", "", "客户：王虚甲的保洁")),
        )
        for n in range(count)
    ]


def parts(people, key, size=50):
    """As the gate gives them: some at a time."""
    banding = Bands(TODAY, key)
    for start in range(0, len(people), size):
        some = people[start : start + size]
        yield banding([ref for ref, _ in some], [own for _, own in some])


def rows(people, key=KEY):
    return content.rows(parts(people, key))


def tables(people):
    return content.tables(parts(people, b""))


@pytest.mark.parametrize("count", [0, 1, 4, 5, 9, 10, 40, 400])
@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_people_are_like_k_and_l_hold_for_the_rows_shown(count, seed):
    inside = rows(mixed(count, seed))
    shown = inside.content
    assert anonymity.is_anonymous(shown, QUASI, k=5, distinct=2, sensitive=SENSITIVE)
    assert not shown or anonymity.k_of(shown, QUASI) >= 5
    assert not shown or anonymity.l_of(shown, QUASI, SENSITIVE) >= 2
    assert inside.rows == len(shown)
    assert inside.rows + inside.suppressed == count
    content.require_fit(inside)


@pytest.mark.parametrize("count", [0, 1, 9, 10, 12, 40, 400])
@pytest.mark.parametrize("seed", range(4))
def test_whatever_the_people_are_like_no_count_is_under_ten(count, seed):
    inside = tables(mixed(count, seed))
    counts = [own for cells in inside.content.values() for _, own in cells]
    assert all(own is None or own >= 10 for own in counts)
    assert (inside.rows, inside.suppressed) == (len(counts), counts.count(None))
    content.require_fit(inside)


@pytest.mark.parametrize("seed", range(4))
def test_no_withheld_count_follows_from_the_total(seed):
    for cells in tables(mixed(137, seed)).content.values():
        withheld = [label for label, own in cells if own is None]
        rest = 137 - sum(own for _, own in cells if own is not None)
        assert not withheld or (len(withheld) > 1 and rest >= 10)


def test_four_alike_are_not_shown_and_five_are():
    assert rows(alike(4)).rows == 0
    assert rows(alike(5)).rows == 5


def test_five_with_one_service_are_not_shown():
    assert rows(alike(5, service="月嫂")).rows == 0


def test_who_stands_out_is_generalised_into_the_crowd_or_left_out():
    inside = rows([*alike(40), one(90, district="北演区", born="1940-01-01")])
    assert (inside.rows, inside.suppressed) == (40, 1)
    old = [one(90 + n, district=f"远{n}区", born="1940-01-01") for n in range(6)]
    inside = rows([*alike(40), *old[:3], *(one(80 + n, service="钟点工") for n in range(3))])
    assert inside.rows + inside.suppressed == 46


def test_a_row_has_no_column_that_names_anybody():
    for row in rows(alike(10)).content:
        assert row.keys() == {"id", "district", "age", "amount", "service"}
        assert not row["id"].startswith("sub-")


def test_the_pseudonyms_of_two_rooms_have_nothing_in_common_nor_has_their_order():
    people = alike(30)
    one_room = rows(people, pseudonym.new_key()).content
    other = rows(people, pseudonym.new_key()).content
    assert {row["id"] for row in one_room}.isdisjoint(row["id"] for row in other)
    for shown in (one_room, other):
        ids = [row["id"] for row in shown]
        assert ids == sorted(ids)


def test_the_order_of_the_rows_is_not_that_in_which_people_are_held():
    key = pseudonym.new_key()
    by_storage = [pseudonym.of(ref, key=key) for ref, _ in alike(30)]
    assert [row["id"] for row in rows(alike(30), key).content] != by_storage


@pytest.mark.parametrize(
    "typed",
    ["北演区样本路12号3室", "客户：王虚甲", "15400001001", "a@b.example", "一" * 25, "x" * 4000],
)
@pytest.mark.parametrize("field", ["district", "service"])
def test_what_somebody_typed_is_not_shown_where_it_may_name_a_person(typed, field):
    people = [*alike(20), *alike(20, start=20, **{field: typed})]
    people += alike(20, start=40, **{field: typed})
    assert typed not in str(list(rows(people).content))
    assert typed not in str(tables(people).content)


def test_a_district_or_service_of_a_few_is_not_even_a_label():
    people = [*alike(40), *(one(90 + n, district=f"远{n}区", service=f"怪{n}") for n in range(9))]
    inside = tables(people)
    assert "远" not in str(inside.content)
    assert "怪" not in str(inside.content)
    assert [own for label, own in inside.content["district"] if label == "*"].count(None) == 9 + 1
    # Bands are words of ours; that few are of an age says nobody's name.
    assert [label for label, _ in tables([*alike(40), one(99, born="1930-01-01")]).content["age"]]


def test_a_service_of_one_person_alone_is_not_shown():
    shown = rows([*alike(20), one(99, service="王虚甲家专用")]).content
    assert "王虚甲" not in str(list(shown))
    assert len(shown) == 21


def test_people_of_a_clean_room_are_counted_once():
    first, second = Ref("sub-0000000000000001"), Ref("sub-0000000000000002")
    inside = content.people([second, first, second])
    assert (inside.subjects, inside.rows, inside.content) == ((second, first), 2, [])


def row(number, **more):
    return {"id": f"r{number}", "district": "*", "age": "*", "amount": "*", "service": "a"} | more


FIT_L2 = [row(n, service="ab"[n % 2]) for n in range(5)]


@pytest.mark.parametrize(
    ("level", "inside"),
    [
        (L1, {"age": [("30-39", 9)]}),
        (L1, {"age": [("30-39", 0)]}),
        (L1, {"age": [("30-39", -1), ("40-49", 12)]}),
        (L1, {"age": [("30-39", True), ("40-49", 12)]}),
        (L1, {"age": [("30-39", 10.5)]}),
        (L1, {"age": [("30-39", "12")]}),
        (L1, {"age": [("30-39", None), ("40-49", 12)]}),
        (L1, {"name": [("王虚甲", 12)]}),
        (L1, FIT_L2),
        (L1, ()),
        (L2, FIT_L2[:4]),
        (L2, [row(n) for n in range(9)]),
        (L2, [*FIT_L2, row(9, district="东虚区")]),
        (L2, [*FIT_L2, FIT_L2[0]]),
        (L2, [own | {"name": "王虚甲"} for own in FIT_L2]),
        (L2, [{"id": own["id"], "service": own["service"]} for own in FIT_L2]),
        (L2, [*FIT_L2, "王虚甲"]),
        (L2, {"rows": FIT_L2}),
        (L2, tuple(FIT_L2)),
        (L3, FIT_L2),
        (L3, {"name": "王虚甲"}),
        (L3, None),
    ],
)
def test_what_was_slipped_in_is_refused(level, inside):
    with pytest.raises(NotAnonymous) as refusal:
        content.require_fit(Inside(level, inside, 0))
    assert refusal.value.facts == {"level": level}


@pytest.mark.parametrize("inside", [Inside(L1, {}, 0), Inside(L2, FIT_L2, 5), Inside(L3, [], 0)])
def test_what_fits_passes_and_only_a_clean_room_names_people(inside):
    content.require_fit(inside)
    naming = replace(inside, subjects=(Ref("sub-0000000000000001"),))
    if inside.level is L3:
        content.require_fit(naming)
    else:
        with pytest.raises(NotAnonymous):
            content.require_fit(naming)
