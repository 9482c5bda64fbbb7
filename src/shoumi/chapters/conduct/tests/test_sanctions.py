"""What a sanction must rest on, and what it can never be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from shoumi.chapters.conduct.rules import sanctions
from shoumi.chapters.conduct.rules.sanctions import Decision, Fault, Recovery, Rule, Sanction

TOLD = datetime(2026, 9, 1, 2, tzinfo=UTC)
GOOD = Decision(
    person="per-checked",
    people=("per-opened", "per-decides"),
    rules=(Rule("7", Sanction.WARNING),),
    rule="7",
    sanction=Sanction.WARNING,
    evidence=2,
    told_at=TOLD,
    reply_until=TOLD + timedelta(days=5),
    replied_at=TOLD + timedelta(days=1),
    decided_at=TOLD + timedelta(days=2),
)
WAGE = {"wage": 800_000, "minimum_wage": 240_000}


def faults(**other):
    return list(sanctions.faults(replace(GOOD, **other)))


def test_one_that_rests_on_a_rule_in_force_with_reply_and_evidence_stands():
    assert faults() == []


@pytest.mark.parametrize(
    ("other", "fault"),
    [
        ({"rules": None}, Fault.NO_VERSION),
        ({"rule": "8"}, Fault.NO_RULE),
        ({"sanction": Sanction.DISMISSAL}, Fault.TOO_SEVERE),
        ({"told_at": None}, Fault.NO_REPLY),
        ({"replied_at": None}, Fault.NO_REPLY),
        ({"reply_until": TOLD + timedelta(days=2)}, Fault.NO_REPLY),
        ({"decided_at": TOLD - timedelta(days=1)}, Fault.NO_REPLY),
        ({"evidence": 0}, Fault.NO_EVIDENCE),
        ({"people": ("per-opened", "per-checked")}, Fault.OWN_CASE),
        ({"recovery": Recovery(0, 1, **WAGE)}, Fault.FINE),
        ({"recovery": Recovery(10_000_000, 160_001, **WAGE)}, Fault.OVER_CAP),
    ],
)
def test_each_thing_that_is_missing_is_named(other, fault):
    assert faults(**other) == [fault]


def test_whoever_lets_the_time_pass_had_it():
    at = TOLD + timedelta(days=5)
    assert faults(replied_at=None, decided_at=at) == []
    assert faults(replied_at=None, decided_at=at - timedelta(seconds=1)) == [Fault.NO_REPLY]


@pytest.mark.parametrize(
    ("wage", "minimum", "most"),
    [(800_000, 240_000, 160_000), (260_000, 240_000, 20_000), (240_000, 240_000, 0), (1, 2, 0)],
)
def test_a_loss_takes_a_fifth_of_a_wage_at_most_and_leaves_the_minimum(wage, minimum, most):
    assert Recovery(10_000_000, most, wage, minimum).most == most
    assert faults(recovery=Recovery(10_000_000, most, wage, minimum)) == []


def test_there_is_no_sanction_by_which_anybody_pays():
    assert {one.value for one in Sanction} == {
        *("NONE", "TALK", "TRAINING", "WARNING", "WRITTEN", "ROLE_ENDS", "DISMISSAL"),
    }
