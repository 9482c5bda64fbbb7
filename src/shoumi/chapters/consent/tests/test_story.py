"""Who of the story writes again to be deleted: somebody who refused and whom nothing keeps."""

from __future__ import annotations

import pytest

from shoumi.base.subjects.models import Kind
from shoumi.chapters.consent.story.answer_script import Script, refuser
from shoumi.core.refs import Ref
from shoumi.core.terms import LegalBasis

YES, FIRST, SECOND, CHILD, QUIET = (Ref(f"sub-{n}") for n in range(5))


def people(**kept):
    """Everybody under a contract, but for who is named."""
    return [
        (ref, Kind.INDIVIDUAL, kept.get(name, LegalBasis.CONTRACT))
        for name, ref in (("first", FIRST), ("second", SECOND), ("quiet", QUIET))
    ]


@pytest.fixture
def script():
    return Script(consent=[YES], refuse=[FIRST, SECOND], silent=[CHILD, QUIET], children={CHILD})


def test_it_is_one_of_those_who_refuse(script):
    assert refuser(people(), script, [], days=2) in {FIRST, SECOND}


def test_whoever_answers_on_an_earlier_day_comes_first(script):
    """Of two days each takes every second of the answers, in their order."""
    days = [[said.subject for said in script.said_on(day, 2)] for day in (0, 1)]
    refused = [ref for day in days for ref in day if ref != YES]
    assert refuser(people(), script, [], days=2) == refused[0]


def test_nobody_whom_a_law_or_an_objection_keeps(script):
    kept = people(first=LegalBasis.LEGAL_DUTY)
    assert refuser(kept, script, [], days=2) == SECOND
    assert refuser(kept, script, [SECOND], days=2) == QUIET
    assert refuser(kept, script, [SECOND, QUIET], days=2) is None
