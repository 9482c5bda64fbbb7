"""Every kind of reference that the house makes is found, or stands here with why it is not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import shoumi
from shoumi.base import clock
from shoumi.base.subjects.models import Subject
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import House
from shoumi.doors.tests.pages.reference_rows import FOUND, OF_HOUSE
from shoumi.doors.tests.pages.references_not_found import NOT_FOUND
from shoumi.doors.tests.rows_of_kinds import row_of, table
from shoumi.doors.tests.search_steps import found
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

# Whose pages they are, where not the protection officer's.
IN_CHARGE = {
    **dict.fromkeys(["review", "endpoint", "target"], people.SECURITY),
    "leaver": people.PERSONNEL,
}


def test_a_kind_of_reference_is_found_or_says_why_it_is_not():
    folder = Path(shoumi.__file__).parent
    made = set()
    for path in folder.rglob("*.py"):
        if "tests" not in path.parts:
            text = path.read_text()
            made |= set(re.findall(r"(?:Ref\.new|Refs\.fresh)\(\"([a-z]+)\"", text))
    assert made - NOT_FOUND.keys() == FOUND.keys()
    assert NOT_FOUND.keys() <= made | {"mailbox"}


def written(made: Any) -> str:
    return str(getattr(made, "ref", made))


def leads_to(house: House, kind: str, made: Any) -> str:
    room = made.room.ref if kind in {"paper", "inquiry"} else ""
    named = ("subject", "target", "dataset", "vendor", "thread")
    of = {name: getattr(made, name, "") for name in named}
    return FOUND[kind][1].format(ref=written(made), deal=house.deal, room=room, **of)


@pytest.mark.parametrize("kind", FOUND)
def test_what_goes_by_a_reference_is_found_by_it_and_only_by_who_may_open_it(house, stranger, kind):
    house.at = clock.now()
    made = FOUND[kind][0](house)
    who = house.cast[IN_CHARGE[kind]] if kind in IN_CHARGE else house.dpo
    assert found(who, written(made)) == [leads_to(house, kind, made)]
    if kind not in OF_HOUSE:
        assert found(stranger, written(made)) == []


def test_a_draft_of_a_notice_is_found_as_one_that_waits(house):
    draft = row_of(table("NoticeDraft"), "note", deal=house.deal)
    answer = signed_in(house.dpo).post("/palette", {"q": draft.ref, "here": "/"}, secure=True)
    assert f"/notices/{draft.ref}" in answer.content.decode()
    assert "等另一人批准" in answer.content.decode()


def test_a_customer_is_told_by_reference_and_state_and_by_no_value(house):
    house.keep_many(1)
    one = Subject.objects.latest("id")
    answer = signed_in(house.dpo).post("/palette", {"q": one.ref, "here": "/"}, secure=True)
    assert f"{one.ref} · 在用" in answer.content.decode()
    assert "虚构" not in answer.content.decode()
