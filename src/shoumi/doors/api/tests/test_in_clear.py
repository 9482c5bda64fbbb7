"""Where a path is not encrypted, who comes from another machine without TLS reads nothing (3.2)."""

from __future__ import annotations

import os

import pytest
from django.test import Client

from shoumi.base.transport import server_address
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

    def ask(address=AFAR, scheme="http", name="localhost"):
        answer = Client(HTTP_HOST=name).post(
            f"{AT}/customers/{subject}/reveal",
            {"task": task, "fields": ["name"]},
            content_type="application/json",
            headers={"Authorization": f"Bearer {token}", "Idempotency-Key": os.urandom(16).hex()},
            **{"REMOTE_ADDR": address, "wsgi.url_scheme": scheme},
        )
        return answer.status_code, answer.json().get("demands", [])

    return ask


@pytest.fixture
def is_plain(house):
    server_address.write_down("0.0.0.0", [])  # noqa: S104 - that is what is wrong
    attempt_all(actor=SYSTEM, at=house.at)


def test_while_nothing_travels_in_the_clear_everybody_reads(asked):
    assert asked() == asked(scheme="https") == asked(NEAR) == (200, [])


@pytest.mark.usefixtures("is_plain")
def test_only_who_comes_in_the_clear_is_refused_and_told_why(asked):
    assert asked() == (403, ["3.2"])
    assert asked(scheme="https") == (200, [])
    assert asked(NEAR) == (200, [])


@pytest.mark.usefixtures("is_plain")
def test_a_proxy_on_this_machine_that_nobody_named_does_not_make_strangers_near(asked, settings):
    settings.ALLOWED_HOSTS = ["localhost", "rules.example"]
    assert asked(NEAR, name="rules.example") == (403, ["3.2"])
