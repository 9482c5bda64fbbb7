"""Access is stopped at once and lifted by another; thanks are shown only where the person wants."""

from __future__ import annotations

import pytest

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts import stops
from shoumi.base.accounts.person_rows import NoSuchPerson
from shoumi.base.accounts.queries import NotPermitted
from shoumi.chapters.conduct.models import Reward, Suspension
from shoumi.chapters.conduct.rules.words import Danger, For, Thanks
from shoumi.chapters.conduct.services import errors as no
from shoumi.chapters.conduct.services import people
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))


def suspend(desk, person=None, actor=None):
    given = {"person": person or desk.chen, "actor": actor or desk.officer, "at": desk.at}
    return people.suspend(why=Danger.SIGNALS, **given)


def acts(desk, person=None):
    return Role.CON in accounts.roles(person or desk.chen, desk.at)


def test_a_suspended_account_holds_no_role_until_another_lifts_it(desk):
    assert acts(desk)
    made = suspend(desk)
    assert not acts(desk), "at once"
    with pytest.raises(no.AlreadySuspended):
        suspend(desk)
    lift = {"suspension": Ref(made.ref), "at": desk.at}
    with pytest.raises(NotPermitted):
        people.lift(**lift, actor=desk.chen)
    people.lift(**lift, actor=desk.head)
    assert acts(desk)
    with pytest.raises(no.NotSuspended):
        people.lift(**lift, actor=desk.head)


def test_nobody_suspends_or_lifts_oneself(desk):
    with pytest.raises(no.OneselfNot):
        suspend(desk, person=desk.officer)
    made = suspend(desk, person=desk.officer, actor=desk.head)
    with pytest.raises(NotPermitted):
        people.lift(suspension=Ref(made.ref), actor=desk.officer, at=desk.at)


@pytest.mark.parametrize("nobody", ["person-0000000000000000", "paper-y65psvn2zs5883w4"])
def test_nobody_is_suspended_or_thanked_who_is_not_there(desk, nobody):
    for act in (suspend, thank):
        with pytest.raises(NoSuchPerson):
            act(desk, person=Ref(nobody))
    assert not Suspension.objects.exists()
    assert not Reward.objects.exists()


def test_what_another_reason_lets_run_again_stays_suspended(desk):
    """The review of an emergency sets the account's stop anew; it ends no suspension."""
    suspend(desk)
    stops.stop_from(desk.chen, None, actor=desk.head, at=desk.at)
    assert not acts(desk)


def thank(desk, **other):
    given = {"person": desk.chen, "actor": desk.hr, "at": desk.at, "words": "谢谢你马上报告。"}
    return people.thank(thanks=Thanks.PRAISE, reason=For.REPORTED, **{**given, **other})


def test_a_reward_is_shown_where_the_person_says_so_and_taken_back_as_easily(desk):
    one = Ref(thank(desk).ref)
    assert Reward.objects.get().is_shown is None
    say = {"reward": one, "at": desk.at}
    with pytest.raises(no.NotThePerson):
        people.show(**say, shown=True, actor=desk.hr)
    people.show(**say, shown=True, actor=desk.chen)
    with pytest.raises(no.AlreadyAnswered):
        people.show(**say, shown=True, actor=desk.chen)
    people.show(**say, shown=False, actor=desk.chen)
    assert Reward.objects.get().is_shown is False


def test_nobody_thanks_oneself(desk):
    with pytest.raises(no.OneselfNot):
        thank(desk, person=desk.hr)
    with pytest.raises(NotPermitted):
        thank(desk, actor=desk.legal)
