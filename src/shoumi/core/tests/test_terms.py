"""The closed vocabularies are stored and stand in ledgers: their values are frozen here."""

from __future__ import annotations

import inspect
from enum import StrEnum

import pytest

from shoumi.core import terms

VALUES = {
    "LegalBasis": "CONSENT CONTRACT HR LEGAL_DUTY EMERGENCY NEWS PUBLIC_DATA OTHER_LAW",
    "ConsentState": "DRAFT GIVEN REFUSED WITHDRAWN EXPIRED SUPERSEDED",
    "Instrument": "NONE CHANGE_NOTICE ART21_DPA ART22_NOTICE ART22_RECONSENT "
    "ART23_SEPARATE_CONSENT ART29 ART31 ART39",
    "DisclosureLevel": "L0 L1 L2 L3 L4",
    "DataGrade": "L1 L2 L3 L4",
    "HandlerTier": "SMALL ORDINARY GE_1M GE_10M",
    "ControlState": "PASS PARTIAL FAIL STALE ATTESTED NOT_APPLICABLE NOT_BUILT",
    "DealType": "equity merger division dissolution bankruptcy asset shell",
    "DealStage": "intake mandate inventory pipia listed matched nda dd_l1 dd_l2 dd_l3 term_sheet "
    "internal_approval signed tax notice_campaign registered post_registration data_handover "
    "settled closed terminated suspended",
    "RiskGrade": "低 中 高 严重",
    "Clock": "hour natural workday",
    "Role": "HEAD DPO PWG SUP LEG SEC OPS HR CON CS MKT FIN PRO TR TE VEN AUD SUBJ",
    "Purpose": "service kyc inventory due_diligence notice handover request destruction tax "
    "registration",
}


def vocabularies() -> dict[str, type[StrEnum]]:
    return {
        name: found
        for name, found in inspect.getmembers(terms, inspect.isclass)
        if issubclass(found, StrEnum) and found is not StrEnum
    }


def test_there_is_no_vocabulary_that_is_not_frozen():
    assert vocabularies().keys() == VALUES.keys()


@pytest.mark.parametrize("name", VALUES)
def test_the_words_and_their_order(name):
    assert [word.value for word in vocabularies()[name]] == VALUES[name].split()


@pytest.mark.parametrize("name", VALUES)
def test_no_two_names_share_a_value(name):
    found = vocabularies()[name]
    assert len(found.__members__) == len(found)


@pytest.mark.parametrize("name", VALUES)
def test_a_word_that_is_not_in_it_is_refused(name):
    with pytest.raises(ValueError, match="is not a valid"):
        vocabularies()[name]("nonsense")


def test_data_grades_and_disclosure_levels_are_different_things():
    """The same letters on two scales: equal as text, so no code may rest on comparing them."""
    assert not isinstance(terms.DataGrade.L3, terms.DisclosureLevel)
    assert not isinstance(terms.DisclosureLevel.L3, terms.DataGrade)


def test_risk_grades_go_up():
    assert list(terms.RiskGrade) == [
        terms.RiskGrade.LOW,
        terms.RiskGrade.MEDIUM,
        terms.RiskGrade.HIGH,
        terms.RiskGrade.SEVERE,
    ]
