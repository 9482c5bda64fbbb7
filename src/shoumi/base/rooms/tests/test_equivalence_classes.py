"""Kinds, counted and numbered over all parts, are what the people say one by one."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date

import pytest

from shoumi.base.rooms import equivalence_classes
from shoumi.base.rooms.equivalence_classes import classify
from shoumi.core.redact import generalisation, pseudonym
from shoumi.core.redact.bands import COLUMNS, Bands

TODAY, KEY = date(2026, 9, 7), bytes(range(32))


def some(count, seed):
    dice = random.Random(seed)
    return [
        {
            "district": dice.choice(("东虚区", "西拟区", "")),
            "birth_on": dice.choice((f"19{dice.randint(40, 99)}-01-01", "", "2020-05-05")),
            "yearly_amount": dice.choice((str(dice.randint(0, 200_000)), "", "abc")),
            "service_type": dice.choice(("月嫂", "钟点工", "日常保洁")),
        }
        for _ in range(count)
    ]


def banded(values, *, size=7, key=KEY):
    people = [f"sub-{number}" for number in range(len(values))]
    for start in range(0, len(values), size):
        yield Bands(TODAY, key)(people[start : start + size], values[start : start + size])


def shown(word):
    return word or generalisation.ANY


def plain(values):
    told = (
        (
            shown(own["district"]),
            generalisation.age_band(own["birth_on"], TODAY),
            generalisation.amount_band(own["yearly_amount"]),
            shown(own["service_type"]),
        )
        for own in values
    )
    return [dict(zip(COLUMNS, one, strict=True)) for one in told]


@pytest.mark.parametrize("count", [0, 1, 7, 8, 300])
@pytest.mark.parametrize("size", [1, 7, 1_000])
def test_each_person_is_of_the_kind_that_is_said(count, size):
    values = some(count, count)
    found = classify(banded(values, size=size), shown=shown)
    rows = [found.kinds[number] for number in found.of_person.to_pylist()]
    single = Counter(row["service"] for row in plain(values))
    assert rows == [
        own | ({"service": "*"} if single[own["service"]] == 1 else {}) for own in plain(values)
    ]
    assert found.counts == [found.of_person.to_pylist().count(n) for n in range(len(found.kinds))]
    names = [pseudonym.of(f"sub-{number}", key=KEY) for number in range(count)]
    assert found.names == "".join(names).encode()


def test_kinds_come_in_the_order_in_which_people_do():
    found = classify(banded(some(300, 3)), shown=shown)
    firsts = list(dict.fromkeys(found.of_person.to_pylist()))
    assert firsts == list(range(len(found.kinds)))


def test_a_word_is_judged_once_and_no_pseudonym_is_made_unless_wanted():
    asked = []
    found = classify(banded(some(300, 1), key=b""), shown=lambda word: asked.append(word) or "*")
    assert sorted(asked) == sorted(["东虚区", "西拟区", "", "月嫂", "钟点工", "日常保洁"])
    assert {row["service"] for row in found.kinds} == {"*"}
    assert found.names == b""


def test_of_more_words_than_there_are_numbers_the_rest_is_not_told(monkeypatch):
    bits = {**equivalence_classes._BITS, "district": (40, 2)}
    monkeypatch.setattr(equivalence_classes, "_BITS", bits)
    values = [own | {"district": f"远{n % 9}区"} for n, own in enumerate(some(90, 2))]
    found = classify(banded(values), shown=shown)
    rows = [found.kinds[number] for number in found.of_person.to_pylist()]
    told = ("远0区", "远1区", "远2区")
    assert rows == [
        own | ({} if own["district"] in told else {"district": "*"}) for own in plain(values)
    ]


def test_a_banding_does_not_show_the_key_of_the_room():
    assert "x01" not in repr(Bands(TODAY, KEY))
