import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.instruments import Answer, Recipient, Transfer, decide
from shoumi.core.terms import DealType, Instrument

A21, A22, A23 = (
    Instrument.ART21_DPA,
    Instrument.ART22_NOTICE,
    Instrument.ART23_SEPARATE_CONSENT,
)

transfers = st.builds(
    Transfer,
    deal_type=st.sampled_from(DealType),
    recipient=st.sampled_from(Recipient),
    is_effective=st.booleans(),
    is_anonymised=st.booleans(),
    has_sensitive=st.booleans(),
    has_children=st.booleans(),
    is_abroad=st.booleans(),
    differs=st.frozensets(st.sampled_from(["tutoring", "method.sharing"])),
    has_opinion_22=st.booleans(),
)


@pytest.mark.parametrize("is_effective", [False, True])
@pytest.mark.parametrize(
    ("deal_type", "recipient", "before", "after"),
    [
        ("equity", "target", "CHANGE_NOTICE", "CHANGE_NOTICE"),
        ("shell", "target", "CHANGE_NOTICE", "CHANGE_NOTICE"),
        ("equity", "other", A23, A23),  # the buyer's own copy
        ("equity", "successor", A23, A23),
        ("shell", "other", A23, A23),
        ("merger", "successor", A23, A22),
        ("division", "successor", A23, A22),
        ("dissolution", "successor", A23, A22),
        ("bankruptcy", "successor", A23, A22),
        ("merger", "other", A23, A23),
        ("merger", "target", A23, A23),
        ("asset", "other", A23, A23),
        ("asset", "successor", A23, A23),
        ("asset", "processor", A21, A21),
        ("merger", "processor", A21, A21),
    ],
)
def test_the_branch(deal_type, recipient, before, after, is_effective):
    transfer = Transfer(DealType(deal_type), Recipient(recipient), is_effective)
    assert decide(transfer).base == (after if is_effective else before)


@pytest.mark.parametrize(("is_effective", "base"), [(False, A23), (True, A22)])
def test_a_signed_opinion_puts_an_asset_deal_under_notice_once_it_is_effective(is_effective, base):
    transfer = Transfer(DealType.ASSET, Recipient.SUCCESSOR, is_effective, has_opinion_22=True)
    assert decide(transfer).base is base


def test_anonymised_data_need_nothing_but_the_test_of_it():
    transfer = Transfer(DealType.ASSET, Recipient.OTHER, is_anonymised=True, has_sensitive=True)
    assert decide(transfer) == Answer(Instrument.NONE, needs_anonymity_test=True)


def test_overlays_raise_consents_where_consent_is_asked():
    answer = decide(
        Transfer(
            DealType.EQUITY,
            Recipient.OTHER,
            has_sensitive=True,
            has_children=True,
            is_abroad=True,
        )
    )
    assert answer.asks_consent
    assert answer.instruments == {
        A23,
        Instrument.ART29,
        Instrument.ART31,
        Instrument.ART39,
    }


def test_overlays_change_only_text_and_addressee_of_a_notice():
    answer = decide(
        Transfer(
            DealType.MERGER,
            Recipient.SUCCESSOR,
            is_effective=True,
            has_sensitive=True,
            has_children=True,
            is_abroad=True,
        )
    )
    assert not answer.asks_consent
    assert answer.consents == frozenset()
    assert answer.instruments == {A22}
    assert (answer.names_sensitive, answer.to_guardian, answer.names_overseas) == (True,) * 3


def test_a_new_purpose_is_asked_for_again_under_notice_only():
    differs = frozenset({"tutoring"})
    merged = Transfer(DealType.MERGER, Recipient.SUCCESSOR, is_effective=True, differs=differs)
    assert decide(merged).reconsent == differs
    assert decide(merged).instruments == {A22, Instrument.ART22_RECONSENT}
    bought = Transfer(DealType.ASSET, Recipient.OTHER, differs=differs)
    assert decide(bought).reconsent == frozenset()


@pytest.mark.parametrize(
    ("is_sensitive", "is_child", "expected"),
    [
        (False, False, {A23, Instrument.ART39}),
        (True, False, {A23, Instrument.ART29, Instrument.ART39}),
        (True, True, {A23, Instrument.ART29, Instrument.ART31, Instrument.ART39}),
    ],
)
def test_a_person_needs_only_the_overlays_that_are_theirs(is_sensitive, is_child, expected):
    answer = decide(
        Transfer(
            DealType.EQUITY,
            Recipient.OTHER,
            has_sensitive=True,
            has_children=True,
            is_abroad=True,
        )
    )
    assert answer.of_person(is_sensitive=is_sensitive, is_child=is_child) == expected


@given(transfers)
def test_every_identifiable_transfer_is_assessed_first(transfer):
    assert decide(transfer).needs_assessment is not transfer.is_anonymised


@given(transfers)
def test_overlay_consents_come_with_separate_consent_only(transfer):
    answer = decide(transfer)
    assert not answer.consents or answer.base is A23


@given(transfers)
def test_before_effect_no_buyer_gets_names_on_notice(transfer):
    if not transfer.is_effective:
        assert decide(transfer).base is not A22
