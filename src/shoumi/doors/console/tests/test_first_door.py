"""Who has no link that is good learns no name from the pages that come before signing in."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from shoumi.base import clock
from shoumi.base.signin import demo_login, enrolment
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import Visitor

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def _times() -> dict[str, datetime]:
    return {"at": clock.now(), "real_at": datetime.now(UTC)}


def test_the_founders_are_named_to_who_holds_the_set_up_token_alone(house):
    token = enrolment.setup_token(**_times())
    shown = Visitor().get(f"/set-up/{token}")
    assert shown.status_code == 200
    assert people.HEAD in shown.content.decode()
    guessed = Visitor().get("/set-up/guessed")
    assert guessed.status_code == 409
    assert people.HEAD not in guessed.content.decode()


def test_a_set_up_token_that_was_replaced_shows_nobody(house):
    first = enrolment.setup_token(**_times())
    enrolment.setup_token(**_times())
    assert Visitor().get(f"/set-up/{first}").status_code == 409


def test_the_cast_is_shown_to_who_holds_the_link_alone(house, home):
    (home / "home.toml").write_text('kind = "demo"\n', "utf-8")
    token = demo_login.open_stage()
    assert people.BUYER in Visitor().get(f"/play/{token}").content.decode()
    guessed = Visitor().get("/play/guessed")
    assert guessed.status_code == 403
    assert people.BUYER not in guessed.content.decode()


def test_a_code_that_was_refused_does_not_come_back_in_the_page(house):
    given = {"login": "nobody", "password": "wrong", "code": "918273"}
    answer = Visitor().post("/sign-in", given)
    assert answer.status_code == 422
    assert "918273" not in answer.content.decode()
    assert "nobody" in answer.content.decode()
