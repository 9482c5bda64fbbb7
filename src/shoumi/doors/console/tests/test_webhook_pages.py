"""Pages of webhooks and of the list of calls out."""

from __future__ import annotations

import html
import re
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base import clock
from shoumi.base.accounts.models import Person
from shoumi.base.egress import http_client
from shoumi.base.egress.models import Host, HostAsk
from shoumi.base.egress.tests.https_server import NAME, allowed, authority, receiving
from shoumi.base.jobs import server_time
from shoumi.base.webhooks import delivery, endpoints, feed
from shoumi.base.webhooks.events import Cause
from shoumi.base.webhooks.models import Delivery, Endpoint
from shoumi.base.webhooks.rules import State
from shoumi.core.refs import Ref
from shoumi.core.webhooks import verify
from shoumi.doors.console.tests.test_house_pages import _HAN, main, security, text
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
URL = f"https://{NAME}/in"


@pytest.fixture
def listed(house):
    pem = authority()[0]
    return allowed(NAME, asker=security(house), approver=house.dpo, at=clock.now(), authority=pem)


@pytest.fixture
def made(house, listed):
    return endpoints.make(
        name="SIEM", url=URL, tags=["webhook.pinged"], actor=security(house), at=clock.now()
    )


def test_two_people_put_a_host_on_the_list_and_take_it_off_again(house):
    officer, dpo = signed_in(security(house)), signed_in(house.dpo)
    officer.act("/egress/do/ask-host", name=NAME, inside="10.0.0.9", authority=authority()[0])
    wish = HostAsk.objects.get()
    address = f"/egress/asks/{wish.ref}/do/approve-host"
    assert address not in text(officer.get("/egress"))
    assert address in text(dpo.get("/egress"))
    page = text(dpo.get(address))
    assert NAME in page
    assert "10.0.0.9" in page
    assert officer.act(address).status_code == 422
    assert not Host.objects.exists()
    dpo.act(address)
    host = Host.objects.get()
    assert NAME in main(dpo.get("/egress"))
    officer.act(f"/egress/{host.ref}/do/withdraw-host")
    dpo.act(f"/egress/asks/{HostAsk.objects.get(change='withdraw').ref}/do/approve-host")
    host.refresh_from_db()
    assert host.until is not None
    assert "名单是空的" in text(dpo.get("/egress"))


def test_an_odd_host_is_refused_in_words(house):
    answer = signed_in(security(house)).act("/egress/do/ask-host", name="127.1")
    assert answer.status_code == 422
    assert "完整的主机名" in text(answer)


def test_a_receiver_is_added_and_its_secret_shown_once(house, listed):
    visitor = signed_in(security(house))
    answer = visitor.act("/webhooks/do/make-webhook", name="SIEM", url=URL, areas=["signin"])
    secret = re.search(r"whsec_[A-Za-z0-9+/=]+", html.unescape(text(answer)))[0]
    one = Endpoint.objects.get()
    assert "signin.accepted" in one.tags
    assert "deal.created" not in one.tags
    for address in ("/webhooks", f"/webhooks/{one.ref}"):
        assert secret not in html.unescape(text(visitor.get(address)))
    signed_in(house.dpo)  # an event of the kind that it is told of
    with receiving() as server:
        feed.feed(real_at=server_time.now())
        delivery.send_due(at=clock.now(), call=partial(http_client.call, ways=server.ways()))
    got = server.got[0]
    verify(got.body, got.headers, secrets=[secret], now=server_time.now())
    assert "对方已收下" in main(visitor.get(f"/webhooks/{one.ref}"))


def test_a_host_that_is_not_listed_is_refused_with_a_way_to_mend_it(house):
    visitor = signed_in(security(house))
    answer = visitor.act("/webhooks/do/make-webhook", name="x", url=URL, areas=["signin"])
    assert answer.status_code == 422
    assert "加入名单" in text(answer)


def test_a_test_is_sent_paused_taken_up_and_sent_again_by_hand(house, made):
    visitor, place = signed_in(security(house)), f"/webhooks/{made.endpoint.ref}"
    visitor.act(f"{place}/do/ping-webhook")
    one = Delivery.objects.get()
    again = f"/webhooks/deliveries/{one.ref}/do/resend-webhook"
    assert again not in text(visitor.get(place))
    Delivery.objects.update(state=State.DEAD, settled_at=server_time.now(), answer=500)
    assert again in text(visitor.get(f"{place}?state=dead"))
    assert again not in text(visitor.get(f"{place}?state=delivered"))
    visitor.act(f"{place}/do/pause-webhook")
    assert "已暂停" in text(visitor.get("/webhooks"))
    assert f"{place}/do/ping-webhook" not in text(visitor.get(place))
    assert visitor.act(again).status_code == 422
    visitor.act(f"{place}/do/resume-webhook")
    visitor.act(again)
    assert Delivery.objects.get().state == State.WAITING


def test_a_failure_is_shown_in_words(house, made):
    endpoints.ping(endpoint=Ref(made.endpoint.ref), actor=security(house), at=clock.now())
    Delivery.objects.update(failure="egress.not_trusted", tries=3)
    assert "证书不可信" in main(signed_in(house.dpo).get(f"/webhooks/{made.endpoint.ref}"))


def test_the_new_secret_is_shown_once_too(house, made):
    place = f"/webhooks/{made.endpoint.ref}"
    visitor = signed_in(security(house))
    answer = visitor.act(f"{place}/do/rotate-webhook")
    assert "whsec_" in text(answer)
    assert made.secret not in html.unescape(text(answer))
    assert "whsec_" not in text(visitor.get(place))
    assert visitor.act(f"{place}/do/rotate-webhook").status_code == 422


@pytest.mark.parametrize("address", ["/webhooks", "/egress"])
def test_a_page_is_for_who_keeps_the_house(house, stranger, address):
    assert signed_in(stranger).get(address).status_code == 403
    assert signed_in(house.buyer).get(address).status_code == 404
    assert f'href="{address}"' in text(signed_in(house.dpo).get("/"))
    assert signed_in(house[people.OPERATIONS]).get("/egress/do/ask-host").status_code == 403
    assert signed_in(house.dpo).get("/webhooks/do/make-webhook").status_code == 403


@pytest.mark.parametrize("slug", ["make-webhook", "rotate-webhook"])
def test_secrets_are_made_with_a_fresh_proof_only(house, made, slug):
    place = "/webhooks" if slug == "make-webhook" else f"/webhooks/{made.endpoint.ref}"
    stale = signed_in(security(house), is_fresh=False).get(f"{place}/do/{slug}")
    assert stale.headers["Location"].startswith("/step-up")


def test_every_page_opens_in_both_languages(house, made):
    endpoints.ping(endpoint=Ref(made.endpoint.ref), actor=security(house), at=clock.now())
    Endpoint.objects.update(paused=Cause.FAILING)
    place, host = f"/webhooks/{made.endpoint.ref}", Host.objects.get().ref
    pages = ["/webhooks", place, "/egress", f"/egress/{host}/do/withdraw-host"]
    pages += ["/webhooks/do/make-webhook", "/egress/do/ask-host"]
    pages += [f"{place}/do/{verb}-webhook" for verb in ("ping", "rotate", "pause", "resume")]
    pages += [f"/webhooks/deliveries/{Delivery.objects.get().ref}/do/resend-webhook"]
    for page in pages:
        assert _HAN.search(main(signed_in(security(house)).get(page))), page
        answer = signed_in(security(house), lang="en").get(page)
        assert answer.status_code == 200
        told = main(answer)
        for name in Person.objects.values_list("name", flat=True):
            told = told.replace(name, "")
        assert not _HAN.search(told), page


def queries_of(visitor, address):
    with CaptureQueriesContext(connection) as seen:
        assert visitor.get(address).status_code == 200
    return len(seen)


def test_a_longer_list_takes_no_more_queries(house, made):
    visitor, place = signed_in(house.dpo), f"/webhooks/{made.endpoint.ref}"

    def grow(number):
        now = server_time.now()
        for place in range(number):
            Delivery.objects.create(
                ref=Ref.new("event"),
                endpoint=made.endpoint,
                position=1000 + place + Delivery.objects.count() * 100,
                tag="webhook.pinged",
                happened_at=now,
                next_at=now,
            )
            allowed(
                f"h{Host.objects.count()}.example",
                asker=security(house),
                approver=house.dpo,
                at=clock.now(),
            )

    counted = {}
    for number in (2, 12):
        grow(number)
        counted[number] = [queries_of(visitor, page) for page in (place, "/webhooks", "/egress")]
    assert counted[2] == counted[12]
