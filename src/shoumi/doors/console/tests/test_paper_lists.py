"""The lists of agreements and of assessments: the newest first, a page at a time, of one deal."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from shoumi.base.pages import tables
from shoumi.chapters.agreements import rules as agreements
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.compliance import rules as assessments
from shoumi.chapters.compliance.models import Assessment
from shoumi.core.terms import RiskGrade
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
each_list = pytest.mark.parametrize("address", ["agreements", "assessments"])


def put(house, address, deal, number):
    """A draft, as its chapter keeps it."""
    common = {"ref": f"paper-{number}", "deal": deal, "drafted_at": house.at}
    if address == "agreements":
        Agreement.objects.create(
            kind=agreements.Kind.MUTUAL,
            persons=[],
            levels=[],
            clauses=[],
            damages=0,
            estimated_loss=0,
            until=house.at + timedelta(days=100),
            **common,
        )
    else:
        Assessment.objects.create(
            number=number,
            scope=assessments.Scope.TRANSFER,
            risks=[],
            inherent=RiskGrade.LOW,
            residual=RiskGrade.LOW,
            assessor=house.dpo,
            **common,
        )


def shown(page):
    return re.findall(r"paper-\d", re.sub(r"(?s)^.*<tbody>", "", page))


@each_list
def test_the_next_page_goes_on_where_the_last_one_ended(house, address, monkeypatch):
    monkeypatch.setattr(tables, "PAGE", 2)
    for number in range(1, 6):
        put(house, address, house.deal, number)
    visitor, href, seen = signed_in(house.dpo), f"/{address}", []
    while href:
        page = visitor.get(href).content.decode()
        seen.append(list(dict.fromkeys(shown(page))))
        onward = re.search(r'rel="next"\s+href="([^"]*)"', page)
        href = onward and f"/{address}{onward[1]}"
    assert seen == [["paper-5", "paper-4"], ["paper-3", "paper-2"], ["paper-1"]]


@each_list
def test_of_one_deal_and_one_phase_the_others_are_left_out(house, address):
    put(house, address, house.deal, 1)
    put(house, address, house.new_deal(), 2)
    visitor = signed_in(house.dpo)
    assert set(shown(visitor.get(f"/{address}").content.decode())) == {"paper-1", "paper-2"}
    of_deal = f"/{address}?deal={house.deal}"
    for phase, found in (("", {"paper-1"}), ("IN_FORCE", set()), ("no such", {"paper-1"})):
        page = visitor.get(f"{of_deal}&phase={phase}").content.decode()
        assert set(shown(page)) == found, phase
    assert visitor.get(f"/{address}?deal=deal-none").status_code == 404


@each_list
def test_a_list_is_a_file_too(house, address):
    put(house, address, house.deal, 1)
    answer = signed_in(house.dpo).get(f"/{address}?format=csv")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{address}.csv"'
    assert len(answer.content.decode().splitlines()) == 2


@pytest.mark.parametrize("place", ["²", "-1", "1.5", "9" * 30, "x"])
@pytest.mark.parametrize(
    "address",
    [
        *("agreements", "assessments", "attestations", "customers", "destruction", "emergencies"),
        *("evidence", "handover", "notices", "policies", "rooms", "tasks", "approvals"),
    ],
)
def test_what_is_no_place_in_a_list_begins_it(house, address, place):
    assert signed_in(house.dpo).get(f"/{address}?after={place}").status_code == 200
