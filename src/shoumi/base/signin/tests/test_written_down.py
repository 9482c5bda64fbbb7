"""``docs/sign-in.md`` says what is so: times, counts, and the words that no password may have."""

from __future__ import annotations

from pathlib import Path

import pytest

from shoumi.base.accounts.rules import Kind
from shoumi.base.signin import passwords, rules
from shoumi.base.signin.rules import Scope
from shoumi.base.signin.tests.people import HOUR, MINUTE, SECOND

TEXT = (Path(__file__).parents[5] / "docs/sign-in.md").read_text("utf-8")
SESSIONS = {
    "people of the house": (Kind.STAFF, Scope.FULL),
    "parties, auditors, members from outside": (Kind.PARTY, Scope.FULL),
    "whoever is adding ways to sign in": (Kind.STAFF, Scope.ENROL),
}


def written(time):
    return f"{time // HOUR} hours" if time >= HOUR else f"{time // MINUTE} minutes"


@pytest.mark.parametrize("whose", SESSIONS)
def test_how_long_a_session_lasts(whose):
    limits = rules.limits(*SESSIONS[whose])
    assert f"| {whose} | {written(limits.idle)} | {written(limits.absolute)} |" in TEXT


def test_all_who_are_no_staff_have_the_same():
    assert {rules.limits(kind, Scope.FULL) for kind in Kind if kind is not Kind.STAFF} == {
        rules.limits(Kind.PARTY, Scope.FULL)
    }


@pytest.mark.parametrize(
    "said",
    [
        f"One person has {rules.MAX_SESSIONS} sessions at most; with another one the oldest ends",
        f"{rules.MIN_PASSWORD} to {rules.MAX_PASSWORD} characters",
        f"one of {rules.RECOVERY_CODES} codes of {rules.RECOVERY_BYTES * 8} bits",
        f"for {rules.LINK_VALID // HOUR} hours",
        f"After {rules.FREE_TRIES} failures in a row",
        f"wait {rules.delay(rules.FREE_TRIES) // SECOND} second, then twice as long each time",
        f"each time, {rules.MAX_DELAY // MINUTE} minutes at most",
        f"{rules.FORGOTTEN_AFTER // HOUR} hours of quiet",
    ],
)
def test_the_numbers(said):
    assert said in TEXT
    assert rules.STEP_UP_VALID == 5 * MINUTE


def test_the_words_of_the_context():
    words = ", ".join(f"`{word}`" for word in passwords._HOUSE)
    assert f"the person's name, the name to sign in with, {words}." in TEXT
