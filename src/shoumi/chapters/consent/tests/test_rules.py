"""Instruments, contents and objections, without a database."""

from __future__ import annotations

from itertools import product

import pytest

from shoumi.chapters.consent import rules
from shoumi.chapters.consent.rules import CONTENTS, INSTRUMENTS, Answer, Delivery, Outcome, Purpose
from shoumi.core.terms import Instrument, LegalBasis
from shoumi.core.tests.cases import each

ASKING = {Instrument.ART23_SEPARATE_CONSENT, Instrument.ART22_RECONSENT}
CASES = list(product(Instrument, (*Delivery, None), (*Answer, None), (False, True)))


@each(("instrument", "delivery", "answer", "withdrawn"), CASES)
def test_silence_is_never_a_yes(instrument, delivery, answer, withdrawn):
    found = rules.is_satisfied(instrument, delivery, answer, withdrawn=withdrawn)
    if instrument in ASKING:
        assert found is (answer is Answer.GIVEN and not withdrawn)
    else:
        assert found is (delivery is Delivery.REACHED and not withdrawn)


@pytest.mark.parametrize("instrument", Instrument)
def test_what_asks_and_what_only_informs(instrument):
    assert rules.asks_consent(instrument) is (instrument in ASKING)


def test_a_copy_for_another_handler_is_never_put_to_people_as_a_notice():
    assert all(rules.asks_consent(own) for own in INSTRUMENTS[Purpose.PROVISION])
    assert all(rules.asks_consent(own) for own in INSTRUMENTS[Purpose.NEW_PURPOSE])
    assert not any(rules.asks_consent(own) for own in INSTRUMENTS[Purpose.SUCCESSION])


def test_each_instrument_that_is_put_to_people_has_its_contents():
    assert {own for fit in INSTRUMENTS.values() for own in fit} == CONTENTS.keys()


@each(
    ("instrument", "gap"),
    [(own, name) for own, wanted in CONTENTS.items() for name in sorted(wanted)],
)
@each("said", [None, "", "  ", "\n\u3000"])
def test_what_the_law_wants_said_is_missed(instrument, gap, said):
    contents = dict.fromkeys(CONTENTS[instrument], "写明")
    assert rules.missing(instrument, contents) == frozenset()
    if said is None:
        del contents[gap]
    else:
        contents[gap] = said
    assert rules.missing(instrument, contents) == {gap}


@pytest.mark.parametrize("instrument", [own for own in Instrument if own not in CONTENTS])
def test_an_instrument_without_a_notice_is_never_complete(instrument):
    everything = {name: "写明" for wanted in CONTENTS.values() for name in wanted}
    assert rules.missing(instrument, everything) == {"instrument"}


@pytest.mark.parametrize("basis", LegalBasis)
def test_an_objection_goes_where_its_basis_leads(basis):
    expected = {
        LegalBasis.CONSENT: Outcome.EXCLUDED,
        LegalBasis.CONTRACT: Outcome.MARKETING_OFF,
        LegalBasis.HR: Outcome.MARKETING_OFF,
        LegalBasis.LEGAL_DUTY: Outcome.SEALED,
    }.get(basis, Outcome.FROZEN)
    assert rules.outcome_of(basis, is_child=False) is expected
    assert rules.outcome_of(basis, is_child=True) is Outcome.EXCLUDED
