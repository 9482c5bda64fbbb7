from __future__ import annotations

import pytest

from shoumi.core.letters.choice import Place, Way, fields, place

ALL = {
    "mobile": "154 0000 0001",
    "email": "chen@people.example",
    "address": "示例省虚构市样本路1号",
    "name": "虚构甲",
    "guardian_mobile": "+86-154-0000-0002",
    "guardian_name": "虚构监护",
}


def test_the_first_way_that_leads_somewhere_is_taken():
    assert place(ALL, [Way.SMS, Way.MAIL]) == Place(Way.SMS, "15400000001")
    assert place(ALL, [Way.MAIL, Way.SMS]) == Place(Way.MAIL, "chen@people.example")
    without = {**ALL, "mobile": " "}
    assert place(without, [Way.SMS, Way.POST]) == Place(Way.POST, ALL["address"], ALL["name"])
    assert place({}, list(Way)) is None


@pytest.mark.parametrize("told", ["0571-8888", "1540000000", "15400000001x"])
def test_what_is_no_mobile_gets_no_text_message(told):
    assert place({"mobile": told}, [Way.SMS]) is None


def test_the_guardian_of_a_child_is_written_to():
    assert place(ALL, [Way.MAIL, Way.SMS], of_guardian=True) == Place(
        Way.SMS, "15400000002", of_guardian=True
    )
    wanted = Place(Way.POST, ALL["address"], ALL["guardian_name"], of_guardian=True)
    assert place(ALL, [Way.POST], of_guardian=True) == wanted
    assert place(ALL, [Way.MAIL], of_guardian=True) is None


def test_only_what_a_way_needs_is_opened():
    assert fields([Way.MAIL]) == {"email"}
    assert fields([Way.SMS]) == {"mobile", "guardian_mobile"}
    assert fields(list(Way)) == ALL.keys()


def test_a_place_shows_nobody():
    assert "154" not in repr(place(ALL, [Way.SMS]))
