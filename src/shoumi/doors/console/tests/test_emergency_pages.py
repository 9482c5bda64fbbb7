"""Pages of emergencies: asked for on a customer's page, told on every page, reviewed by another."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base import clock
from shoumi.base.accounts.models import Person
from shoumi.base.emergency import services
from shoumi.base.emergency.models import Emergency
from shoumi.core.refs import Ref
from shoumi.doors.console.tests.test_house_pages import _HAN, main, text
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
WHY = "客户家中漏水，须立即联系上门"


@pytest.fixture
def found(house):
    return house.keep_many(2)


def opened(house, subject, **more):
    given = {"reason": WHY, "fields": ["mobile"], "is_sure": "on"} | more
    return signed_in(house[people.SERVICE]).act(f"/customers/{subject}/do/open-emergency", **given)


def made_by_service(house, subject):
    return services.open_emergency(
        subject=subject, fields=["mobile"], reason=WHY, actor=house[people.SERVICE],
        at=clock.now(),
    )  # fmt: skip


def test_one_opens_on_the_customers_page_and_reads_there(house, found):
    service = signed_in(house[people.SERVICE])
    address = f"/customers/{found[0]}/do/open-emergency"
    assert address in text(service.get(f"/customers/{found[0]}"))
    asked = main(service.get(address))
    assert "林示范" in text(service.get(address))
    assert found[0] in asked
    answer = opened(house, found[0])
    made = Emergency.objects.get()
    told = urlsplit(answer.redirect_chain[-1][0])
    assert told.path == f"/customers/{found[0]}"
    assert parse_qs(told.query)["task"] == [made.task]
    where = f"/customers/{found[0]}/reveal?task={made.task}&field=mobile"
    assert "15400001000" in text(service.post(where)).replace(" ", "")
    other = f"/customers/{found[1]}/reveal?task={made.task}&field=mobile"
    refused = service.post(other)
    assert "15400001001" not in text(refused).replace(" ", "")
    assert refused.status_code == 403


def test_it_takes_a_fresh_proof_and_the_role(house, found):
    address = f"/customers/{found[0]}/do/open-emergency"
    stale = signed_in(house[people.SERVICE], is_fresh=False).act(address, reason=WHY)
    assert "step-up" in stale.redirect_chain[-1][0]
    assert signed_in(house.legal).get(address).status_code == 403
    assert not Emergency.objects.exists()


def test_a_reason_with_a_number_in_it_is_refused_on_the_form(house, found):
    answer = opened(house, found[0], reason="手机号15400001000，家中漏水")
    assert answer.status_code == 422
    assert "姓名或号码" in text(answer)
    assert not Emergency.objects.exists()


def test_officers_read_it_on_every_page_until_another_reviewed_it(house, found):
    made = made_by_service(house, found[0])
    words = "等着复核"
    for who in (house.dpo, house[people.HEAD], house[people.SECURITY]):
        assert words in text(signed_in(who).get("/duties"))
    assert words not in text(signed_in(house[people.SERVICE]).get("/duties"))
    place = f"/emergencies/{made.ref}"
    act = f"{place}/do/review-emergency"
    assert act not in text(signed_in(house[people.SERVICE]).get(place))
    assert act not in text(signed_in(house[people.SECURITY]).get(place))
    dpo = signed_in(house.dpo)
    assert act in text(dpo.get(place))
    assert place in text(dpo.get("/inbox"))
    assert place not in text(signed_in(house[people.SECURITY]).get("/inbox"))
    assert WHY in text(dpo.get(act))
    assert dpo.act(act, outcome="justified", note="no_ground").status_code == 422
    assert dpo.act(act, outcome="justified", note="needed").status_code == 200
    assert words not in text(dpo.get("/duties"))
    assert place not in text(dpo.get("/inbox"))
    assert act not in text(dpo.get(place))


def test_a_session_that_began_before_is_worth_nothing_once_the_account_stopped(house, found):
    service = signed_in(house[people.SERVICE])
    made_by_service(house, found[0])
    assert service.get("/tasks").status_code == 200
    late = clock.now() - timedelta(seconds=1)
    Person.objects.filter(ref=house[people.SERVICE]).update(stops_at=late)
    assert service.get("/tasks").status_code == 302


def test_pages_speak_both_languages_and_others_see_only_their_own(house, found):
    made = made_by_service(house, found[0])
    for page in ("/emergencies", f"/emergencies/{made.ref}"):
        assert _HAN.search(main(signed_in(house.dpo).get(page)))
        told = main(signed_in(house.dpo, lang="en").get(page)).replace(WHY, "")
        for name in Person.objects.values_list("name", flat=True):
            told = told.replace(name, "")
        assert not _HAN.search(told), page
    Emergency.objects.filter(ref=made.ref).update(person=house[people.SECURITY])
    service = signed_in(house[people.SERVICE])
    assert service.get(f"/emergencies/{made.ref}").status_code == 404
    assert made.ref not in text(service.get("/emergencies"))


def test_a_longer_list_takes_no_more_queries_and_goes_on_at_its_end(house, found):
    visitor = signed_in(house.dpo)
    first = made_by_service(house, found[0])

    def grow(start, number):
        for place in range(start, start + number):
            first.pk, first.position = Ref.new("emergency"), 10_000 + place
            first.quarter, first.number = f"{place // 2:04d}Q1", place % 2 + 1
            first.save(force_insert=True)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            answer = visitor.get("/emergencies")
        return len(seen), answer

    grow(0, 2)
    before, _ = queries()
    grow(2, 60)
    after, answer = queries()
    assert before == after
    assert "after=" in text(answer)
