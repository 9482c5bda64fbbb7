from __future__ import annotations

import csv

from shoumi.base.commands.files import create
from shoumi.chapters.consent.documents import letters
from shoumi.chapters.consent.rules import Lane
from shoumi.core.refs import Ref


def test_a_name_that_is_a_formula_does_not_run_where_letters_are_delivered(tmp_path):
    out = tmp_path / "letters.csv"
    people = [
        (Ref("sub-0000000000000001"), Lane.SELF, {"name": "=1+1", "mobile": "15400001000"}, "A"),
        (Ref("sub-0000000000000002"), Lane.SELF, {"name": "王虚安", "mobile": "15400001001"}, "B"),
    ]
    reached = letters.Letters(create(out)).deliver(people)
    assert all(reached.values())
    with out.open(encoding="utf-8-sig", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert names == ["'=1+1", "王虚安"]
