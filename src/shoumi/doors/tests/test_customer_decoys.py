"""A reference among customers that is nobody's: two put it there, whoever opens it is named, and
nothing but the list has it."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import connections

from shoumi.base import clock
from shoumi.base.deals.models import Deal
from shoumi.base.ledger import reader
from shoumi.base.subjects import customer_lists
from shoumi.base.subjects import queries as subjects
from shoumi.base.tests import authenticated
from shoumi.base.tests.memories import forget
from shoumi.chapters.defence import health
from shoumi.chapters.defence.customer_canary_models import CustomerCanary
from shoumi.chapters.defence.models import SecurityCase
from shoumi.chapters.defence.queries import customer_canaries as queries
from shoumi.chapters.defence.queries import detection as watched
from shoumi.chapters.defence.rules.canaries import CustomerCanaryState
from shoumi.chapters.defence.rules.detection import Code
from shoumi.chapters.defence.services import customer_canaries as canaries
from shoumi.chapters.defence.services import detection
from shoumi.chapters.defence.services.errors import (
    CanaryEnded,
    CanaryStands,
    NoCanaryInDemo,
    NoRoomForCanary,
    SamePerson,
)
from shoumi.core.refs import Ref
from shoumi.doors.api.tests.programs import Program, program
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]  # the house as the console knows it

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def kept(house, monkeypatch):
    monkeypatch.setattr(queries, "CUSTOMERS_A_CANARY", 4)
    return house.keep_many(5)


def asked(house, **other):
    given = {"deal": house.deal, "actor": house[people.SECURITY], "at": clock.now()}
    made = canaries.ask(**{**given, **other})
    forget()
    return made


def agreed(house, made, actor=None):
    found = canaries.agree(customercanary=Ref(made.ref), actor=actor or house.dpo, at=clock.now())
    forget()
    return found


def put(house):
    return agreed(house, asked(house))


def listed(house, who, address=""):
    forget()
    text = signed_in(who).get(f"/customers{address}").content.decode()
    return re.findall(r'href="/customers/(sub-[0-9a-z]+)"', text)


def since(size):
    """What happened to canaries."""
    tags = [entry.line().tag for entry in reader.entries(size)]
    return [tag for tag in tags if tag.startswith("canary.")]


def looked():
    forget()
    return detection.look(at=clock.now())


def test_two_put_it_into_the_list_and_it_stands_after_the_customer_it_looks_like(house, kept):
    made = asked(house)
    assert listed(house, house.dpo) == list(kept)
    with pytest.raises(SamePerson):
        agreed(house, made, house[people.SECURITY])
    agreed(house, made)
    with pytest.raises(CanaryStands):
        agreed(house, made)
    shown = listed(house, house.dpo)
    assert [one for one in shown if one != made.shown] == list(kept)
    assert shown[shown.index(made.shown) - 1] == made.beside
    assert made.shown not in listed(house, house.dpo, "?kind=CHILD")
    assert made.shown in listed(house, house.dpo, "?state=ACTIVE")


def test_whoever_opens_it_is_in_a_case_within_the_minute_and_the_page_tells_nothing(house, kept):
    detection.begin(actor=house[people.SECURITY], at=clock.now())
    made = put(house)
    service = house[people.SERVICE]
    honest = signed_in(service)
    assert all(honest.get(f"/customers/{one}").status_code == 200 for one in kept)
    assert looked() == []
    page = signed_in(service).get(f"/customers/{made.shown}").content.decode()
    assert made.shown in page
    assert made.beside not in page
    assert "诱饵" not in page
    (case,) = looked()
    assert (case.rule, case.who, case.count) == (Code.CANARY_TOUCHED, service, 1)
    honest.post(f"/customers/{made.shown}/reveal?task=task-x&field=name", secure=True)
    last = reader.latest(1)[0].line()
    assert (last.tag, last.actor) == ("canary.customer_touched", service)
    assert looked() == [], "the case is open"


def test_a_program_that_asks_for_it_is_known_and_lists_of_programs_lack_it(house, kept):
    made = put(house)
    caller = program(house.dpo)
    told = caller.read(f"/deals/{house.deal}/customers").json()
    assert [one["ref"] for one in told["items"]] == list(kept)
    before = reader.size()
    assert caller.read(f"/customers/{made.shown}").status_code == 404
    assert since(before) == ["canary.customer_touched"]


def test_who_works_for_a_task_and_who_takes_the_list_out_never_meet_it(house, kept):
    task = house.task()
    put(house)
    assert listed(house, house.dpo, f"?task={task}") == list(kept)
    every = customer_lists.listed(deal=house.deal, actor=house.dpo, at=clock.now(), is_file=True)
    assert subjects.refs(every) == list(kept)


def test_nothing_but_its_own_row_has_the_reference_so_no_count_can_have_it(house, kept):
    before = subjects.counts(house.deal)
    made = put(house)
    listed(house, house.dpo)
    signed_in(house.dpo).get(f"/customers/{made.shown}")
    assert subjects.counts(house.deal) == before
    assert made.shown not in {str(one) for one in subjects.everyone(subjects.of_deal(house.deal))}
    found = [
        model._meta.db_table
        for model in apps.get_models(include_auto_created=True)
        for row in model._default_manager.using(_base_of(model)).values()
        if made.shown in str(row)
    ]
    assert found == [CustomerCanary._meta.db_table]
    assert made.shown not in str([entry.body for entry in reader.entries(0)])


def _base_of(model):
    tables = {name: one.introspection.table_names() for name, one in connections_of()}
    return next(name for name, known in tables.items() if model._meta.db_table in known)


def connections_of():
    return [(name, connections[name]) for name in ("default", "keyring")]


def replaced(house):
    """Who does it and when, the one that stands, and the one that is to take its place."""
    first = put(house)
    security = {"actor": house[people.SECURITY], "at": clock.now()}
    second = canaries.replace(customercanary=Ref(first.ref), **security)
    forget()
    return security, first, second


def test_it_is_replaced_by_two_and_ended_and_what_ended_makes_no_alert(house, kept):
    security, first, second = replaced(house)
    with pytest.raises(CanaryEnded):
        canaries.replace(customercanary=Ref(second.ref), **security)
    assert second.shown != first.shown
    assert second.shown not in listed(house, house.dpo)
    agreed(house, second, house[people.HEAD])
    shown = listed(house, house.dpo)
    assert second.shown in shown
    assert first.shown not in shown
    size = reader.size()
    assert signed_in(house.dpo).get(f"/customers/{first.shown}").status_code == 404
    canaries.end(customercanary=Ref(second.ref), **security)
    assert listed(house, house.dpo) == list(kept)
    assert since(size) == ["canary.customer_ended"]
    with pytest.raises(CanaryEnded):
        canaries.end(customercanary=Ref(second.ref), **security)


def test_one_takes_the_place_of_another_once_where_there_is_no_room_for_more(house, kept):
    security, first, second = replaced(house)
    with pytest.raises(NoRoomForCanary):
        canaries.replace(customercanary=Ref(first.ref), **security)
    canaries.end(customercanary=Ref(second.ref), **security)
    forget()
    agreed(house, canaries.replace(customercanary=Ref(first.ref), **security))
    stand = [one for one in queries.everything() if one.ended_at is None]
    assert [queries.state(one) for one in stand] == [CustomerCanaryState.STANDS]


def test_to_see_which_deals_have_room_the_canaries_are_read_once(house, kept, monkeypatch):
    read = []
    whole = queries.everything
    monkeypatch.setattr(queries, "everything", lambda: read.append(1) or whole())
    assert [one.ref for one in queries.deals()] == [house.deal]
    put(house)
    read.clear()
    monkeypatch.setattr(Deal.objects, "order_by", lambda _: list(Deal.objects.all()) * 9)
    assert queries.deals() == []
    assert len(read) == 1


def test_one_in_fifty_at_most_and_none_in_a_demo(house, kept, monkeypatch):
    put(house)
    with pytest.raises(NoRoomForCanary):
        asked(house)
    monkeypatch.setattr(queries, "CUSTOMERS_A_CANARY", 50)
    assert queries.deals() == []
    monkeypatch.setattr(queries, "CUSTOMERS_A_CANARY", 1)
    monkeypatch.setattr(clock, "is_demo", lambda: True)
    with pytest.raises(NoCanaryInDemo):
        asked(house)


def test_two_that_are_asked_for_at_once_stand_at_places_of_their_own(house, kept, monkeypatch):
    monkeypatch.setattr(queries, "CUSTOMERS_A_CANARY", 1)
    first = asked(house)
    both = subjects.of_deal(house.deal).filter(ref=first.beside)
    monkeypatch.setattr(queries, "candidates", lambda deal: both)
    with pytest.raises(NoRoomForCanary):
        asked(house)
    assert CustomerCanary.objects.count() == 1


def test_one_that_is_altered_from_outside_shuts_and_lists_go_on(house, kept):
    detection.begin(actor=house[people.SECURITY], at=clock.now())
    made = put(house)
    agreeing = next(one.agreed for one in health.guarded if one.table is CustomerCanary)
    assert agreeing(list(CustomerCanary.objects.all())) == [made.entry_position]
    CustomerCanary.objects.update(shown="sub-other")
    assert listed(house, house.dpo) == list(kept)
    assert watched.check_detection(clock.now()).reason == "row.not_authentic"
    authenticated.change(CustomerCanary.objects, beside=kept[0], shown="sub-another")
    assert agreeing(list(CustomerCanary.objects.all())) == [None]


def test_pages_ask_agree_replace_and_end(house, kept):
    security, officer = signed_in(house[people.SECURITY]), signed_in(house.dpo, lang="en")
    assert "客户名单里还没有诱饵" in security.get("/canaries").content.decode()
    security.act("/canaries/do/customer-canary-ask", deal=house.deal)
    made = CustomerCanary.objects.get()
    assert f"/customer-canaries/{made.ref}" in officer.get("/inbox").content.decode()
    text = officer.get(f"/customer-canaries/{made.ref}").content.decode()
    assert "It is in no list yet" in text
    assert made.shown in text
    officer.act(f"/customer-canaries/{made.ref}/do/customer-canary-agree")
    made.refresh_from_db()
    assert queries.state(made) is CustomerCanaryState.STANDS
    shown = security.get(f"/customer-canaries/{made.ref}").content.decode()
    assert "在名单里，不属于任何人" in shown
    security.act(f"/customer-canaries/{made.ref}/do/customer-canary-replace")
    assert CustomerCanary.objects.count() == 2
    security.act(f"/customer-canaries/{made.ref}/do/customer-canary-end", is_sure="on")
    made.refresh_from_db()
    assert queries.state(made) is CustomerCanaryState.ENDED
    other = signed_in(house[people.SERVICE])
    assert other.get(f"/customer-canaries/{made.ref}").status_code == 403


def test_nobody_else_may_and_a_stranger_to_the_deal_touches_nothing(house, kept):
    made = put(house)
    size = reader.size()
    assert signed_in(house.buyer).get(f"/customers/{made.shown}").status_code in (403, 404)
    assert since(size) == []
    assert not SecurityCase.objects.exists()
    assert Program("shoumi_x").read(f"/customers/{made.shown}").status_code == 401
