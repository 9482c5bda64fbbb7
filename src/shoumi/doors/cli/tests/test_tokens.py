"""``shoumi token``: made for oneself, shown once, listed with what it is worth, ended."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shoumi.base import clock
from shoumi.base.api_tokens import queries
from shoumi.doors.cli.tests import cast as people

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)


def made(yes, *scopes, **more):
    given = [word for scope in scopes for word in ("--scope", scope)]
    days = [word for name, value in more.items() for word in (f"--{name}", str(value))]
    return yes("token", "make", "财务对接", *given, *days, "--as", people.DPO)


def bearer(text):
    return queries.bearer(token=text, at=clock.now(), real_at=datetime.now(UTC))


def test_a_token_is_made_listed_and_revoked(house, yes, shoumi):
    told = made(yes, "deals:read", "duties:read")
    assert bearer(told["token"]).scopes == {"deals:read", "duties:read"}
    (one,) = yes("token", "list", "--as", people.DPO)["tokens"]
    assert (one["ref"], one["state"]) == (told["ref"], "living")
    assert told["token"] not in shoumi("token", "list", "--as", people.DPO).out
    yes("token", "revoke", told["ref"], "--as", people.DPO)
    assert bearer(told["token"]) is None
    assert yes("token", "list", "--as", people.DPO)["tokens"][0]["state"] == "revoked"


def test_a_token_that_reveals_lasts_a_day_at_most(house, yes, no):
    told = made(yes, "customers:reveal")
    assert bearer(told["token"])
    words = no(
        *("token", "make", "x", "--scope", "customers:reveal", "--days", "2"),
        *("--as", people.DPO),
    )
    assert "24" in words


def test_nobody_ends_the_token_of_another(house, yes, no):
    told = made(yes, "deals:read")
    no("token", "revoke", told["ref"], "--as", people.CONSULTANT)
    assert bearer(told["token"])
