"""An answer that is not what was said opens nothing any more once it is taken back."""

from __future__ import annotations

import pytest

from shoumi.base.subjects.models import Kind
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.chapter import card
from shoumi.chapters.consent.models import Consent
from shoumi.chapters.consent.services import answers
from shoumi.core.terms import ConsentState, ControlState

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
YES = ConsentState.GIVEN


@pytest.mark.both
@pytest.mark.parametrize(
    ("duty", "forged"),
    [("6.1", {"notice_sha256": "0" * 64}), ("6.2", {"lane": rules.Lane.SELF})],
)
def test_a_consent_that_is_withdrawn_holds_no_door_shut(bureau, duty, forged):
    (child,) = bureau.hold(kind=Kind.CHILD)
    campaign = bureau.open()
    bureau.record(campaign, answers.Said(child, YES, by_guardian=True))
    Consent.objects.update(**forged)
    assert card.checks[duty](bureau.at).state is ControlState.FAIL
    bureau.withdraw(campaign, child)
    assert card.checks[duty](bureau.at).state is ControlState.PASS
