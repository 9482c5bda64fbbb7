"""A made-up customer stands in the file that a vendor gets, is nobody to the house, and names the
vendor when it comes back."""

from __future__ import annotations

import csv

import pytest

from shoumi.base import clock
from shoumi.base.tests.memories import forget
from shoumi.base.verbs import Call
from shoumi.chapters.consent.services import dispatch
from shoumi.chapters.consent.tests.letters_house import Post, task_of
from shoumi.chapters.consent.verbs import letters as verbs
from shoumi.chapters.defence.queries import canaries as queries
from shoumi.chapters.defence.services import canaries, detection
from shoumi.chapters.vendors.models import Vendor
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.web.tests.conftest import house

__all__ = ["house"]
pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
NUMBER = "154 0000 0101"


def test_a_canary_goes_out_with_a_vendors_file_and_names_the_vendor_when_it_comes_back(
    house, tmp_path
):
    post, out = Post(house), tmp_path / "letters.csv"
    security = {"actor": house[people.SECURITY]}
    vendor = Vendor.objects.get()
    assert queries.holders() == [(Ref(vendor.ref), vendor.name)]
    given = {"holder": Ref(vendor.ref), "mobile": NUMBER, "mail": ""}
    made = canaries.draw(**given, **security, at=clock.now())
    forget()

    task = task_of(house, fields=dispatch.CONTACT_FIELDS)
    sent = {"task": task, "unreached": None, "out": out}
    done = verbs.SEND.do(Call(house.dpo, "", clock.now(), Ref(post.campaign), sent))
    with out.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == done["written"] + 1
    (line,) = [row for row in rows if row["mobile"] == "15400000101"]
    assert line["name"] == queries.opened(made).name

    service = house[people.SERVICE]
    over = verbs.HANDED.do(Call(service, "", clock.now(), Ref(post.campaign), {"file": out}))
    assert over["count"] == done["written"]
    [entry] = told("vendors.handed")
    assert entry.facts["people"] == done["written"]
    (carried,) = queries.carried(made)
    assert carried.line().deal == house.deal

    detection.begin(**security, at=clock.now())
    canaries.match(told="+86 15400000101", **security, at=clock.now())
    (case,) = detection.look(at=clock.now())
    assert queries.get(Ref(case.who)).holder_name == vendor.name
