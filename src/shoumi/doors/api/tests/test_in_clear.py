"""Where a path is not encrypted, who comes from another machine without TLS reads nothing (3.2)."""

from __future__ import annotations

import os

import pytest
from django.test import Client

from shoumi.base.transport import channel, negotiation, queries, server_address
from shoumi.base.transport.negotiation import Found, Negotiated
from shoumi.base.transport.services import attempt_all
from shoumi.core.refs import SYSTEM
from shoumi.doors.api.tests.programs import AT, token_of

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])

NEAR, AFAR = "127.0.0.1", "203.0.113.7"


@pytest.fixture
def asked(house):
    """One reveal by API: from where, by which scheme, under which name."""
    (subject,) = house.keep_many(1)
    task = house.task(fields=["name"])
    token = token_of(house.dpo)

    def ask(address=AFAR, scheme="http", name="localhost", **more):
        answer = Client(HTTP_HOST=name).post(
            f"{AT}/customers/{subject}/reveal",
            {"task": task, "fields": ["name"]},
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": os.urandom(16).hex()},
            **{"REMOTE_ADDR": address, "wsgi.url_scheme": scheme, **more},
        )
        return answer.status_code, answer.json().get("demands", [])

    return ask


@pytest.fixture
def is_plain(house):
    server_address.write_down("0.0.0.0", [])  # noqa: S104 - that is what is wrong
    attempt_all(actor=SYSTEM, at=house.at)


def test_who_comes_by_tls_or_is_at_the_machine_reads(asked):
    assert asked(scheme="https") == asked(NEAR) == (200, [])


@pytest.mark.parametrize("hosts", [[], ["rules.example"]])
def test_who_comes_in_the_clear_from_elsewhere_gets_no_record_whatever_the_last_try_found(
    asked, house, monkeypatch, hosts
):
    monkeypatch.setattr(negotiation, "attempt", lambda path: Negotiated(Found.ENCRYPTED))
    server_address.write_down("127.0.0.1", hosts)
    attempt_all(actor=SYSTEM, at=house.at)
    assert queries.holding(house.at).holds
    assert asked() == (403, ["3.2"])
    assert asked(scheme="https") == (200, [])


def test_a_last_hop_in_the_clear_counts_though_a_proxy_says_https(asked):
    assert asked(scheme="https", **{channel.IN_CLEAR: True}) == (403, ["3.2"])
    assert asked(NEAR, **{channel.IN_CLEAR: True}) == (403, ["3.2"])
    assert asked(NEAR, **{channel.IN_CLEAR: False}) == (200, [])


@pytest.mark.usefixtures("is_plain")
def test_only_who_comes_in_the_clear_is_refused_and_told_why(asked):
    assert asked() == (403, ["3.2"])
    assert asked(scheme="https") == (200, [])
    assert asked(NEAR) == (200, [])


@pytest.mark.usefixtures("is_plain")
def test_a_proxy_on_this_machine_that_nobody_named_does_not_make_strangers_near(asked, settings):
    settings.ALLOWED_HOSTS = ["localhost", "rules.example"]
    assert asked(NEAR, name="rules.example") == (403, ["3.2"])
