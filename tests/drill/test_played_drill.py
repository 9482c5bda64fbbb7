"""A short drill in a real home, its worker killed in the middle, its mails to a real relay.  The
whole one, forty injects in ten minutes, is ``python -m tests.drill``: how late each came depends on
what else the machine does, so no test fails by it."""

from __future__ import annotations

import pytest
from tests.drill.run import Played, play

WHOLE = {"late": (0.1, 0.2), "twice": 0, "mails": 4, "wanted": 4, "unmarked": 0}
WHOLE |= {"outside": frozenset(), "restarts": ()}


@pytest.mark.long(one_in=2)
def test_killed_in_the_middle_none_is_lost_and_nobody_outside_hears_of_it():
    found = play(12, 24, is_killed=True)
    assert found.is_whole, found.line()
    assert len(found.late) == 12


@pytest.mark.parametrize(
    "wrong",
    [
        {"late": (0.1, None)},
        {"twice": 1},
        {"mails": 3},
        {"unmarked": 1},
        {"outside": frozenset({"customer@house.example"})},
    ],
)
def test_what_is_lost_doubled_unmarked_or_astray_is_seen(wrong):
    assert Played(**WHOLE).is_whole
    assert not Played(**WHOLE | wrong).is_whole
