"""How good the scan is, on data nobody tuned it on but this house wrote: floors, peers, oracles.

The figures of the page are written by ``make quality``; a test holds them to what is measured.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest
from tests.quality import measure, messy, pictures
from tests.quality.__main__ import PAGE, figures, of_pictures
from tests.quality.made_up import documents
from tests.quality.scores import Score, strict

from shoumi.base.intake.tests.cast import REGISTER
from shoumi.core.tests import portion

IDENTIFIERS = sorted(measure.prose().keys() - {"PERSON", "ADDRESS"})


def test_the_same_seed_makes_the_same_and_another_does_not():
    assert documents(5, seed=1) == documents(5, seed=1) != documents(5, seed=2)


def test_spans_of_made_up_prose_are_what_they_say():
    for one in measure.made_up():
        ends = [0, *(end for _, end, _ in one.spans)]
        assert all(start >= before for (start, _, _), before in zip(one.spans, ends, strict=False))
        assert all("\n" not in one.text[start:end] for start, end, _ in one.spans)


def test_a_score_counts_what_is_right_to_the_character():
    told = strict([({(0, 2, "A"), (3, 5, "A")}, {(0, 2, "A"), (3, 4, "A"), (0, 2, "B")})])
    assert told == {"A": Score(2, 2, 1), "B": Score(0, 1, 0)}
    assert (told["A"].f1, told["B"].f1, Score(0, 0, 0).f1) == (0.5, 0, 1)


@pytest.mark.parametrize("label", IDENTIFIERS)
def test_identifiers_in_prose_reach_their_mark(label):
    score = measure.prose()[label]
    assert score.wanted >= 15
    assert score.f1 >= 0.97


def test_names_are_better_than_the_model_alone_and_far_better_than_rules_alone():
    ours, alone, rules = measure.prose()["PERSON"], measure.model_alone(), measure.rules_alone()
    assert ours.wanted == alone.wanted == rules.wanted > 500
    assert ours.f1 >= alone.f1 + 0.03
    assert ours.f1 >= 0.93
    assert rules.f1 < alone.f1


def test_addresses_in_prose_are_found_from_end_to_end():
    assert measure.prose()["ADDRESS"].f1 >= 0.95


@pytest.mark.parametrize("label", ["RESIDENT_ID", "USCC", "BANK_CARD"])
def test_what_is_valid_is_valid_by_the_oracle_and_by_no_other(label):
    judged, differ = measure.oracle()[label]
    assert judged == 2 * measure.NUMBERS
    assert differ == 0


def test_columns_of_a_messy_company_reach_their_mark():
    assert len([c for columns in messy.TABLES.values() for c in columns]) > 60
    assert measure.columns().f1 >= 0.92


def test_people_of_a_messy_company_are_linked_and_never_merged_wrongly(tmp_path):
    company, people = measure.linked(tmp_path, REGISTER)
    assert sum(len(person.sources) for person in people) == len(company.truth)
    whose = [
        {company.truth[source.file, source.line] for source in person.sources} for person in people
    ]
    assert [truth for truth in whose if len(truth) > 1] == []
    pieces = defaultdict(int)
    for (truth,) in whose:
        pieces[truth] += 1
    together = sum(1 for count in pieces.values() if count == 1)
    assert together / len(pieces) >= 0.98


def test_the_page_tells_what_is_measured():
    """Stale?  ``make quality`` writes it again."""
    told = PAGE.read_text("utf-8")
    for name, value in figures().items():
        (found,) = re.findall(
            rf"^\| {re.escape(name)} \| [^|]* \| ([0-9.]+) \|", told, re.MULTILINE
        )
        assert float(found) == pytest.approx(value, abs=0.01), name


@pytest.mark.slow
def test_identifiers_on_scanned_pages_reach_their_mark_and_the_page_tells_them():
    """All kinds of pages in ``make long``; else one of them, drawn by the commit."""
    told = PAGE.read_text("utf-8")
    kinds = portion.drawn([*pictures.KINDS], what="kinds of scanned pages")
    for name, wanted, value in of_pictures(kinds):
        assert wanted > 20
        assert value >= (0.75 if "dust" in name else 0.88), name
        (found,) = re.findall(
            rf"^\| {re.escape(name)} \| [^|]* \| ([0-9.]+) \|", told, re.MULTILINE
        )
        assert float(found) == pytest.approx(value, abs=0.02), name
