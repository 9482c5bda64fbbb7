"""A provider's account proves anew, and is bound and unbound, by whose it is."""

from __future__ import annotations

import pytest

from shoumi.base.ledger import reader
from shoumi.base.signin import enrolment, oidc, sessions
from shoumi.base.signin.errors import (
    FlowOver,
    NoSession,
    NoSuchBinding,
    NotLetIn,
    StepUpNeeded,
)
from shoumi.base.signin.events import Tag
from shoumi.base.signin.models import Binding, Flow
from shoumi.base.signin.oidc import Aim
from shoumi.base.signin.tests.identity import (
    come,
)
from shoumi.base.signin.tests.people import (
    HOUR,
    MINUTE,
    NOW,
    both,
    by_passkey,
    invited,
    tags,
    with_passkey,
)
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def test_a_session_is_proved_anew_by_who_signs_in_again_there(bound, person):
    token = come(bound).token
    later = NOW + HOUR / 6
    bound.now = lambda: later
    session = sessions.current(token=token, real_at=later)
    assert not sessions.has_stepped_up(session, later)
    begun = oidc.begin(aim=Aim.STEP_UP, session=token, real_at=later)
    assert "prompt=login" in begun.url
    assert "max_age=0" in begun.url
    fresh = come(bound, Aim.STEP_UP, session=token, begun=begun, real_at=later).token
    assert sessions.current(token=token, real_at=later) is None
    assert sessions.has_stepped_up(sessions.current(token=fresh, real_at=later), later)


def test_an_old_sign_in_there_proves_nothing_anew(bound):
    token = come(bound).token
    bound.claims = {"auth_time": int(NOW.timestamp()) - 61}
    with pytest.raises(NotLetIn):
        come(bound, Aim.STEP_UP, session=token)


def test_nobody_proves_for_somebody_else(bound, house):
    other = house.staff(Role.CON, name="王示例")
    token = invited(house, other)
    with_passkey(token)
    token = enrolment.finish(token=token, **both())
    with pytest.raises(NotLetIn):
        come(bound, Aim.STEP_UP, session=token)


def test_an_answer_counts_for_what_it_was_begun_for(bound, device):
    token = by_passkey(device)
    begun = oidc.begin(aim=Aim.STEP_UP, session=token, real_at=NOW)
    with pytest.raises(NoSession):
        come(bound, begun=begun)
    begun = oidc.begin(aim=Aim.STEP_UP, session=token, real_at=NOW)
    with pytest.raises(FlowOver):
        come(bound, begun=begun, session=by_passkey(device))


def test_binding_takes_a_fresh_proof_before_and_after(bound, device):
    token = by_passkey(device)
    later = NOW + 6 * MINUTE
    with pytest.raises(StepUpNeeded):
        oidc.begin(aim=Aim.BIND, session=token, real_at=later)
    begun = oidc.begin(aim=Aim.BIND, session=token, real_at=NOW + 4 * MINUTE)
    with pytest.raises(StepUpNeeded):
        come(bound, begun=begun, session=token, real_at=later)
    for aim in (Aim.BIND, Aim.STEP_UP):
        with pytest.raises(NoSession):
            oidc.begin(aim=aim, real_at=NOW)


def test_what_is_unbound_lets_nobody_in_any_more(bound, device, person):
    token = by_passkey(device)
    binding = Ref(Binding.objects.get().ref)
    oidc.unbind(token=token, binding=binding, **both())
    with pytest.raises(NotLetIn):
        come(bound)
    with pytest.raises(NoSuchBinding):
        oidc.unbind(token=token, binding=binding, **both())
    assert tags().count(Tag.REMOVED) == 1


def test_whoever_is_let_in_again_leaves_the_account_behind(bound, house, person):
    asked = enrolment.ask_again(person=person, actor=house.head, **both())
    link = enrolment.approve_again(request=Ref(asked.ref), actor=house.dpo, **both())
    enrolment.enter(link=link, **both())
    assert not Binding.objects.exists()


def test_the_subject_is_nowhere_in_the_clear(bound, person):
    come(bound)
    assert all(b"employee-1" not in one.body for one in reader.entries())
    assert "employee-1" not in str(Binding.objects.values().get())
    assert not Flow.objects.exists()
