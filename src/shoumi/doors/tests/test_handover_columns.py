"""What leaves is what was said: columns that no notice names, people who agreed to less."""

from __future__ import annotations

import pytest

from shoumi.base.attestations.doors import DoorShut
from shoumi.base.gate import disclosure
from shoumi.base.gate.tasks import fields_digest, question
from shoumi.base.handover import columns, ledger_agreement
from shoumi.base.handover.errors import ColumnsNotSaid, SomeoneLeft
from shoumi.base.handover.models import Package
from shoumi.base.registry import field_register
from shoumi.base.tests import authenticated
from shoumi.chapters.consent.models import Campaign, Consent, Notice
from shoumi.chapters.consent.queries import covered_fields
from shoumi.chapters.consent.tests.approved_texts import approved
from shoumi.core.gate import Act, GateClosed
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument
from shoumi.doors.tests import handover_house
from shoumi.doors.tests.handover_house import (
    CONTENTS,
    FIVE,
    asked_for_consent,
    expected,
    files,
    rows,
    unmoved,
    unsealed,
)
from shoumi.doors.tests.house import FIELDS, told, values

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def told_less(house, monkeypatch):
    """The notice names name and mobile; the task opens the address as well."""
    monkeypatch.setattr(handover_house, "CONTENTS", {**CONTENTS, "categories": "姓名、手机号"})
    return asked_for_consent(house)


def narrower(handing, *people):
    """What ``people`` answered to was another version of the text, which names the name alone."""
    text = approved(
        deal=handing.house.deal,
        instrument=Instrument.ART23_SEPARATE_CONSENT,
        contents={**CONTENTS, "categories": "姓名"},
        writer=handing.house.legal,
        approver=handing.house.dpo,
        at=handing.house.at,
    )
    found = Consent.objects.filter(subject__in=people)
    authenticated.change(found, notice_sha256=text.sha256)
    return text


def test_a_column_that_no_notice_names_is_refused_and_nothing_is_sealed(told_less):
    refused = unsealed(told_less, ColumnsNotSaid, lambda: told_less.seal(FIVE))
    assert refused.facts == {"fields": ("address",)}


def test_what_the_task_has_and_the_notice_names_is_what_the_package_holds(told_less):
    fields = columns.sayable(told_less.house.deal, FIELDS, told_less.people)
    package = told_less.seal(FIVE, fields=fields)
    opened = told_less.opened(package)
    assert [one["name"] for one in opened.manifest["columns"]] == ["mobile", "name"]
    assert all(row.keys() == {"mobile", "name"} for row in opened.rows())
    heading = opened.files["data.csv"].decode("utf-8-sig").splitlines()[0]
    assert heading == '"手机号","姓名"'
    plain = b"".join(opened.files.values())
    assert not any(values(n)["address"].encode() in plain for n in range(5))
    entry = told("package.sealed")[-1]
    assert entry.facts["columns"] == 2


def test_each_has_the_columns_that_each_agreed_to(handing):
    first = handing.people[0]
    text = narrower(handing, first)
    package = handing.seal(FIVE)
    found = {row["name"]: row for row in rows(package, handing)}
    own = found.pop(values(0)["name"])
    assert own == {"name": values(0)["name"], "mobile": "", "address": ""}
    assert sorted(found.values(), key=lambda row: row["name"]) == sorted(
        expected(1, 2, 3, 4), key=lambda row: row["name"]
    )
    wide = Campaign.objects.get().notice.sha256
    said = handing.opened(package).manifest["said"]
    assert {(one["notice"], tuple(one["columns"]), one["rows"]) for one in said} == {
        (text.sha256, ("name",), 1),
        (wide, tuple(sorted(FIELDS)), 4),
    }
    opened = [line for line in told("gate.revealed") if line.facts["act"] == "export"]
    assert len(opened) == 2, "each was opened for what was said and no more"


def test_who_was_told_of_none_of_the_columns_keeps_the_package_here(handing):
    narrower(handing, handing.people[0])
    fields = ["mobile"]
    refused = unsealed(handing, ColumnsNotSaid, lambda: handing.seal(FIVE, fields=fields))
    assert refused.facts == {"fields": ("mobile",)}


def test_a_package_is_not_released_with_a_column_that_is_said_no_more(handing, monkeypatch):
    package = handing.seal(FIVE)
    # As a package that an earlier version sealed: more columns than the notice names, of which its
    # entry says nothing.
    Package.objects.update(fields=[*FIELDS, "district"])
    monkeypatch.setattr(ledger_agreement, "fields_digest", lambda fields: fields_digest(FIELDS))
    unmoved(package, ColumnsNotSaid, lambda: handing.release(package))


def test_what_somebody_was_told_since_keeps_a_sealed_package_here(handing):
    package = handing.seal(FIVE)
    narrower(handing, handing.people[0])
    unmoved(package, SomeoneLeft, lambda: handing.release(package))


def test_a_notice_that_was_widened_behind_the_house_covers_nothing(told_less):
    notice = Notice.objects.get()
    rule = field_register()["address"]
    more = [{"words": ["地址", ""], "fields": {"address": [rule.zh, rule.en]}}]
    Notice.objects.update(categories=[*notice.categories, *more])
    assert covered_fields.of_notice(Notice.objects.get()) == frozenset()
    with pytest.raises(DoorShut) as shut:
        told_less.seal(FIVE)
    assert set(shut.value.facts["demands"]) >= {"6.1", "6.2", "6.3"}
    assert files() == []


def test_of_an_old_notice_the_registered_titles_and_headings_count(handing):
    one = Notice.objects.get()
    one.categories, one.contents = [], {"categories": "姓名、手机、客户资料"}
    found = covered_fields.reading(one)
    assert {code for own in found.categories for code in own.fields} == {"name", "mobile"}
    assert found.unknown == ("客户资料",)


def test_the_gate_itself_lets_no_other_field_of_a_person_leave(told_less):
    asked = question(
        actor=told_less.house.dpo,
        act=Act.EXPORT,
        task=told_less.task,
        at=told_less.house.at,
        fields=frozenset(FIELDS),
    )
    with pytest.raises(GateClosed) as closed:
        disclosure.open_many(asked, [Ref(told_less.people[0])])
    assert {one.code for one in closed.value.decision.reasons} == {"gate.field_not_said"}
    assert files() == []
