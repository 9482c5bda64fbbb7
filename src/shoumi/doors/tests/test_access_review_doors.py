"""An access review by page: what nobody confirms ends by the clock alone, and 1.5 says it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from shoumi.base.accounts import access_reviews as reviews
from shoumi.base.accounts import queries
from shoumi.base.accounts.review_models import AccessReview, ReviewedRole
from shoumi.base.gate import access_check
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def done(client, address, **given):
    answer = client.post(address, {"is_sure": "on", **given})
    assert answer.status_code == 303, answer.content.decode()


def role_of(person, role):
    return ReviewedRole.objects.get(person=person, role=role, deal="").ref


def test_a_review_goes_by_page_and_what_nobody_confirmed_ends_by_the_clock_alone(house):
    security = signed_in(house[people.SECURITY])
    assert "还没有复核过岗位" in security.get("/access-reviews").content.decode()
    assert access_check.check(house.at).reason == "gate.access_never_reviewed"
    done(security, "/access-reviews/do/access-open")
    review = AccessReview.objects.get()
    head = signed_in(house[people.HEAD])
    kept = [role_of(house.legal, Role.LEG), role_of(house.dpo, Role.DPO)]
    done(head, "/access-reviews/do/access-keep", wanted=kept)
    officer = signed_in(house.dpo)
    done(officer, "/access-reviews/do/access-keep", wanted=[role_of(house[people.HEAD], Role.HEAD)])
    gone = role_of(house[people.MARKETING], Role.MKT)
    done(head, f"/access-reviews/roles/{gone}/do/access-remove")
    before = review.due_at - timedelta(minutes=1)
    assert Role.MKT not in queries.roles(house[people.MARKETING], before)
    page = f"/access-reviews/{review.ref}"
    assert "等确认" in head.get(page).content.decode()
    with time_machine.travel(before, tick=False):
        assert signed_in(house[people.SECURITY]).get(page).status_code == 200
    assert access_check.check(review.due_at).state is ControlState.PASS
    assert queries.roles(house[people.SECURITY], review.due_at) == frozenset()
    assert queries.roles(house.legal, review.due_at) == {Role.LEG}
    assert reviews.fault(review.due_at) == ""


def test_who_answers_for_nobody_is_offered_nothing(house):
    reviews.open_review(actor=house.dpo, at=house.at)
    ref = Ref(AccessReview.objects.get().ref)
    said = signed_in(house[people.SECURITY]).get(f"/access-reviews/{ref}").content.decode()
    assert "access-remove" not in said
    assert signed_in(house.legal).get("/access-reviews").status_code in (403, 404)
