"""Lists as files: with the page's filter, recorded, for who asked, asked again at each fetch."""

from __future__ import annotations

import csv
import io
import re

import openpyxl
import pytest

from shoumi.base.jobs.models import Errand
from shoumi.doors.demo import cast as people
from shoumi.doors.tests import lapses
from shoumi.doors.tests.house import told
from shoumi.doors.tests.visitors import signed_in, worked

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def found(house):
    return house.keep_many(3)


def asked(visitor, page, **more):
    """The button of a page, then the form behind it; answers the address of the work."""
    shown = visitor.get(page).content.decode()
    found = re.search(r'href="(/exports/[^"]+)"', shown)
    assert found, page
    href = found.group(1).replace("&amp;", "&")
    assert visitor.get(href).status_code == 200, href
    answer = visitor.post(href, {"format": "csv", **more}, secure=True)
    assert answer.status_code == 303, answer.content.decode()
    return answer.headers["Location"]


def fetched(visitor, page, **more):
    work = asked(visitor, page, **more)
    assert worked() >= 1  # it, and what was due in that minute
    answer = visitor.get(f"{work}/file")
    assert answer.status_code == 200, answer.content.decode()
    return answer


def lines_of(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_customers_go_as_references_and_states_and_the_ledger_knows(house, found):
    answer = fetched(signed_in(house.dpo), f"/customers?deal={house.deal}")
    heads, *rows = lines_of(answer)
    assert heads[:4] == ["编号", "类别", "依据", "状态"]
    assert {row[0] for row in rows} == {*map(str, found)}
    assert 'filename="customers-errand-' in answer.headers["Content-Disposition"]
    made = told("exports.made")[-1]
    assert (made.facts["list"], made.facts["count"], made.deal) == ("customers", 3, house.deal)
    assert told("job.fetched")[-1].actor == house.dpo


def test_the_filter_of_the_page_is_kept(house, found):
    visitor = signed_in(house.dpo)
    assert len(lines_of(fetched(visitor, f"/customers?deal={house.deal}&state=ACTIVE"))) == 4
    assert len(lines_of(fetched(visitor, f"/customers?deal={house.deal}&state=FROZEN"))) == 1
    every = lines_of(fetched(visitor, "/duties"))
    held = lines_of(fetched(visitor, "/duties?state=ATTESTED"))
    assert 1 < len(held) < len(every) == 69


def test_a_workbook_holds_what_the_text_holds(house):
    visitor = signed_in(house.dpo)
    lines = lines_of(fetched(visitor, "/attestations"))
    answer = fetched(visitor, "/attestations", format="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert [[cell.value or "" for cell in row] for row in sheet.rows] == lines
    assert len(lines) > 10


def test_the_ledger_goes_whole_and_not_one_page_of_it(house):
    visitor = signed_in(house.dpo)
    _, *rows = lines_of(fetched(visitor, "/evidence"))
    positions = [int(row[0]) for row in rows]
    assert positions == sorted(positions, reverse=True)
    assert positions[-1] == 0
    assert len(positions) > 50
    of_deal = lines_of(fetched(visitor, f"/evidence?deal={house.deal}"))
    assert 1 < len(of_deal) < len(rows)


@pytest.mark.parametrize("form", ["xlsx", "docx", "csv"])
def test_the_register_goes_in_three_formats(house, form):
    answer = fetched(signed_in(house.dpo), "/policies", format=form)
    assert f".{form}" in answer.headers["Content-Disposition"]
    assert answer.content[:2] == (b"\xef\xbb" if form == "csv" else b"PK")


def test_only_the_register_goes_as_a_document(house):
    answer = signed_in(house.dpo).post("/exports/duties/do/export", {"format": "docx"})
    assert answer.status_code == 422
    assert not Errand.objects.exists()


def test_a_list_that_is_none_is_not_there(house):
    assert signed_in(house.dpo).get("/exports/salaries/do/export").status_code == 404


def test_nothing_leaves_while_the_door_of_what_leaves_is_shut(house, found):
    visitor = signed_in(house.dpo)
    work = asked(visitor, f"/customers?deal={house.deal}")
    lapses.revoke(house, "13.1")
    assert worked() == 1
    assert "13.1" in visitor.get(work).content.decode()
    assert visitor.get(f"{work}/file").status_code == 404
    refused = visitor.post(f"/exports/customers/do/export?deal={house.deal}", {"format": "csv"})
    assert refused.status_code == 422
    assert "13.1" in refused.content.decode()
    assert not told("exports.made")


def test_a_file_that_waits_is_shut_with_the_door(house, found):
    visitor = signed_in(house.dpo)
    work = asked(visitor, f"/customers?deal={house.deal}")
    assert worked() == 1
    before = len(told("job.fetched"))
    lapses.revoke(house, "13.1")
    answer = visitor.get(f"{work}/file")
    assert answer.status_code == 409
    assert "/duties/13.1" in answer.content.decode()
    assert len(told("job.fetched")) == before


@pytest.mark.parametrize("stop", [lapses.suspend, lapses.terminate])
def test_no_list_of_people_leaves_a_deal_that_is_stopped(house, found, stop):
    visitor = signed_in(house.dpo)
    work = asked(visitor, f"/customers?deal={house.deal}")
    assert worked() == 1
    stop(house)
    assert visitor.get(f"{work}/file").status_code in (404, 409), "made before it stopped"
    export = f"/exports/customers/do/export?deal={house.deal}"
    assert visitor.post(export, {"format": "csv"}).status_code == 422
    assert len(told("exports.made")) == 1


def test_a_file_is_for_who_asked_alone(house, found):
    work = asked(signed_in(house.dpo), f"/customers?deal={house.deal}")
    assert worked() == 1
    assert signed_in(house[people.HEAD]).get(f"{work}/file").status_code == 404


def test_a_side_of_a_deal_exports_nothing(house):
    visitor = signed_in(house.buyer)
    for name in ("customers", "duties", "evidence", "statements", "register"):
        href = f"/exports/{name}/do/export?deal={house.deal}"
        assert visitor.post(href, {"format": "csv"}, secure=True).status_code == 404


def test_a_deal_of_others_is_not_exported(house, stranger):
    href = f"/exports/customers/do/export?deal={house.deal}"
    assert signed_in(stranger).post(href, {"format": "csv"}, secure=True).status_code == 404
