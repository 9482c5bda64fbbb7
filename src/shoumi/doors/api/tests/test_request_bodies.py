"""What a program sends is read as JSON in which every text is one, or refused."""

from __future__ import annotations

import pytest

from shoumi.doors.api.tests.programs import program
from shoumi.doors.api.tests.test_acts import DEAL, KEY
from shoumi.doors.api.tests.test_authentication import told
from shoumi.doors.demo import cast as people

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[]", b'{"a":NaN}', b""])
def test_a_body_that_is_no_json_object_is_a_problem(house, body):
    caller = program(house.dpo)
    answer = caller.generic(
        "POST", "/api/v1/deals", body, "application/json", headers={"Idempotency-Key": KEY}
    )
    assert answer.status_code in (400, 422)
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("given", [{"suite": "\ud800"}, {"\ud800": "INTL"}, {"suite": ["\ud83d"]}])
def test_half_a_character_is_refused_before_any_service_hears_of_it(house, given):
    """Also where the words of a field are no closed list, so that a refusal says them again."""
    caller = program(house[people.SECURITY])
    answer = caller.act("/keys/rotations", {"what": "suite", **given}, key=KEY)
    told(answer, 400, "api.unreadable")


def test_a_whole_character_outside_the_basic_plane_is_a_text(house):
    assert program(house.dpo).act("/deals", {**DEAL, "title": "𠮷"}, key=KEY).status_code == 201


def test_a_body_that_is_too_long_is_a_problem(house, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    told(program(house.dpo).act("/deals", DEAL), 413, "api.too_large")
