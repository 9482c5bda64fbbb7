"""Of many tables of every width in many files none is lost."""

from __future__ import annotations

import random
from datetime import date

import pytest

from shoumi.base import pools
from shoumi.base.intake import scan_files
from shoumi.base.intake.scan_files import Order

TODAY = date(2026, 11, 28)
# Files in a round, tables in all: what a company's share drive looks like to one scan.
ROUNDS = 100
TABLES = 20


@pytest.fixture(autouse=True)
def two_processors(monkeypatch):
    monkeypatch.setattr(pools, "processors", lambda: 2)
    yield
    pools.close()


@pytest.mark.long
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_no_table_is_lost_however_wide_it_is(tmp_path, seed):
    dice = random.Random(seed)
    widths = [dice.randint(1, 300) for _ in range(TABLES)]
    files = dice.randint(4, 40)
    orders = []
    for number in range(max(files, TABLES)):
        width = widths[number % TABLES]
        path = tmp_path / f"{number}.csv"
        heads = ",".join(f"列{at}" for at in range(width - 1)) + ("," if width > 1 else "") + "手机"
        cells = ",".join("甲" for _ in range(width - 1)) + ("," if width > 1 else "")
        path.write_text(f"{heads}\n{cells}15400001001\n{cells}15400001002\n", encoding="utf-8")
        orders.append((width, Order(str(path), None, TODAY, with_texts=False)))
    told = scan_files.examine_all(iter(one for _, one in orders), count=len(orders))
    for (width, _), look in zip(orders, told, strict=True):
        (one,) = look()
        assert len(one.profiles) == width
        found = [row for row in one.counts.to_pylist() if row["label"] == "MOBILE"]
        assert [(row["column"], row["cells"]) for row in found] == [("手机", 2)]
