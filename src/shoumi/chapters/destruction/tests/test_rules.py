from __future__ import annotations

from datetime import date

import pytest

from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction.rules import NEXT, State
from shoumi.core.terms import Role


@pytest.mark.parametrize(
    ("confirmed", "is_enough"),
    [
        ([], False),
        (["otto"], False),
        (["otto", "otto"], False),
        (["otto", "dora"], False),
        (["dora", "dora"], False),
        (["otto", "sara"], True),
        (["otto", "dora", "sara"], True),
    ],
)
def test_two_persons_besides_the_proposer(confirmed, is_enough):
    assert rules.is_witnessed("dora", confirmed) is is_enough
    assert rules.witnesses_needed() == 2


def test_there_is_one_way_and_it_leads_forward():
    path = [State.PROPOSED]
    while path[-1] in NEXT:
        path.append(NEXT[path[-1]])
    assert path == list(State)


def test_the_proposers_role_is_none_of_the_witnesses():
    assert Role.DPO not in rules.WITNESSES


@pytest.mark.parametrize(
    ("begun", "last"),
    [(date(2026, 8, 25), date(2026, 9, 8)), (date(2027, 12, 25), date(2028, 1, 8))],
)
def test_backups_of_the_keyring_live_fourteen_days(begun, last):
    assert rules.residual_until(begun) == last
